// SPDX-License-Identifier: MIT
/// Requests to the ECG mock, as its documents write them.
#pragma once

#include <fstream>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mockserver/auth/tokens.hpp"
#include "support/catch.hpp"
#include "understudy/base/json.hpp"
#include "understudy/mock/server.hpp"

namespace understudy::ecg_test {

using Readings = std::map<std::string, std::string>;
using Lines = std::vector<std::string>;

inline const std::string kSecret = "demo-jwt-secret-demo-jwt-secret-01";
inline const std::string kSubject = "a36ac2c8-1a00-4cf0-9f8c-981dc1ffd4cd";
inline constexpr std::int64_t kNow = 1'772'625'600;  // 2026-03-04T12:00:00Z
inline const std::string kPath = "/api/v2/partners";

// The example rows, P1 to P6, and the two types.
inline const std::vector<std::string> kPartnerIds{
    "854e27cb-7ddd-4c0f-950d-1d60bc9e0cb9", "b7a7c3de-0c52-4f0e-9a41-6d2f5c1e7b02",
    "c2d8e4f1-3b6a-4d7c-8e90-1f2a3b4c5d03", "d9f0a1b2-4c5d-4e6f-8a7b-9c0d1e2f3a04",
    "e1c2b3a4-5d6e-4f70-9182-a3b4c5d6e705", "f0e1d2c3-6a7b-4c8d-9eaf-b0c1d2e3f406"};
inline const std::vector<std::string> kTypeIds{"e8d2d255-3e62-413f-9275-e8929eced814",
                                               "4f9d1b27-7c0a-4a3e-8f55-2b6f0c8d9e02"};
inline const std::string kProfileId = "884b7b3f-1cc2-44e9-8ae9-62c8a966916e";
inline const std::string kUnknownId = "00000000-0000-4000-8000-000000000000";

/// "{P2}" and "{T1}" become ids.
inline std::string with_ids(std::string text) {
  for (std::size_t i = 0; i < kPartnerIds.size(); ++i) {
    text = mock::auth::replaced(text, "{P" + std::to_string(i + 1) + "}", kPartnerIds[i]);
  }
  for (std::size_t i = 0; i < kTypeIds.size(); ++i) {
    text = mock::auth::replaced(text, "{T" + std::to_string(i + 1) + "}", kTypeIds[i]);
  }
  return text;
}

/// A token with these claims beside the subject and an hour to live.
inline std::string token_with(const Json& claims) {
  Json all{{"sub", kSubject}, {"iat", kNow}, {"exp", kNow + 3600}};
  all.update(claims);
  return mock::auth::make_token(all.dump(), kSecret);
}

inline std::string creator_token() { return token_with({{"permissions", {"partners.create"}}}); }

/// The mock on the example rows, with a clock of the test and these readings.
inline mock::ServerOptions example_options(const Clock& clock, const Readings& switches = {}) {
  mock::ServerOptions options;
  options.apis = {"ecg"};
  options.data = fixtures::DataSet::example;
  options.clock = &clock;
  options.verify_responses = true;
  for (const auto& [name, value] : switches) options.switches["ecg." + name] = value;
  return options;
}

/// A mock and its clock.
struct Mock {
  explicit Mock(const Readings& switches = {},
                mock::Strictness strictness = mock::Strictness::documented,
                fixtures::DataSet data = fixtures::DataSet::example)
      : server(make(clock, switches, strictness, data)) {}

  [[nodiscard]] Response ask(const Request& request) const { return server.handle(request); }
  [[nodiscard]] std::string state() const { return server.save("ecg").value(); }

  ManualClock clock;
  mock::Server server;

 private:
  static mock::Server make(const Clock& clock, const Readings& switches,
                           mock::Strictness strictness, fixtures::DataSet data) {
    mock::ServerOptions options = example_options(clock, switches);
    options.strictness = strictness;
    options.data = data;
    return mock::Server::make(std::move(options)).value();
  }
};

/// One answer of the example mock under some readings.
inline Response ask(const Request& request, const Readings& readings = {},
                    mock::Strictness strictness = mock::Strictness::documented) {
  return Mock{readings, strictness}.ask(request);
}

inline Request get(const std::string& target) {
  return {Method::get, with_ids(target), {{"Authorization", "Bearer " + creator_token()}}, ""};
}

inline Request list(const std::string& query = "") {
  return get(query.empty() ? kPath : kPath + "?" + query);
}

/// `body` is sent as it is when it is a text.
inline Request create(const Json& body, const std::string& query = "") {
  return {Method::post,
          query.empty() ? kPath : kPath + "?" + query,
          {{"Authorization", "Bearer " + creator_token()}, {"Content-Type", "application/json"}},
          with_ids(body.is_string() ? body.get<std::string>() : body.dump())};
}

/// The smallest body that is taken; `more` are members of the organization.
inline Json body_with(const Json& more = Json::object()) {
  Json body{{"organization", {{"businessName", "New Care"}}}};
  body["organization"].update(more);
  return body;
}

inline Json body_of(const Response& response) {
  auto json = parse_json(response.body, {.bytes = 64'000'000});
  INFO(response.body);
  REQUIRE(json.has_value());
  return *std::move(json);
}

/// The lines of a refused body or query.
inline Lines lines_of(const Response& response) {
  INFO(response.body);
  REQUIRE(response.status == 400);
  const Json body = body_of(response);
  REQUIRE(body.at("message").is_array());
  CHECK(body.at("statusCode") == 400);
  CHECK(body.at("error") == "Bad Request");
  return body.at("message").get<Lines>();
}

/// The message of any other error.
inline std::string message_of(const Response& response) {
  const Json body = body_of(response);
  INFO(response.body);
  REQUIRE(body.at("message").is_string());
  CHECK(body.at("statusCode") == response.status);
  return body.at("message").get<std::string>();
}

/// The numbers of the example rows of a page, in order: what the tables call items.
inline Json rows_of(const Response& response) {
  INFO(response.body);
  REQUIRE(response.status == 200);
  const Json body = body_of(response);
  Json rows = Json::array();
  for (const Json& item : body.is_array() ? body : body.at("items")) {
    const auto it =
        std::find(kPartnerIds.begin(), kPartnerIds.end(), item.at("id").get<std::string>());
    if (it == kPartnerIds.end()) {
      rows.push_back(item.at("businessName"));
    } else {
      rows.push_back(it - kPartnerIds.begin() + 1);
    }
  }
  return rows;
}

/// Calls `check` for every case of a file of this folder.
inline void each_case(const std::string& file, std::size_t count,
                      const std::function<void(const Json&)>& check) {
  std::ifstream in(std::string{UNDERSTUDY_TESTS_DIR} + "/apis/ecg/" + file);
  const Json groups = Json::parse(in, nullptr, /*allow_exceptions=*/false);
  REQUIRE(groups.is_array());
  std::size_t seen = 0;
  for (const Json& group : groups) {
    for (const Json& item : group.at("cases")) {
      INFO(group.at("description") << " / " << item.at("description"));
      check(item);
      ++seen;
    }
  }
  CHECK(seen == count);
}

}  // namespace understudy::ecg_test
