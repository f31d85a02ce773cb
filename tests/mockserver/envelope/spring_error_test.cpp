// SPDX-License-Identifier: MIT
/// spring-error: the cases file for the body, then the fields.
#include <array>
#include <string>

#include "envelope/dialect.hpp"
#include "mockserver/dialects/cases.hpp"
#include "support/catch.hpp"

namespace understudy::mock::envelope {

namespace {

const WallTime kNow{std::chrono::seconds{1'772'625'600}};  // 2026-03-04T12:00:00Z

Switches switches_with(const std::string& message) {
  static const std::array kKnown{
      Switch{.name = "errors.message", .values = {"text", "absent", "empty"}}};
  return Switches::resolve(kKnown, Strictness::documented, {{"errors.message", message}}).value();
}

Response write(const Refusal& refusal, const std::string& target = "/p") {
  const Request request{Method::get, target, {}, {}};
  return make_spring_error(switches_with("text"))(refusal, {request, kNow});
}

}  // namespace

TEST_CASE("spring-error agrees with every case in its file", "[mock][envelope][spring-error]") {
  const int count =
      for_each_case("envelope/spring_error.cases.json", [](const Json& input, const Json& wanted) {
        const Refusal refusal{.status = static_cast<int>(to_int64(input.at("status")).value()),
                              .message = input.at("message").get<std::string>()};
        const Request request{Method::post, input.at("target").get<std::string>(), {}, {}};
        const WriteRefusal write_refusal =
            make_spring_error(switches_with(input.value("errors.message", std::string{"text"})));
        const std::chrono::milliseconds plus{
            input.contains("plus_ms") ? to_int64(input.at("plus_ms")).value() : 0};

        const Response response = write_refusal(refusal, {request, kNow + plus});

        CHECK(response.status == refusal.status);
        CHECK(Json{{"want", response.body}} == wanted);
      });

  CHECK(count == 11);
}

TEST_CASE("spring-error is listed under its key", "[mock][envelope][spring-error]") {
  const Dialect* dialect = find_dialect("spring-error");

  REQUIRE(dialect != nullptr);
  CHECK(dialect->make == &make_spring_error);
  CHECK(find_dialect("spring-page") == nullptr);
}

TEST_CASE("a refusal's fields go out beside the content type", "[mock][envelope][spring-error]") {
  const Response response =
      write({.status = 401, .fields = {{"WWW-Authenticate", "Bearer"}, {"X-Other", "1"}}});

  CHECK(response.fields == Fields{{"WWW-Authenticate", "Bearer"},
                                  {"X-Other", "1"},
                                  {"Content-Type", "application/json"}});
}

TEST_CASE("a refusal without a body has no content type either", "[mock][envelope][spring-error]") {
  const Response response = write({.status = 406,
                                   .message = "only application/json can be sent",
                                   .fields = {{"X-Other", "1"}},
                                   .without_body = true});

  CHECK(response == Response{406, {{"X-Other", "1"}}, ""});
}

TEST_CASE("text that is no UTF-8 cannot break the body", "[mock][envelope][spring-error]") {
  const Response response = write({.status = 400, .message = "bad \xff\xc0\xaf byte"}, "/\xfe?q");

  const auto body = parse_json(response.body);
  REQUIRE(body.has_value());
  CHECK(body->at("message").get<std::string>().find("\xEF\xBF\xBD") != std::string::npos);
  CHECK(body->at("path").get<std::string>().starts_with("/\xEF\xBF\xBD"));
}

}  // namespace understudy::mock::envelope
