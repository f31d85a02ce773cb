// SPDX-License-Identifier: MIT
/// oauth2-client-credentials: the cases file first, then what a table cannot say.
#include <array>
#include <map>
#include <string>

#include "auth/access_token.hpp"
#include "auth/dialect.hpp"
#include "mockserver/auth/auth_cases.hpp"
#include "mockserver/auth/tokens.hpp"
#include "mockserver/dialects/cases.hpp"
#include "support/catch.hpp"

namespace understudy::mock::auth {

namespace {

using Overrides = std::map<std::string, std::string>;

Switches switches_with(const Overrides& overrides = {}) {
  static const std::array kKnown{
      Switch{.name = "auth.challenge", .values = {"rfc9110", "none"}},
      Switch{.name = "token.lifetime", .values = {"3600"}, .form = "SECONDS"},
  };
  return Switches::resolve(kKnown, Strictness::documented, overrides).value();
}

Keyring demo_keyring() {
  return {.clients = {{"demo-client", secret_of("demo-secret"), "company-1"},
                      {"other", secret_of("other-secret"), "company-2"}}};
}

std::string token_of(const std::string& id, const std::string& secret) {
  return write_access_token({id, secret_of(secret), ""}, test_time(), 1);
}

std::string with_stand_ins(std::string text) {
  static const std::map<std::string, std::string> kTexts{
      {"{valid}", token_of("demo-client", "demo-secret")},
      {"{other}", token_of("other", "other-secret")},
      {"{forged}", token_of("demo-client", "a guess")},
      {"{stranger}", token_of("nobody", "demo-secret")},
      {"{8k}", std::string(8'192, 'k')},
  };
  for (const auto& [name, value] : kTexts) text = replaced(std::move(text), name, value);
  return text;
}

Request request_of(const Json& input) {
  return filled_request(Request{Method::get, "/companies/company-1/leads", {}, {}}, input,
                        with_stand_ins);
}

/// What came out, in the notation of the cases file.
Json describe(const Authenticated& authenticated) {
  if (!authenticated) {
    return describe_refusal(authenticated.error(), "code", authenticated.error().code);
  }
  return {{"want",
           {{"subject", authenticated->subject},
            {"throttle_key", authenticated->throttle_key},
            {"tenant", authenticated->tenant}}}};
}

}  // namespace

TEST_CASE("oauth2-client-credentials agrees with every case in its file",
          "[mock][auth][oauth2][T03]") {
  const int count = for_each_case(
      "auth/oauth2_client_credentials.cases.json", [](const Json& input, const Json& wanted) {
        const Authenticate authenticate = make_oauth2_client_credentials(
            demo_keyring(), switches_with(input.value("switches", Overrides{})));
        const Duration plus{input.contains("plus_ns") ? to_int64(input.at("plus_ns")).value() : 0};

        CHECK(describe(authenticate(request_of(input), test_time() + plus)) == wanted);
      });

  CHECK(count == 45);
}

TEST_CASE("oauth2-client-credentials is listed under its key", "[mock][auth][oauth2]") {
  const Dialect* dialect = find_dialect("oauth2-client-credentials");

  REQUIRE(dialect != nullptr);
  CHECK(dialect->make == &make_oauth2_client_credentials);
  CHECK(find_dialect("oauth2") == nullptr);
}

TEST_CASE("an unknown token and an expired one get the same answer", "[mock][auth][oauth2]") {
  const Authenticate authenticate = make_oauth2_client_credentials(demo_keyring(), switches_with());
  const auto ask = [&](const std::string& token, Duration later) {
    return authenticate({Method::get, "/", {{"Authorization", "Bearer " + token}}, {}},
                        test_time() + later);
  };

  const auto expired = ask(token_of("demo-client", "demo-secret"), std::chrono::hours{1});
  const auto unknown = ask(token_of("demo-client", "a guess"), Duration{0});

  REQUIRE_FALSE(expired.has_value());
  REQUIRE_FALSE(unknown.has_value());
  CHECK(expired.error() == unknown.error());
  CHECK(expired.error().source == "S9.4");
}

TEST_CASE("no refusal quotes what was brought", "[mock][auth][oauth2][secret]") {
  const Authenticate authenticate = make_oauth2_client_credentials(demo_keyring(), switches_with());

  for (const char* value : {"Bearer demo-secret", "Bearer demo-secret demo-secret",
                            "Basic demo-secret", "demo-secret"}) {
    const auto refused =
        authenticate({Method::get, "/", {{"Authorization", value}}, {}}, test_time());
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().message.find("secret") == std::string::npos);
  }
}

TEST_CASE("a keyring without clients lets nobody in", "[mock][auth][oauth2]") {
  const Authenticate authenticate = make_oauth2_client_credentials(Keyring{}, switches_with());
  const std::string token = token_of("demo-client", "demo-secret");

  CHECK(authenticate({Method::get, "/", {{"Authorization", "Bearer " + token}}, {}}, test_time())
            .error()
            .code == "invalid_token");
}

}  // namespace understudy::mock::auth
