// SPDX-License-Identifier: MIT
/// status-context: the cases file for errors, then data and fields.
#include "envelope/status_context.hpp"

#include <array>
#include <map>
#include <string>

#include "envelope/dialect.hpp"
#include "mockserver/dialects/cases.hpp"
#include "support/catch.hpp"

namespace understudy::mock::envelope {

namespace {

const std::string kId = "0d9f2a54-1f0e-4a57-9d6a-3f3f6d1f7a10";
using Overrides = std::map<std::string, std::string>;

Switches switches_with(const Overrides& overrides = {}) {
  static const std::array kKnown{
      Switch{.name = "envelope.status", .values = {"http", "zero"}},
      Switch{.name = "errors.shape", .values = {"object", "flat"}},
      Switch{.name = "validation.status", .values = {"400", "422"}},
  };
  return Switches::resolve(kKnown, Strictness::documented, overrides).value();
}

Refusal refusal_of(const Json& input) {
  Refusal refusal{.status = static_cast<int>(to_int64(input.at("status")).value()),
                  .message = input.at("message").get<std::string>(),
                  .rule = input.value("rule", std::string{}),
                  .code = input.value("code", std::string{})};
  for (const Json& detail : input.value("details", Json::array())) {
    refusal.details.push_back({detail.at(0).get<std::string>(), detail.at(1).get<std::string>()});
  }
  return refusal;
}

Response write(const Refusal& refusal, const Overrides& overrides = {}) {
  const Request request{Method::get, "/p", {}, {}};
  return make_status_context(switches_with(overrides))(refusal, {request, WallTime{}, kId});
}

}  // namespace

TEST_CASE("status-context agrees with every case in its file", "[mock][envelope][status-context]") {
  const int count = for_each_case(
      "envelope/status_context.cases.json", [](const Json& input, const Json& wanted) {
        const Response response = write(refusal_of(input), input.value("switches", Overrides{}));

        CHECK(Json{{"want", {{"status", response.status}, {"body", response.body}}}} == wanted);
        CHECK(parse_json(response.body).has_value());
      });

  CHECK(count == 24);
}

TEST_CASE("status-context is listed under its key", "[mock][envelope][status-context]") {
  const Dialect* dialect = find_dialect("status-context");

  REQUIRE(dialect != nullptr);
  CHECK(dialect->make == &make_status_context);
}

TEST_CASE("the id goes out as a field too, beside those of the refusal",
          "[mock][envelope][status-context]") {
  const Response response = write({.status = 401, .fields = {{"WWW-Authenticate", "Bearer"}}});

  CHECK(response.fields == Fields{{"Content-Type", "application/json"},
                                  {"X-Request-Id", kId},
                                  {"WWW-Authenticate", "Bearer"}});
}

TEST_CASE("data stands where errors have their error", "[mock][envelope][status-context]") {
  const Response http = StatusContext{switches_with()}.write(201, kId, R"("data":[1])");
  const Response zero =
      StatusContext{switches_with({{"envelope.status", "zero"}})}.write(201, kId, R"("data":[1])");

  CHECK(http.status == 201);
  CHECK(http.body == R"({"data":[1],"context":{"requestId":")" + kId + R"("},"status":201})");
  CHECK(zero.status == 201);
  CHECK(zero.body == R"({"data":[1],"context":{"requestId":")" + kId + R"("},"status":0})");
}

}  // namespace understudy::mock::envelope
