// SPDX-License-Identifier: MIT
/// Documents made of one or a few exchanges, and a host that answers from a script.
#pragma once

#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "understudy/base/json.hpp"
#include "understudy/client/transport.hpp"
#include "understudy/conformance/replay.hpp"

namespace understudy::conformance {

/// The groups of a cases file of this folder.
inline Json read_cases(const std::string& file) {
  std::ifstream in(std::string{UNDERSTUDY_TESTS_DIR} + "/conformance/" + file);
  auto groups = Json::parse(in, nullptr, /*allow_exceptions=*/false);
  REQUIRE(groups.is_array());
  REQUIRE_FALSE(groups.empty());
  return groups;
}

/// An exchange with every required member; `changes` are merged over it.
inline Json exchange_with(const Json& changes) {
  Json exchange{{"id", "one"},
                {"title", "one exchange"},
                {"source", "none"},
                {"grade", "SEED"},
                {"request", {{"method", "GET"}, {"target", "/"}}},
                {"always", Json::object()}};
  for (const auto& [name, value] : changes.items()) exchange[name] = value;
  return exchange;
}

inline ExchangeSet set_of(std::vector<Json> exchanges) {
  return load_exchanges(dump_json({{"title", "test"}, {"exchanges", std::move(exchanges)}}))
      .value();
}

/// Answers every request by a function and keeps what was sent.
struct ScriptedHost {
  std::function<Result<Response>(const Request&)> script;
  std::vector<Request> seen = {};

  Report replay(const ExchangeSet& set, const ReplayOptions& options = {},
                const std::vector<CredentialSet>& credentials = {}) {
    const auto transport =
        client::make_direct_transport([this](const Request& request) -> Result<Response> {
          seen.push_back(request);
          return script(request);
        });
    return conformance::replay(set, *transport, credentials, options);
  }
};

inline Result<Response> json_answer(const Json& body, int status = 200) {
  return Response{status, {{"Content-Type", "application/json"}}, dump_json(body)};
}

}  // namespace understudy::conformance
