// SPDX-License-Identifier: MIT
/// The admin API as tests ask it: in process, every answer compared with its contract.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "support/catch.hpp"
#include "understudy/base/clock.hpp"
#include "understudy/base/json.hpp"
#include "understudy/mock/server.hpp"
#include "understudy/openapi/document.hpp"
#include "understudy/openapi/validation.hpp"

namespace understudy::mock::admin_test {

class Admin {
 public:
  explicit Admin(ServerOptions options = {}) : server(make(std::move(options))) {
    const Response contract = server.handle({Method::get, "/__understudy/openapi.json", {}, ""});
    contract_ = openapi::Document::load(contract.body).value();
  }

  Response ask(Method method, const std::string& path, const std::string& body = "",
               const std::string& space = "") {
    Request request{method, "/__understudy/" + path, {{"Understudy-Admin", "test"}}, body};
    if (!body.empty()) request.fields.add("Content-Type", "application/json");
    if (!space.empty()) request.fields.add(std::string{kSpaceField}, space);
    Response response = server.handle(request);
    const auto match = contract_->find_operation(method, request.path());
    if (match.kind == openapi::Match::Kind::found) {
      const auto report = openapi::validate_response(
          *contract_, *match.operation,
          {.status = response.status, .fields = &response.fields, .body = response.body},
          {.undocumented_members = openapi::Reported::yes});
      for (const auto& finding : report.findings) {
        FAIL_CHECK(path << ": " << finding.where << ": " << finding.what);
      }
    }
    return response;
  }

  Json json(Method method, const std::string& path, const std::string& body = "",
            const std::string& space = "") {
    const Response response = ask(method, path, body, space);
    INFO(response.body);
    REQUIRE(response.status == 200);
    return parse_json(response.body).value();
  }

  /// A request to an API, for what it leaves behind.
  int call(std::string key = "demo-api-key", const std::string& space = "") {
    Request request{
        Method::get, "/v1/channelecosystem/report-names", {{"api-key", std::move(key)}}, ""};
    if (!space.empty()) request.fields.add(std::string{kSpaceField}, space);
    return server.handle(request).status;
  }

  const ManualClock clock;
  Server server;

 private:
  Server make(ServerOptions options) {
    options.apis = {"impartner", "partnertap"};
    options.clock = &clock;
    return Server::make(std::move(options)).value();
  }

  std::optional<openapi::Document> contract_;
};

}  // namespace understudy::mock::admin_test
