// SPDX-License-Identifier: MIT
/// The meta-schema of OpenAPI 3.1: the contracts pass it, broken documents fail at the right place.
#include <algorithm>
#include <string>

#include "case_file.hpp"
#include "contract_files.hpp"
#include "support/catch.hpp"
#include "understudy/schema/registry.hpp"
#include "understudy/schema/schema.hpp"
#include "understudy/schema/validate.hpp"

namespace understudy::openapi {

namespace {

const std::string kUri = "https://spec.openapis.org/oas/3.1/schema/2022-10-07";

schema::Schema load_meta_schema() {
  return schema::compile(kUri, schema::Registry{}, {.formats = schema::Formats::asserted}).value();
}

/// Whether one of the violations, or of their causes, is at that place of the document.
bool has_violation_at(const std::vector<schema::Violation>& violations, const std::string& place) {
  return std::any_of(violations.begin(), violations.end(), [&](const auto& violation) {
    return violation.instance == place || has_violation_at(violation.causes, place);
  });
}

/// A small document that is changed at one place: RFC 7396, but null stays a value.
void merge(Json& target, const Json& change) {
  if (!change.is_object() || !target.is_object()) {
    target = change;
    return;
  }
  for (const auto& [name, value] : change.items()) merge(target[name], value);
}

}  // namespace

TEST_CASE("every contract passes the meta-schema of OpenAPI 3.1", "[openapi][meta-schema]") {
  const schema::Schema meta_schema = load_meta_schema();
  for_each_contract_file([&](const std::string&, const Document& document) {
    const schema::Verdict verdict = schema::validate(meta_schema, document.root());
    for (const auto& violation : verdict.violations) UNSCOPED_INFO(schema::render(violation));
    CHECK(verdict.valid);
  });
}

TEST_CASE("the sample of these tests passes it, too", "[openapi][meta-schema]") {
  const Json sample = parse_json(read_text("contracts/openapi/sample.json")).value();

  CHECK(schema::is_valid(load_meta_schema(), JsonDocument::of(sample).root()));
}

TEST_CASE("documents pass or fail as every case of the meta-schema says",
          "[openapi][meta-schema]") {
  const schema::Schema meta_schema = load_meta_schema();
  const Json base{{"openapi", "3.1.1"},
                  {"info", {{"title", "T"}, {"version", "1"}}},
                  {"paths", Json::object()}};
  for_each_case("meta_schema.cases.json", [&](const Json& item) {
    Json document = base;
    if (item.contains("without")) document.erase(text_of(item, "without"));
    merge(document, item.at("input"));

    const auto verdict = schema::validate(meta_schema, JsonDocument::of(document).root());

    CHECK(verdict.valid == item.contains("want"));
    if (item.contains("error")) {
      std::string found;
      for (const auto& violation : verdict.violations) found += schema::render(violation);
      INFO(found);
      CHECK(has_violation_at(verdict.violations, text_of(item.at("error"), "where")));
    }
  });
}

}  // namespace understudy::openapi
