// SPDX-License-Identifier: MIT
/// Requests to the Impartner mock, as its documents write them.
#pragma once

#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "understudy/base/json.hpp"
#include "understudy/base/uri.hpp"
#include "understudy/mock/server.hpp"

namespace understudy::impartner_test {

using Readings = std::map<std::string, std::string>;

/// The mock on the example rows, with a clock of the test and these readings.
inline mock::ServerOptions example_options(const Clock& clock, const Readings& readings = {}) {
  mock::ServerOptions options;
  options.apis = {"impartner"};
  options.data = fixtures::DataSet::example;
  options.clock = &clock;
  options.verify_responses = true;
  for (const auto& [name, value] : readings) options.switches["impartner." + name] = value;
  return options;
}

/// A mock and its clock, with the credentials of the documents on every request.
class Mock {
 public:
  explicit Mock(const Readings& readings = {},
                const std::function<void(mock::ServerOptions&)>& change = {})
      : server_(make(clock_, readings, change)) {}

  Response send(Method method, std::string target, std::string body = {}) {
    Request request{method,
                    "/api/objects/v1/" + std::move(target),
                    {{"Authorization", "prm-key demo-prm-key"}, {"X-PRM-TenantId", "1"}},
                    std::move(body)};
    if (!request.body.empty()) request.fields.set("Content-Type", "application/json");
    return server_.handle(request);
  }
  Response get(std::string target) { return send(Method::get, std::move(target)); }

  mock::Server& server() { return server_; }
  ManualClock& clock() { return clock_; }
  std::string save() { return server_.save("impartner").value(); }

 private:
  static mock::Server make(const Clock& clock, const Readings& readings,
                           const std::function<void(mock::ServerOptions&)>& change) {
    mock::ServerOptions options = example_options(clock, readings);
    if (change) change(options);
    return mock::Server::make(std::move(options)).value();
  }

  ManualClock clock_;
  mock::Server server_;
};

inline Json body_of(const Response& response) {
  auto json = parse_json(response.body, {.bytes = 64'000'000});
  INFO(response.status << " " << response.body);
  REQUIRE(json.has_value());
  return *std::move(json);
}

/// The ids of a list, in order: what the tables call rows.
inline Json ids_of(const Response& response) {
  INFO(response.status << " " << response.body);
  REQUIRE(response.status == 200);
  Json ids = Json::array();
  const Json body = body_of(response);
  for (const Json& row : body.at("data").at("results")) ids.push_back(row.at("id"));
  return ids;
}

/// "400 InvalidFilter", or "200".
inline std::string verdict_of(const Response& response) {
  std::string verdict = std::to_string(response.status);
  if (response.body.empty()) return verdict;
  const Json body = body_of(response);
  for (const Json& error : body.value("errors", Json::array())) {
    verdict += ' ' + error.at("code").get<std::string>();
  }
  return verdict;
}

inline Json read_json_file(const std::string& path) {
  std::ifstream in(std::string{UNDERSTUDY_TESTS_DIR} + path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  auto json = parse_json(text);
  INFO(path);
  REQUIRE(json.has_value());
  return *std::move(json);
}

/// Calls `check` for every case of a file of groups; fails unless there are `count` of them.
inline void each_case(const std::string& path, std::size_t count,
                      const std::function<void(const Json&)>& check) {
  std::size_t seen = 0;
  for (const Json& group : read_json_file(path)) {
    for (const Json& item : group.at("cases")) {
      INFO(group.at("description") << " / " << item.at("description"));
      check(item);
      ++seen;
    }
  }
  CHECK(seen == count);
}

inline Readings readings_of(const Json& item) {
  Readings readings;
  const Json switches = item.value("switches", Json::object());
  for (const auto& [name, value] : switches.items()) {
    readings.emplace(name, value.get<std::string>());
  }
  return readings;
}

}  // namespace understudy::impartner_test
