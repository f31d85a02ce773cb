// SPDX-License-Identifier: MIT
/// raw-jwt: the cases file first, then what a table cannot say.
#include <array>
#include <map>
#include <string>
#include <utility>

#include "auth/dialect.hpp"
#include "auth/partnertap_token.hpp"
#include "mockserver/auth/auth_cases.hpp"
#include "mockserver/auth/tokens.hpp"
#include "mockserver/dialects/cases.hpp"
#include "support/catch.hpp"

namespace understudy::mock::auth {

namespace {

using Overrides = std::map<std::string, std::string>;

Switches switches_with(const Overrides& overrides = {}) {
  static const std::array kKnown{
      Switch{.name = "auth.bad_token_status", .values = {"401", "403"}},
      Switch{.name = "auth.challenge", .values = {"rfc9110", "none"}},
      Switch{.name = "auth.jwt_form", .values = {"both", "raw"}},
      Switch{.name = "auth.key_header", .values = {"ignore", "accept"}},
      Switch{.name = "auth.leeway", .values = {"0"}, .form = "SECONDS"},
      Switch{.name = "auth.require_api_access", .values = {"yes", "no"}},
      Switch{.name = "auth.verify_signature", .values = {"yes", "no"}},
      Switch{
          .name = "token.permissions", .values = {"ADMIN_VIEW_REPORTS,API_ACCESS"}, .form = "TEXT"},
  };
  return Switches::resolve(kKnown, Strictness::documented, overrides).value();
}

Keyring keyring() {
  return {.api_keys = {secret_of("first-key"), secret_of("second-key")},
          .jwt_secrets = good_secrets()};
}

/// The claims of a good token, some of them replaced; null takes one away.
std::string claims_with(const Json& changes) {
  Json claims{{"sub", "s1"},
              {"com.partnertap.permissions", "API_ACCESS"},
              {"iss", "PartnerTap"},
              {"exp", 1'772'629'200}};
  claims.merge_patch(changes);
  return claims.dump();
}

/// What a case writes in braces.
const std::map<std::string, std::string>& stand_ins() {
  const auto permitting = [](const Json& value) {
    return make_token(claims_with({{"com.partnertap.permissions", value}}));
  };
  const std::string good = claims_with(Json::object());
  const std::string valid = make_token(good);
  static const std::map<std::string, std::string> kTexts{
      {"{array_header}", make_token(good, kGoodSecret, "[]")},
      {"{array_payload}", make_token("[]")},
      {"{expired}", make_token(claims_with({{"exp", 1'772'625'600}}))},
      {"{foreign}", make_token(claims_with({{"iss", "partnertap"}}))},
      {"{forged}", make_token(good, "somebody else's secret of some length")},
      {"{future_iat}", make_token(claims_with({{"iat", 1'999'999'999}}))},
      {"{list_access}", permitting({"API_ACCESS"})},
      {"{lower_alg}", make_token(good, kGoodSecret, R"({"typ":"JWT","alg":"hs256"})")},
      {"{near_access}", permitting("API_ACCESS_NOT,api_access,API")},
      {"{no_access}", permitting("ADMIN_VIEW_REPORTS")},
      {"{no_claim}", permitting(nullptr)},
      {"{no_exp}", make_token(claims_with({{"exp", nullptr}}))},
      {"{no_sub}", make_token(claims_with({{"sub", nullptr}}))},
      {"{none}", make_token(good, kGoodSecret, R"({"typ":"JWT","alg":"none"})")},
      {"{rs256}", make_token(good, kGoodSecret, R"({"typ":"JWT","alg":"RS256"})")},
      {"{short}", valid.substr(0, valid.size() - 4)},
      {"{spaced_access}", permitting(" ADMIN_VIEW_REPORTS ,, API_ACCESS\t,")},
      {"{text_exp}", make_token(claims_with({{"exp", "1772629200"}}))},
      {"{valid}", valid},
  };
  return kTexts;
}

std::string with_stand_ins(std::string text) {
  for (const auto& [name, value] : stand_ins()) text = replaced(std::move(text), name, value);
  return text;
}

Request request_of(const Json& input) {
  return filled_request(Request{Method::get, "/analytics/newrepconnectionslist", {}, ""}, input,
                        with_stand_ins);
}

Request with_token(std::string value) {
  return {Method::get, "/analytics/chatsexchangedlist", {{"Authorization", std::move(value)}}, ""};
}

}  // namespace

TEST_CASE("raw-jwt agrees with every case in its file", "[mock][auth][raw-jwt]") {
  const int count =
      for_each_case("auth/raw_jwt.cases.json", [](const Json& input, const Json& wanted) {
        const auto overrides = input.value("switches", Overrides{});
        const Authenticate authenticate = make_raw_jwt(keyring(), switches_with(overrides));

        const Authenticated authenticated = authenticate(request_of(input), test_time());

        CHECK(describe_permitted(authenticated) == wanted);
        if (!authenticated) CHECK(authenticated.error().source == "S5");
      });

  CHECK(count == 55);
}

TEST_CASE("raw-jwt is listed under its key", "[mock][auth][raw-jwt]") {
  const Dialect* dialect = find_dialect("raw-jwt");

  REQUIRE(dialect != nullptr);
  CHECK(dialect->make == &make_raw_jwt);
}

TEST_CASE("no byte of a token can be another one", "[mock][auth][raw-jwt]") {
  const Authenticate authenticate = make_raw_jwt(keyring(), switches_with());
  const std::string token = stand_ins().at("{valid}");
  REQUIRE(authenticate(with_token(token), test_time()).has_value());

  for (std::size_t i = 0; i < token.size(); ++i) {
    std::string changed = token;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    std::string shortened = token;
    shortened.erase(i, 1);
    INFO("byte " << i);
    CHECK_FALSE(authenticate(with_token(changed), test_time()).has_value());
    CHECK_FALSE(authenticate(with_token(shortened), test_time()).has_value());
  }
}

TEST_CASE("a refusal says what is wrong and shows no token", "[mock][auth][raw-jwt][secret]") {
  const Authenticate authenticate = make_raw_jwt(keyring(), switches_with());
  const std::map<std::string, std::string> reasons{{"{array_payload}", "base64url"},
                                                   {"{none}", "alg"},
                                                   {"{forged}", "signature"},
                                                   {"{foreign}", "iss"},
                                                   {"{expired}", "exp"}};

  for (const auto& [name, word] : reasons) {
    const std::string& token = stand_ins().at(name);
    const auto refused = authenticate(with_token(token), test_time());
    INFO(name);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().message.find(word) != std::string::npos);
    CHECK(refused.error().message.find(token.substr(0, 10)) == std::string::npos);
  }
}

TEST_CASE("a keyring without secrets lets nobody in", "[mock][auth][raw-jwt]") {
  const Authenticate strict = make_raw_jwt(Keyring{}, switches_with());
  const Authenticate accepting =
      make_raw_jwt(Keyring{}, switches_with({{"auth.key_header", "accept"}}));

  CHECK_FALSE(strict(with_token(stand_ins().at("{valid}")), test_time()).has_value());
  CHECK_FALSE(
      accepting({Method::get, "/", {{"api-key", "first-key"}}, ""}, test_time()).has_value());
}

TEST_CASE("claims are written as the documents' samples have them", "[mock][auth][raw-jwt]") {
  CHECK(write_claims({.subject = "s\"1",
                      .permissions = "A,B",
                      .issued = test_time(),
                      .lifetime = kSampleLifetime}) ==
        R"({"sub":"s\"1","com.partnertap.permissions":"A,B","iss":"PartnerTap",)"
        R"("exp":1775218200,"iat":1772625600,)"
        R"("com.partnertap.admin.id":"8a4281f26a8ecd94016a8ece9d3d0002"})");
  CHECK(subject_of_key(0) == "8a4281f26a96127f016a9612db400000");
  CHECK(subject_of_key(0xBEEF) == "8a4281f26a96127f016a9612db40beef");
}

}  // namespace understudy::mock::auth
