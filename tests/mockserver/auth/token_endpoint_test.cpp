// SPDX-License-Identifier: MIT
/// The token endpoint: every row of RFC 6749, and tokens that the dialect takes.
#include "auth/token_endpoint.hpp"

#include <array>
#include <map>
#include <string>

#include "auth/access_token.hpp"
#include "mockserver/auth/tokens.hpp"
#include "mockserver/dialects/cases.hpp"
#include "support/catch.hpp"

namespace understudy::mock::auth {

namespace {

using Overrides = std::map<std::string, std::string>;

Switches switches_with(const Overrides& overrides = {}) {
  static const std::array kKnown{
      Switch{.name = "auth.challenge", .values = {"rfc9110", "none"}},
      Switch{.name = "auth.read_scope", .values = {"none"}, .form = "NAME"},
      Switch{.name = "auth.write_scope", .values = {"none"}, .form = "NAME"},
      Switch{.name = "oauth.bad_content_type", .values = {"400", "415"}},
      Switch{.name = "oauth.body_invalid_client", .values = {"401", "400"}},
      Switch{.name = "token.lifetime", .values = {"3600"}, .form = "SECONDS"},
  };
  return Switches::resolve(kKnown, Strictness::documented, overrides).value();
}

Keyring demo_keyring() {
  return {.clients = {{"demo-client", secret_of("demo-secret"), "company-1"},
                      {"colon", secret_of("a:b"), "company-2"},
                      {"a:b \xc3\xbc%", secret_of("p& =:+"), "company-3"}}};
}

Request request_of(const Json& input) {
  Request request{Method::post,
                  input.value("target", std::string{"/oauth/token"}),
                  {},
                  input.at("body").get<std::string>()};
  for (const Json& field : input.at("fields")) {
    request.fields.add(field.at(0).get<std::string>(), field.at(1).get<std::string>());
  }
  return request;
}

const std::string& field_of(const Response& response, std::string_view name) {
  static const std::string kNone = "(none)";
  const std::string* value = response.fields.find(name);
  return value == nullptr ? kNone : *value;
}

/// What came out, in the notation of the cases file.
Json describe(const Response& response) {
  const Json body = parse_json(response.body).value();
  if (response.status == 200) {
    CHECK(body.at("token_type") == "Bearer");
    CHECK(body.size() == (body.contains("scope") ? 4 : 3));
    const auto token =
        read_access_token(body.at("access_token").get<std::string>(), demo_keyring().clients);
    CHECK(token.has_value());
    return {{"want",
             {{"scope", body.contains("scope") ? body.at("scope") : Json{}},
              {"expires_in", body.at("expires_in")}}}};
  }
  CHECK(body.size() == 2);
  CHECK_FALSE(body.at("error_description").get<std::string>().empty());
  const std::string* challenge = response.fields.find("WWW-Authenticate");
  return {{"error",
           {{"status", response.status},
            {"error", body.at("error")},
            {"challenge", challenge == nullptr ? Json{} : Json(*challenge)}}}};
}

Response ask(const TokenEndpoint& endpoint, std::uint64_t number = 1, WallTime now = test_time()) {
  return endpoint.answer(
      {Method::post,
       "/oauth/token",
       {{"Content-Type", "application/x-www-form-urlencoded"}},
       "grant_type=client_credentials&client_id=demo-client&client_secret=demo-secret"},
      now, number);
}

}  // namespace

TEST_CASE("the token endpoint agrees with every case in its file", "[mock][auth][oauth2][token]") {
  const int count =
      for_each_case("auth/token_endpoint.cases.json", [](const Json& input, const Json& wanted) {
        const TokenEndpoint endpoint{demo_keyring(),
                                     switches_with(input.value("switches", Overrides{}))};

        const Response response = endpoint.answer(request_of(input), test_time(), 1);

        INFO(response.body);
        CHECK(describe(response) == wanted);
        CHECK(field_of(response, "Content-Type") == "application/json");
        CHECK(field_of(response, "Cache-Control") == "no-store");
        CHECK(field_of(response, "Pragma") == "no-cache");
        CHECK(response.body.find("demo-secret") == std::string::npos);
      });

  CHECK(count == 78);
}

TEST_CASE("each call gives another token, and the same call the same one",
          "[mock][auth][oauth2][token]") {
  const TokenEndpoint endpoint{demo_keyring(), switches_with()};

  CHECK(ask(endpoint, 1).body != ask(endpoint, 2).body);
  CHECK(ask(endpoint, 1).body != ask(endpoint, 1, test_time() + Duration{1}).body);
  CHECK(ask(endpoint, 1) == ask(TokenEndpoint{demo_keyring(), switches_with()}, 1));
}

TEST_CASE("a token names the client that asked", "[mock][auth][oauth2][token]") {
  const Keyring keyring = demo_keyring();
  const TokenEndpoint endpoint{keyring, switches_with()};

  const Json body = parse_json(ask(endpoint).body).value();
  const auto token = read_access_token(body.at("access_token").get<std::string>(), keyring.clients);

  REQUIRE(token.has_value());
  CHECK(token->client->id == "demo-client");
  CHECK(token->issued == test_time());
}

TEST_CASE("a large form is answered", "[mock][auth][oauth2][token][limit]") {
  const TokenEndpoint endpoint{demo_keyring(), switches_with()};
  std::string form = "client_id=demo-client&client_secret=demo-secret&scope=a";
  for (int i = 0; i < 100'000; ++i) form += "&x" + std::to_string(i) + "=1";

  const Response response = endpoint.answer(
      {Method::post, "/", {{"Content-Type", "application/x-www-form-urlencoded"}}, form},
      test_time(), 1);

  CHECK(response.status == 400);
  CHECK(response.body.size() < 200);
}

}  // namespace understudy::mock::auth
