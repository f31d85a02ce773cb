// SPDX-License-Identifier: MIT
/// Requests to the PartnerTap mock, as its documents write them.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"
#include "understudy/base/json.hpp"
#include "understudy/mock/server.hpp"

namespace understudy::partnertap_test {

inline const std::string kExamplePharma = "c1727859-692f-499e-8c2a-b1fa50aa1a65";
inline const std::string kGlobex = "0b8b7f0e-5d0a-4d0c-9a51-6f4f1c2f7a11";

/// The mock on the documents' example rows, with a clock of the test and these readings.
inline mock::ServerOptions example_options(const Clock& clock,
                                           std::map<std::string, std::string> switches = {}) {
  mock::ServerOptions options;
  options.apis = {"partnertap"};
  options.data = fixtures::DataSet::example;
  options.clock = &clock;
  options.verify_responses = true;
  for (auto& [name, value] : switches) options.switches["partnertap." + name] = value;
  return options;
}

inline Request post(std::string target, const Json& body) {
  return {Method::post,
          "/v1/channelecosystem/" + std::move(target),
          {{"Content-Type", "application/json"}, {"api-key", "demo-api-key"}},
          body.is_string() ? body.get<std::string>() : body.dump()};
}

inline Json accounts_body(const Json& more = Json::object()) {
  Json body{{"channelReportType", "PARTNER_ORG_MATCHED_ACCOUNTS"},
            {"matchingType", "MUTUAL"},
            {"companyPartnerPublicId", kExamplePharma}};
  body.update(more);
  return body;
}

inline Json orgs_body(const Json& more = Json::object()) {
  Json body{{"channelReportType", "PARTNER_ORG_CONNECTED_PARTNER_ORGS"}};
  body.update(more);
  return body;
}

inline Json body_of(const Response& response) {
  auto json = parse_json(response.body, {.bytes = 64'000'000});
  INFO(response.body);
  REQUIRE(json.has_value());
  return *std::move(json);
}

/// The account names of a page, in order: how a test says which rows came.
inline std::vector<std::string> names_of(const Response& response) {
  std::vector<std::string> names;
  const Json body = body_of(response);
  for (const Json& row : body.at("content")) {
    names.push_back(row.at(row.contains("name") ? "name" : "accountName").get<std::string>());
  }
  return names;
}

}  // namespace understudy::partnertap_test
