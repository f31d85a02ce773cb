// SPDX-License-Identifier: MIT
/// Requests against a document of all kinds of bodies.
#include "case_file.hpp"
#include "findings.hpp"
#include "sample.hpp"
#include "support/catch.hpp"
#include "understudy/openapi/validation.hpp"

namespace understudy::openapi {

namespace {

Report check(const Document& document, const Request& request, const RequestOptions& options) {
  const Match match = document.find_operation(request.method, request.path());
  REQUIRE(match.kind == Match::Kind::found);
  return validate_request(document, *match.operation,
                          {.path = match.parameters,
                           .query = request.query(),
                           .fields = &request.fields,
                           .body = request.body},
                          options);
}

}  // namespace

TEST_CASE("requests agree with every case in their file", "[openapi][request]") {
  const Document document = load_sample();
  for_each_case("request.cases.json", [&](const Json& item) {
    const Json& input = item.at("input");
    const Request request{*find_method(text_of(input, "method")), text_of(input, "target"),
                          fields_of(input), body_of(input)};
    RequestOptions options;
    if (is_set(input, "unknown_headers")) options.unknown_headers = Reported::yes;

    const Report report = check(document, request, options);

    CHECK(describe(report, item.at("want")) == item.at("want"));
  });
}

TEST_CASE("a body that has been read already is not read again", "[openapi][request]") {
  const Document document = load_sample();
  const auto good = JsonDocument::parse(R"({"id": 1})").value();
  const auto bad = JsonDocument::parse(R"({"id": "1"})").value();
  const Operation& operation = *document.find_operation("makeOrder");
  const Fields fields{{"Content-Type", "application/json"}};

  CHECK(validate_request(document, operation,
                         {.fields = &fields, .body = "no JSON", .json = good.root()})
            .is_clean());
  CHECK_FALSE(validate_request(document, operation, {.json = bad.root()}).is_clean());
}

TEST_CASE("an operation says who checks it and who may call it", "[openapi][request]") {
  const Document document = load_sample();
  const Operation& list = *document.find_operation("listOrders");
  const Operation& make = *document.find_operation("makeOrder");

  CHECK_FALSE(list.is_checked_by_handler);
  CHECK(make.is_checked_by_handler);
  REQUIRE(list.security.size() == 1);
  CHECK(list.security.front().front().scheme->parameter == "key");
  REQUIRE(make.security.size() == 2);
  CHECK(make.security.front().front().scheme->scheme == "bearer");
  CHECK(make.security.back().empty());
}

TEST_CASE("a finding reads as a person needs it", "[openapi][request]") {
  const Document document = load_sample();

  const Report report = check(document, {Method::get, "/api/orders?page=-1", {}, ""}, {});

  REQUIRE(report.findings.size() == 1);
  CHECK(render(report.findings.front()) ==
        "query page: expected at least 0, got -1\n"
        "  by understudy:test/sample#/paths/~1orders/get/parameters/0/schema/minimum\n"
        "  source S2 [DOC]\n");
}

TEST_CASE("findings carry the violations they are made of", "[openapi][request]") {
  const Document document = load_sample();
  const Request request{Method::post,
                        "/api/orders",
                        {{"Content-Type", "application/json"}},
                        R"({"id": 1, "lines": [{}]})"};

  const Report report = check(document, request, {});

  REQUIRE(report.findings.size() == 1);
  REQUIRE(report.findings.front().violations.size() == 1);
  CHECK(report.findings.front().violations.front().kind == schema::Kind::any_of);
  CHECK(report.findings.front().violations.front().causes.size() == 2);
  CHECK(render(report.findings.front()).find("the member \"sku\" is missing") != std::string::npos);
}

}  // namespace understudy::openapi
