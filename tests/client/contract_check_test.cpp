// SPDX-License-Identifier: MIT
/// Messages of a client against the embedded contracts.
#include "understudy/client/contract_check.hpp"

#include "support/catch.hpp"

namespace understudy::client {

TEST_CASE("a message that keeps its contract has no findings", "[client][contract]") {
  const Contract contract = Contract::of("partnertap").value();
  CHECK(contract.check_request("getReportNames", {.target = "/v1/channelecosystem/report-names"})
            .is_clean());
}

TEST_CASE("a request of another operation is found out", "[client][contract]") {
  const Contract contract = Contract::of("partnertap").value();
  const Request request{.target = "/v1/channelecosystem/report-names"};
  for (const char* operation : {"getRecords", "getNothing"}) {
    const auto report = contract.check_request(operation, request);
    REQUIRE(report.findings.size() == 1);
    CHECK_FALSE(report.findings[0].what.empty());
  }
  CHECK_FALSE(contract.check_request("getReportNames", {.target = "/elsewhere"}).is_clean());
  CHECK_FALSE(contract.check_response("getNothing", Method::get, {}).is_clean());
}

TEST_CASE("an answer is compared with its operation", "[client][contract]") {
  const Contract contract = Contract::of("partnertap").value();
  const Response broken{200, {{"Content-Type", "application/json"}}, R"({"a":1})"};
  CHECK_FALSE(contract.check_response("getReportNames", Method::get, broken).is_clean());
}

TEST_CASE("there is no contract of an unknown API", "[client][contract]") {
  CHECK(Contract::of("acme").error().code == Errc::not_found);
}

}  // namespace understudy::client
