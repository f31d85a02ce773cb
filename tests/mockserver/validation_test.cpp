// SPDX-License-Identifier: MIT
/// The stage that compares messages with their contract: what it says, and of whom.
#include "validation.hpp"

#include <string>

#include "support/catch.hpp"
#include "understudy/openapi/contracts.hpp"

namespace understudy::mock {

namespace {

const openapi::Document& contract() {
  static const openapi::Document document = openapi::load_contract("partnertap").value();
  return document;
}

const openapi::Operation& records() { return *contract().find_operation("getRecords"); }

Verdict check(const std::string& body, const std::string& query = "") {
  const auto document = JsonDocument::parse(body);
  REQUIRE(document);
  return check_contract(contract(), records(),
                        {.query = query, .body = body, .json = document->root()});
}

}  // namespace

TEST_CASE("a request that breaks its contract is told where, what and by which rule",
          "[mock][validation]") {
  const Verdict verdict = check(R"({"channelReportType":"PARTNER_ORG_X"})");

  REQUIRE_FALSE(verdict);
  CHECK(verdict.error().status == 400);
  CHECK(verdict.error().message.find("body /channelReportType: ") == 0);
  CHECK(verdict.error().message.find("PARTNER_ORG_X") != std::string::npos);
  CHECK(verdict.error().rule ==
        "understudy:contract/partnertap#/components/schemas/ReportRequest/properties/"
        "channelReportType/enum");
  CHECK(verdict.error().source == "S6");
  REQUIRE(verdict.error().report != nullptr);
  CHECK(verdict.error().report->findings.size() == 1);
}

TEST_CASE("what follows the first violation is counted", "[mock][validation]") {
  const Verdict verdict = check(R"({"channelReportType":1,"filters":7,"search":[]})");

  REQUIRE_FALSE(verdict);
  CHECK(verdict.error().message.ends_with("; 2 more"));
}

TEST_CASE("what the host accepts beyond its documents goes on", "[mock][validation]") {
  CHECK(check(R"({"channelReportType":"PARTNER_ORG_CONNECTED_PARTNER_ORGS","search":5,
                  "mapByLocations":"true","other":{},"matchingType":null})",
              "page=-1&size=many&unknown=1"));
}

TEST_CASE("a body that is no JSON is refused at its byte", "[mock][validation]") {
  const auto body = parse_json_body(R"({"search":)");

  REQUIRE_FALSE(body);
  CHECK(body.error().status == 400);
  CHECK(body.error().message.find("byte 10") != std::string::npos);
  CHECK_FALSE(parse_json_body(" \n")->has_value());
}

TEST_CASE("an answer that breaks its contract is a fault of the mock that says so",
          "[mock][validation]") {
  const Fields json{{"Content-Type", "application/json"}};
  const auto names = contract().find_operation("getReportNames");
  REQUIRE(names != nullptr);

  const Verdict no_page =
      check_response(contract(), records(), {200, json, R"({"content":[]})"}, false);
  const Verdict odd_status = check_response(contract(), *names, {418, json, "{}"}, false);
  const Verdict not_json =
      check_response(contract(), *names, {200, {{"Content-Type", "text/html"}}, "<p>"}, false);

  for (const Verdict* verdict : {&no_page, &odd_status, &not_json}) {
    REQUIRE_FALSE(*verdict);
    CHECK(verdict->error().status == 500);
  }
  CHECK(no_page.error().message.find("totalElements") != std::string::npos);
  CHECK(odd_status.error().message.find("418") != std::string::npos);
}

}  // namespace understudy::mock
