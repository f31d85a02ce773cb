// SPDX-License-Identifier: MIT
/// bearer-jwt: the cases file first, then what a table cannot say.
#include <openssl/evp.h>

#include <array>
#include <map>
#include <string>
#include <utility>

#include "auth/dialect.hpp"
#include "mockserver/auth/tokens.hpp"
#include "mockserver/dialects/cases.hpp"
#include "support/catch.hpp"

namespace understudy::mock::auth {

namespace {

Switches bearer_switches(const std::map<std::string, std::string>& overrides = {}) {
  static const std::array kKnown{
      Switch{.name = "auth.challenge", .values = {"rfc9110", "none"}},
      Switch{.name = "auth.permission_claim", .values = {"permissions", "scope", "cognito:groups"}},
  };
  return Switches::resolve(kKnown, Strictness::documented, overrides).value();
}

Keyring one_secret() { return {.jwt_secrets = good_secrets()}; }

/// A token of s1 with an hour to live, and more claims: `"name":value,`.
std::string living(const std::string& more) {
  return make_token(R"({"sub":"s1",)" + more + R"("exp":1772629200})");
}

/// What a case writes in braces.
const std::map<std::string, std::string>& tokens() {
  const std::string hs512 = base64url(R"({"alg":"HS512"})") + "." + base64url(kGoodClaims);
  static const std::map<std::string, std::string> kTokens{
      {"{64k}", std::string(65'536, 'k')},
      {"{array}", living(R"("permissions":["partners.create","b"],)")},
      {"{blanks}", living(R"("permissions":"  ",)")},
      {"{commas}", living(R"("permissions":"a,b",)")},
      {"{exp_now}", make_token(R"({"sub":"s1","exp":1772625600})")},
      {"{exp_soon}", make_token(R"({"sub":"s1","exp":1772625601})")},
      {"{expired}", make_token(R"({"sub":"s1","exp":1})")},
      {"{forged}", make_token(kGoodClaims, "somebody else's secret of some length")},
      {"{groups}", living(R"("cognito:groups":["g"],)")},
      {"{hs512}", hs512 + "." + base64url(mac_of(hs512, kGoodSecret, EVP_sha512()))},
      {"{iat_ahead}", living(R"("iat":1772629100,)")},
      {"{inner_blank}", living(R"("permissions":["a b"],)")},
      {"{issuer}", living(R"("iss":"anybody",)")},
      {"{mixed}", living(R"("permissions":["a",1,null,["b"],{"c":1}],)")},
      {"{nbf_ahead}", living(R"("nbf":1772625601,)")},
      {"{nbf_now}", living(R"("nbf":1772625600,)")},
      {"{no_exp}", make_token(R"({"sub":"s1"})")},
      {"{no_json}", make_token(R"({"sub":"s1")")},
      {"{no_sub}", make_token(R"({"exp":1772629200})")},
      {"{none}", base64url(R"({"alg":"none"})") + "." + base64url(kGoodClaims) + "."},
      {"{null}", living(R"("permissions":null,)")},
      {"{object}", living(R"("permissions":{"partners.create":true},)")},
      {"{scope}", living(R"("scope":"a b",)")},
      {"{sub_number}", make_token(R"({"sub":1,"exp":1772629200})")},
      {"{text}", living(R"("permissions":" a  partners.create ",)")},
      {"{valid}", living("")},
  };
  return kTokens;
}

Json authorization(const std::string& token) {
  return Json::array({Json::array({"Authorization", "Bearer " + token})});
}

Request request_with(const Json& fields) {
  Request request{Method::get, "/api/v2/partners", {}, ""};
  for (const Json& field : fields) {
    std::string value = field.at(1).get<std::string>();
    for (const auto& [name, token] : tokens()) value = replaced(std::move(value), name, token);
    request.fields.add(field.at(0).get<std::string>(), std::move(value));
  }
  return request;
}

/// What came out, in the notation of the cases file.
Json outcome_of(const Authenticated& authenticated) {
  if (authenticated) {
    return {{"want",
             {{"subject", authenticated->subject},
              {"throttle_key", authenticated->throttle_key},
              {"permissions", authenticated->permissions}}}};
  }
  const Refusal& refusal = authenticated.error();
  const std::string* const challenge = refusal.fields.find("WWW-Authenticate");
  return {{"error",
           {{"status", refusal.status},
            {"challenge", challenge == nullptr ? Json{} : Json(*challenge)},
            {"rule", refusal.rule}}}};
}

}  // namespace

TEST_CASE("bearer-jwt agrees with every case in its file", "[mock][auth][bearer-jwt]") {
  const int count =
      for_each_case("auth/bearer_jwt.cases.json", [](const Json& input, const Json& wanted) {
        const auto overrides = input.value("switches", std::map<std::string, std::string>{});
        const Authenticate authenticate = make_bearer_jwt(one_secret(), bearer_switches(overrides));

        CHECK(outcome_of(authenticate(request_with(input.at("fields")), test_time())) == wanted);
      });

  CHECK(count == 47);
}

TEST_CASE("bearer-jwt is listed under its key", "[mock][auth][bearer-jwt]") {
  const Dialect* const dialect = find_dialect("bearer-jwt");

  REQUIRE(dialect != nullptr);
  CHECK(dialect->make == &make_bearer_jwt);
}

TEST_CASE("a refusal of a token shows nothing of it", "[mock][auth][bearer-jwt][secret]") {
  const Authenticate authenticate = make_bearer_jwt(one_secret(), bearer_switches());
  const std::string forged = tokens().at("{forged}");

  const auto refused = authenticate(request_with(authorization(forged)), test_time());

  REQUIRE_FALSE(refused);
  CHECK(refused.error().message.find(forged.substr(0, 10)) == std::string::npos);
}

TEST_CASE("any of several secrets signs, and without one nobody is let in",
          "[mock][auth][bearer-jwt]") {
  const std::string other = "another-secret-another-secret-another";
  const Request request = request_with(authorization(make_token(R"({"exp":1772629200})", other)));
  const Keyring both{.jwt_secrets = {secret_of(kGoodSecret), secret_of(other)}};

  CHECK(make_bearer_jwt(both, bearer_switches())(request, test_time()).has_value());
  CHECK_FALSE(make_bearer_jwt(one_secret(), bearer_switches())(request, test_time()).has_value());
  CHECK_FALSE(make_bearer_jwt(Keyring{}, bearer_switches())(request, test_time()).has_value());
}

}  // namespace understudy::mock::auth
