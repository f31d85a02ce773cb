// SPDX-License-Identifier: MIT
/// Requests to the PartnerTap Analytics mock, as its readme writes them, and tokens made apart from
/// the code under test.
#pragma once

#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mockserver/auth/tokens.hpp"
#include "support/catch.hpp"
#include "understudy/base/json.hpp"
#include "understudy/base/uri.hpp"
#include "understudy/mock/server.hpp"

namespace understudy::analytics_test {

using Readings = std::map<std::string, std::string>;
using Names = std::vector<std::string>;

inline const std::string kApi = "partnertap-analytics";
inline const std::string kConnections = "/analytics/newrepconnectionslist";
inline const std::string kDashboard = "/analytics/dashboardbydivisionlist";
inline const std::string kSummary = "/analytics/opportunitiessharedsummarylist";
inline const std::string kOpportunities = "/analytics/opportunitiessharedlist";
inline const std::string kMatched = "/analytics/saleaccountsmatchedlist";
inline const std::string kUnmatched = "/analytics/saleaccountsunmatchedlist";
inline const std::string kChats = "/analytics/chatsexchangedlist";
inline const Names kLists{kChats,         kConnections, kDashboard, kMatched,
                          kOpportunities, kSummary,     kUnmatched};

inline const std::string kSampleKey = "dfaf26de-bf8a-4eb3-afe4-d378f8aaf6f8";  // the readme's
inline const std::string kSecret = "demo-jwt-secret-demo-jwt-secret-01";
inline constexpr std::int64_t kLifetime = 2'592'600;  // 30 days and 10 minutes

/// The time of the first sample token: 2019-05-08T17:15:21Z.
inline constexpr std::int64_t kSampleTime = 1'557'335'721;
inline WallTime at(std::int64_t epoch_seconds) {
  return WallTime{std::chrono::seconds{epoch_seconds}};
}

/// The mock on the documents' example rows, with a clock of the test and these readings.
inline mock::ServerOptions example_options(const Clock& clock, const Readings& readings = {}) {
  mock::ServerOptions options;
  options.apis = {kApi};
  options.data = fixtures::DataSet::example;
  options.clock = &clock;
  options.verify_responses = true;
  for (const auto& [name, value] : readings) options.switches[kApi + "." + name] = value;
  return options;
}

inline mock::Server make_server(const Clock& clock, const Readings& readings = {}) {
  auto server = mock::Server::make(example_options(clock, readings));
  INFO((server ? std::string{} : render(server.error())));
  REQUIRE(server.has_value());
  return *std::move(server);
}

inline Request get(std::string target, Fields fields = {}) {
  return {Method::get, std::move(target), std::move(fields), ""};
}

inline Request with_token(std::string target, std::string token) {
  return get(std::move(target), {{"Authorization", std::move(token)}});
}

inline Json body_of(const Response& response) {
  auto json = parse_json(response.body, {.bytes = 64'000'000});
  INFO(response.body.substr(0, 1'000));
  REQUIRE(json.has_value());
  return *std::move(json);
}

/// What the endpoint answers for a key.
inline Response exchange(const mock::Server& server, const std::string& key = kSampleKey) {
  return server.handle(get("/api/auth?apiKey=" + encode_component(key)));
}

inline std::string token_for(const mock::Server& server, const std::string& key = kSampleKey) {
  return body_of(exchange(server, key)).at("token").get<std::string>();
}

/// A list, asked for with a new token.
inline Response list(const mock::Server& server, const std::string& target) {
  return server.handle(with_token(target, token_for(server)));
}

/// One answer of a new mock under some readings.
inline Response ask(const std::string& target, const Readings& readings = {}) {
  const ManualClock clock;
  return list(make_server(clock, readings), target);
}

/// A token of the demo secret with these claims.
inline std::string signed_token(const std::string& claims,
                                const std::string& header = R"({"typ":"JWT","alg":"HS256"})") {
  return mock::auth::make_token(claims, kSecret, header);
}

/// The second part of a token as it was written.
inline std::string payload_of(const std::string& token) {
  constexpr std::string_view kLetters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const std::size_t begin = token.find('.') + 1;
  const std::string part = token.substr(begin, token.find('.', begin) - begin);
  std::string text;
  unsigned buffer = 0;
  unsigned bits = 0;
  for (const char c : part) {
    const std::size_t letter = kLetters.find(c);
    REQUIRE(letter != std::string_view::npos);
    buffer = buffer << 6U | static_cast<unsigned>(letter);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    text += static_cast<char>(buffer >> bits & 0xFFU);
  }
  return text;
}

inline std::string field_of(const Response& response, std::string_view name) {
  const std::string* value = response.fields.find(name);
  return value == nullptr ? "(none)" : *value;
}

/// A column of the rows of a page, in order: how a test says which rows came.
inline Names column_of(const Json& rows, const std::string& key) {
  Names names;
  for (const Json& row : rows) names.push_back(row.at(key).get<std::string>());
  return names;
}
inline Names column_of(const Response& response, const std::string& key) {
  REQUIRE(response.status == 200);
  return column_of(body_of(response).at("content"), key);
}

/// The groups of a cases file of this folder.
inline Json read_cases(const std::string& file) {
  std::ifstream in(std::string{UNDERSTUDY_TESTS_DIR} + "/apis/partnertap-analytics/" + file);
  Json groups = Json::parse(in, nullptr, /*allow_exceptions=*/false);
  INFO(file);
  REQUIRE(groups.is_array());
  return groups;
}

/// Calls `check` for every case of a file; fails unless there are `count` of them.
template <typename Check>
void each_case(const std::string& file, std::size_t count, Check check) {
  std::size_t seen = 0;
  for (const Json& group : read_cases(file)) {
    for (const Json& item : group.at("cases")) {
      INFO(group.at("description") << " / " << item.at("description"));
      check(group, item);
      ++seen;
    }
  }
  CHECK(seen == count);
}

}  // namespace understudy::analytics_test
