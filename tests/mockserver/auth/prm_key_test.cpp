// SPDX-License-Identifier: MIT
/// prm-key: the cases file first, then keys that a login gives.
#include "auth/prm_key.hpp"

#include <array>
#include <map>
#include <string>

#include "auth/dialect.hpp"
#include "auth/jwt.hpp"
#include "mockserver/auth/tokens.hpp"
#include "mockserver/dialects/cases.hpp"
#include "support/catch.hpp"

namespace understudy::mock::auth {

namespace {

Switches switches_with(const std::map<std::string, std::string>& overrides = {}) {
  static const std::array kKnown{
      Switch{.name = "auth.basic", .values = {"off", "on"}},
      Switch{.name = "auth.challenge", .values = {"rfc9110", "none"}},
      Switch{.name = "auth.failure", .values = {"401", "302"}},
      Switch{.name = "auth.tenant", .values = {"optional", "required"}},
      Switch{.name = "dialect", .values = {"both", "seed", "vendor"}},
  };
  return Switches::resolve(kKnown, Strictness::documented, overrides).value();
}

Keyring demo_keyring() {
  Keyring keyring;
  keyring.jwt_secrets = good_secrets();
  keyring.tenant_keys.push_back({secret_of("demo-prm-key"), "1"});
  keyring.tenant_keys.push_back({secret_of("any-tenant-key"), ""});
  keyring.logins.push_back({"ann", secret_of("p:w"), "1"});
  return keyring;
}

/// What a case writes in braces.
const std::map<std::string, std::string>& stand_ins() {
  const auto token = [](const std::string& issuer, const std::string& exp) {
    return make_token(R"({"iss":")" + issuer + R"(","sub":"ann","tenant":"1","exp":)" + exp + "}");
  };
  static const std::map<std::string, std::string> kTexts{
      {"{valid}", token("understudy-prm-key", "1772629200")},
      {"{expired}", token("understudy-prm-key", "1772625600")},
      {"{foreign}", token("PartnerTap", "1772629200")},
      {"{forged}", make_token(R"({"iss":"understudy-prm-key","sub":"ann","exp":1772629200})",
                              "somebody else's secret of some length")},
      {"{64k}", std::string(65'536, 'k')},
  };
  return kTexts;
}

Request request_of(const Json& input) {
  Request request{Method::get, "/api/objects/v1/Account", {}, {}};
  for (const Json& field : input.at("fields")) {
    auto value = field.at(1).get<std::string>();
    for (const auto& [name, text] : stand_ins()) value = replaced(std::move(value), name, text);
    request.fields.add(field.at(0).get<std::string>(), value);
  }
  return request;
}

/// What came out, in the notation of the cases file.
Json describe(const Authenticated& authenticated) {
  if (authenticated) {
    CHECK(authenticated->subject == authenticated->throttle_key);
    return {{"want", {{"subject", authenticated->subject}, {"tenant", authenticated->tenant}}}};
  }
  const Refusal& refusal = authenticated.error();
  const auto field = [&](const char* name) {
    const std::string* value = refusal.fields.find(name);
    return value == nullptr ? Json{} : Json(*value);
  };
  return {{"error",
           {{"status", refusal.status},
            {"challenge", field("WWW-Authenticate")},
            {"location", field("Location")},
            {"rule", refusal.rule}}}};
}

}  // namespace

TEST_CASE("prm-key agrees with every case in its file", "[mock][auth][prm-key]") {
  const int count =
      for_each_case("auth/prm_key.cases.json", [](const Json& input, const Json& wanted) {
        const auto overrides = input.value("switches", std::map<std::string, std::string>{});
        const Authenticate authenticate = make_prm_key(demo_keyring(), switches_with(overrides));

        CHECK(describe(authenticate(request_of(input), test_time())) == wanted);
      });

  CHECK(count == 57);
}

TEST_CASE("prm-key is listed under its key", "[mock][auth][prm-key]") {
  const Dialect* dialect = find_dialect("prm-key");

  REQUIRE(dialect != nullptr);
  CHECK(dialect->make == &make_prm_key);
}

TEST_CASE("a login is found by name and password together", "[mock][auth][prm-key]") {
  const Keyring keyring = demo_keyring();

  CHECK(find_login(keyring, "ann", "p:w") == &keyring.logins.front());
  CHECK(find_login(keyring, "ann", "p:W") == nullptr);
  CHECK(find_login(keyring, "Ann", "p:w") == nullptr);
  CHECK(find_login(keyring, "", "") == nullptr);
}

TEST_CASE("a key of a login says who it is for, for an hour", "[mock][auth][prm-key]") {
  const Keyring keyring = demo_keyring();
  const std::string key = issue_prm_key(keyring, keyring.logins.front(), test_time());

  const auto claims =
      verify_jwt(key, keyring.jwt_secrets, {.issuer = kPrmKeyIssuer}, test_time()).value();

  CHECK(claims.at("sub") == "ann");
  CHECK(claims.at("tenant") == "1");
  CHECK(to_int64(claims.at("exp")).value() - to_int64(claims.at("iat")).value() == 3600);
  CHECK(issue_prm_key({}, keyring.logins.front(), test_time()).empty());
}

TEST_CASE("no refusal of prm-key shows a credential", "[mock][auth][prm-key][secret]") {
  const Authenticate authenticate = make_prm_key(demo_keyring(), switches_with());
  for (const char* value : {"prm-key demo-prm-kez", "Basic YW5uOng6dw==", "prm-key"}) {
    const auto refused =
        authenticate({Method::get, "/", {{"Authorization", value}}, {}}, test_time());
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().message == "a known prm-key is required in Authorization");
  }
}

}  // namespace understudy::mock::auth
