// SPDX-License-Identifier: MIT
/// api-key: the cases file first, then what a table cannot say.
#include <array>
#include <map>
#include <string>
#include <utility>

#include "auth/dialect.hpp"
#include "mockserver/auth/auth_cases.hpp"
#include "mockserver/auth/tokens.hpp"
#include "mockserver/dialects/cases.hpp"
#include "support/catch.hpp"

namespace understudy::mock::auth {

namespace {

Switches switches_with(const std::map<std::string, std::string>& overrides = {}) {
  static const std::array kKnown{
      Switch{.name = "auth.bad_key_fallback", .values = {"no", "yes"}},
      Switch{.name = "auth.challenge", .values = {"rfc9110", "none"}},
      Switch{.name = "auth.empty_key", .values = {"absent", "invalid"}},
      Switch{.name = "auth.jwt_form", .values = {"both", "bearer", "raw"}},
      Switch{.name = "auth.require_api_access", .values = {"yes", "no"}, .lenient = "no"},
      Switch{.name = "throttle.jwt", .values = {"off", "per-subject"}},
  };
  return Switches::resolve(kKnown, Strictness::documented, overrides).value();
}

Keyring demo_keyring() {
  return {.api_keys = {secret_of("demo-api-key"), secret_of("demo-api-key-2")},
          .jwt_secrets = good_secrets()};
}

/// What a case writes in braces.
const std::map<std::string, std::string>& stand_ins() {
  const auto token = [](const std::string& permissions, const std::string& sub = R"("sub":"s1",)",
                        const char* exp = "1772629200", const char* iss = "PartnerTap") {
    return make_token("{" + sub + permissions + R"("iss":")" + iss + R"(","exp":)" + exp + "}");
  };
  const auto permitting = [](const std::string& value) {
    return R"("com.partnertap.permissions":)" + value + ",";
  };
  const std::string access = permitting(R"("API_ACCESS")");
  static const std::map<std::string, std::string> kTexts{
      {"{64k}", std::string(65'536, 'k')},
      {"{valid}", token(access)},
      {"{forged}", make_token(kGoodClaims, "somebody else's secret of some length")},
      {"{expired}", token(access, "", "1772625600")},
      {"{foreign}", token(access, "", "1772629200", "PartnerTop")},
      {"{no_sub}", token(access, "")},
      {"{no_claim}", token("")},
      {"{no_access}", token(permitting(R"("ADMIN_VIEW_REPORTS")"))},
      {"{near_access}", token(permitting(R"("API_ACCESS_NOT,api_access,API")"))},
      {"{list_access}", token(permitting(R"(["API_ACCESS"])"))},
      {"{spaced_access}", token(permitting(R"(" ADMIN_VIEW_REPORTS ,, API_ACCESS\t,")"))},
  };
  return kTexts;
}

std::string with_stand_ins(std::string text) {
  for (const auto& [name, value] : stand_ins()) text = replaced(std::move(text), name, value);
  return text;
}

Request request_of(const Json& input) {
  return filled_request(Request{Method::post, "/v1/channelecosystem/records", {}, "{}"}, input,
                        with_stand_ins);
}

Request with_field(const char* name, std::string value) {
  return {Method::post, "/v1/channelecosystem/records", {{name, std::move(value)}}, "{}"};
}

}  // namespace

TEST_CASE("api-key agrees with every case in its file", "[mock][auth][api-key][T05]") {
  const int count =
      for_each_case("auth/api_key.cases.json", [](const Json& input, const Json& wanted) {
        const auto overrides = input.value("switches", std::map<std::string, std::string>{});
        const Authenticate authenticate = make_api_key(demo_keyring(), switches_with(overrides));

        CHECK(describe_permitted(authenticate(request_of(input), test_time())) == wanted);
      });

  CHECK(count == 68);
}

TEST_CASE("api-key is listed under its key", "[mock][auth][api-key]") {
  const Dialect* dialect = find_dialect("api-key");

  REQUIRE(dialect != nullptr);
  CHECK(dialect->make == &make_api_key);
  CHECK(find_dialect("api_key") == nullptr);
}

TEST_CASE("every wrong key gets the same answer", "[mock][auth][api-key][T05]") {
  const Authenticate authenticate = make_api_key(demo_keyring(), switches_with());
  const auto missing = authenticate(Request{}, test_time());
  REQUIRE_FALSE(missing.has_value());

  for (const std::string& wrong :
       {std::string{}, std::string{" "}, std::string{"x"}, std::string{"demo-api-ke"},
        std::string{"demo-api-kez"}, std::string{"demo-api-key\0", 13}, std::string(65'536, 'k')}) {
    INFO(wrong.size() << " bytes");
    const auto refused = authenticate(with_field("api-key", wrong), test_time());
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error() == missing.error());
  }
}

TEST_CASE("neither principal nor refusal shows a credential", "[mock][auth][api-key][secret]") {
  const Authenticate authenticate = make_api_key(demo_keyring(), switches_with());
  const std::string near = "demo-api-kez";
  const std::string token = make_token(kGoodClaims, "somebody else's secret of some length");

  const auto known = authenticate(with_field("api-key", "demo-api-key"), test_time());
  const auto unknown = authenticate(with_field("api-key", near), test_time());
  const auto forged = authenticate(with_field("Authorization", token), test_time());

  REQUIRE(known.has_value());
  CHECK(known->subject.find("demo") == std::string::npos);
  CHECK(known->throttle_key.find("demo") == std::string::npos);
  REQUIRE_FALSE(unknown.has_value());
  CHECK(unknown.error().message.find("demo") == std::string::npos);
  REQUIRE_FALSE(forged.has_value());
  CHECK(forged.error().message.find(token.substr(0, 10)) == std::string::npos);
}

TEST_CASE("the message says what is wrong with a token", "[mock][auth][api-key]") {
  const Authenticate authenticate = make_api_key(demo_keyring(), switches_with());
  const auto message_for = [&](const std::string& token) {
    const auto refused = authenticate(with_field("Authorization", token), test_time());
    return refused ? std::string{} : refused.error().message;
  };
  const std::string iss = R"({"iss":"PartnerTap",)";

  CHECK(message_for("a.b.c").find("base64url") != std::string::npos);
  CHECK(message_for(make_token(kGoodClaims, kGoodSecret, R"({"alg":"none"})")).find("alg") !=
        std::string::npos);
  CHECK(message_for(stand_ins().at("{forged}")).find("signature") != std::string::npos);
  CHECK(message_for(stand_ins().at("{foreign}")).find("iss") != std::string::npos);
  CHECK(message_for(stand_ins().at("{expired}")).find("exp") != std::string::npos);
  CHECK(message_for(make_token(iss + R"("exp":1772629200,"nbf":1772629000})")).find("nbf") !=
        std::string::npos);
}

TEST_CASE("a keyring without keys lets nobody in", "[mock][auth][api-key]") {
  const Authenticate authenticate = make_api_key(Keyring{}, switches_with());

  CHECK_FALSE(authenticate(with_field("api-key", "demo-api-key"), test_time()).has_value());
  CHECK_FALSE(authenticate(with_field("Authorization", stand_ins().at("{valid}")), test_time())
                  .has_value());
}

TEST_CASE("the keyring may go once the dialect is made", "[mock][auth][api-key]") {
  Authenticate authenticate;
  {
    const Keyring keyring = demo_keyring();
    authenticate = make_api_key(keyring, switches_with());
  }

  CHECK(authenticate(with_field("api-key", "demo-api-key"), test_time()).has_value());
}

TEST_CASE("bogus keys become nobody, so that no window is made for them",
          "[mock][auth][api-key][L05]") {
  const Authenticate authenticate = make_api_key(demo_keyring(), switches_with());
  int refused = 0;

  for (int i = 0; i < 100'000; ++i) {
    const auto nobody =
        authenticate(with_field("api-key", "bogus-" + std::to_string(i)), test_time());
    refused += nobody.has_value() ? 0 : 1;
  }

  CHECK(refused == 100'000);
}

}  // namespace understudy::mock::auth
