// SPDX-License-Identifier: MIT
/// Schemas that hold only where a switch says so.
#include <string>

#include "case_file.hpp"
#include "contract_files.hpp"
#include "findings.hpp"
#include "support/catch.hpp"
#include "understudy/openapi/validation.hpp"

namespace understudy::openapi {

namespace {

const std::string kDocument = R"({
  "openapi": "3.1.1", "info": {"title": "T", "version": "1"},
  "paths": {"/t": {"get": {"operationId": "t", "parameters": [
    {"name": "a%b", "in": "query",
     "schema": {"type": "string",
                "x-reading": {"switch": "s", "value": "on", "schema": {"maxLength": 2}}}},
    {"name": "both", "in": "query",
     "schema": {"type": "string", "allOf": [{"minLength": 1}],
                "x-reading": {"switch": "s", "value": "on", "schema": {"maxLength": 2}},
                "examples": [{"x-reading": {"switch": "s", "value": "on", "schema": false}}]}},
    {"name": "swap", "in": "query",
     "schema": {"type": "string", "maxLength": 2, "x-source": "S1",
                "x-reading": {"switch": "s", "value": "on", "instead": {"minLength": 3}}}},
    {"name": "label", "in": "query", "x-reading": "vendor", "schema": {"type": "string"}}]}}}
})";

Report check(const Document& document, std::string_view query) {
  return validate_request(document, document.operations().front(), {.query = query});
}

}  // namespace

TEST_CASE("a reading holds where its switch has its value", "[openapi][readings]") {
  const Document off = Document::load(kDocument, {.switches = {{"s", "off"}}}).value();
  const Document on = Document::load(kDocument, {.switches = {{"s", "on"}}}).value();

  CHECK(check(off, "a%25b=long&both=long").is_clean());
  CHECK(check(on, "a%25b=ab&both=ab&label=long").is_clean());
  CHECK_FALSE(check(on, "both=").is_clean());
  const Report report = check(on, "a%25b=long&both=long");
  const Json wanted = Json::array(
      {{{"kind", "broken_rule"},
        {"where", "query a%b"},
        {"rule",
         "understudy:document#/paths/~1t/get/parameters/0/schema/x-reading/schema/maxLength"}},
       {{"kind", "broken_rule"}, {"where", "query both"}}});
  CHECK(describe(report, wanted) == wanted);
}

TEST_CASE("a reading may stand for the keywords beside it", "[openapi][readings]") {
  const Document off = Document::load(kDocument).value();
  const Document on = Document::load(kDocument, {.switches = {{"s", "on"}}}).value();

  CHECK(check(off, "swap=ab").is_clean());
  CHECK_FALSE(check(off, "swap=abc").is_clean());
  CHECK(check(on, "swap=abc").is_clean());
  const Report report = check(on, "swap=ab");
  REQUIRE(report.findings.size() == 1);
  CHECK(report.findings.front().source == "S1");
}

TEST_CASE("a parameter may be named by a switch", "[openapi][readings]") {
  const std::string text = R"({
    "openapi": "3.1.1", "info": {"title": "T", "version": "1"},
    "paths": {"/t": {"get": {"operationId": "t", "parameters": [
      {"name": "way", "in": "query", "x-named-by": "params.way",
       "schema": {"type": "string", "enum": ["in", "out"]}},
      {"name": "page", "in": "query", "schema": {"type": "integer"}}]}}}})";
  const Document plain = Document::load(text, {.switches = {{"params.other", "x"}}}).value();
  const Document named = Document::load(text, {.switches = {{"params.way", "dir"}}}).value();

  CHECK(check(plain, "way=in").is_clean());
  CHECK_FALSE(check(plain, "way=up").is_clean());
  CHECK(check(named, "dir=out").is_clean());
  REQUIRE_FALSE(check(named, "dir=up").is_clean());
  CHECK(check(named, "dir=up").findings.front().where == "query dir");
  const auto twice = Document::load(text, {.switches = {{"params.way", "page"}}});
  REQUIRE_FALSE(twice.has_value());
  CHECK(twice.error().code == Errc::bad_input);
}

TEST_CASE("a reading that turns nothing on changes nothing", "[openapi][readings]") {
  const Document document = Document::load(kDocument, {.switches = {{"other", "on"}}}).value();

  CHECK(to_json(document.root()) == parse_json(kDocument).value());
}

TEST_CASE("a reading with a broken schema is a broken document", "[openapi][readings]") {
  std::string text = kDocument;
  text.replace(text.find("{\"maxLength\": 2}"), 16, "{\"maxLength\": x}");
  CHECK_FALSE(Document::load(text));
  text.replace(text.find("{\"maxLength\": x}"), 16, "{\"maxLength\":-1}");

  const auto loaded = Document::load(text, {.switches = {{"s", "on"}}});

  REQUIRE_FALSE(loaded);
  CHECK(loaded.error().where == "/paths/~1t/get/parameters/0/schema/x-reading/schema/maxLength");
}

TEST_CASE("the readings of the contracts load, all of them at once",
          "[openapi][readings][contracts]") {
  const auto files = contract_files();
  const Document analytics =
      Document::load(files.at("partnertap-analytics"), {.switches = {{"rows.contract", "fixture"}}})
          .value();
  const Document portal =
      Document::load(files.at("partnerportal"), {.switches = {{"paging.malformed", "reject"}}})
          .value();

  const Document plain = Document::load(files.at("partnerportal")).value();

  const auto check_leads = [](const Document& document) {
    return validate_request(document, *document.find_operation("listLeads"), {.query = "skip=-1"});
  };

  const Document partnertap =
      Document::load(files.at("partnertap"), {.switches = {{"matching.required", "no"}}}).value();

  CHECK_FALSE(analytics.operations().empty());
  CHECK_FALSE(partnertap.operations().empty());
  CHECK_FALSE(check_leads(portal).is_clean());
  CHECK(check_leads(plain).is_clean());
}

}  // namespace understudy::openapi
