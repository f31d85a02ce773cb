// SPDX-License-Identifier: MIT
/// Responses, and what they have beyond the contract.
#include "case_file.hpp"
#include "findings.hpp"
#include "sample.hpp"
#include "support/catch.hpp"
#include "understudy/openapi/validation.hpp"

namespace understudy::openapi {

TEST_CASE("responses agree with every case in their file", "[openapi][response]") {
  const Document document = load_sample();
  for_each_case("response.cases.json", [&](const Json& item) {
    const Json& input = item.at("input");
    const Fields fields = fields_of(input);
    const std::string body = body_of(input);
    ResponseOptions options;
    if (is_set(input, "undocumented_members")) options.undocumented_members = Reported::yes;
    if (is_set(input, "open_members")) options.open_members = Reported::yes;
    if (is_set(input, "undocumented_headers")) options.undocumented_headers = Reported::yes;

    const Report report =
        validate_response(document, *document.find_operation(text_of(input, "operation")),
                          {.status = static_cast<int>(to_int64(input.at("status")).value()),
                           .fields = &fields,
                           .body = body,
                           .is_of_head = is_set(input, "is_of_head")},
                          options);

    CHECK(describe(report, item.at("want")) == item.at("want"));
  });
}

TEST_CASE("a response without fields is judged by its body alone", "[openapi][response]") {
  const Document document = load_sample();
  const Operation& operation = *document.find_operation("listOrders");

  CHECK(validate_response(document, operation, {.body = "[]"}).is_clean());
  CHECK_FALSE(validate_response(document, operation, {.body = "{}"}).is_clean());
}

TEST_CASE("undocumented members stop at the number that was asked for",
          "[openapi][response][limit]") {
  const Document document = load_sample();
  std::string body = "[";
  for (int i = 0; i < 1'000; ++i) body += std::string{i == 0 ? "" : ","} + R"({"id":1,"new":1})";

  const Report report =
      validate_response(document, *document.find_operation("listOrders"), {.body = body + "]"},
                        {.undocumented_members = Reported::yes, .most = 10});

  CHECK(report.findings.size() == 10);
  CHECK(report.capped);
}

}  // namespace understudy::openapi
