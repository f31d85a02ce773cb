// SPDX-License-Identifier: MIT
/// Tokens: the cases file first (T02), then the edges of time (T03), rotation (T04) and properties.
#include "auth/jwt.hpp"

#include <string>
#include <vector>

#include "mockserver/auth/tokens.hpp"
#include "mockserver/dialects/cases.hpp"
#include "support/catch.hpp"

namespace understudy::mock::auth {

namespace {

constexpr JwtRules kRules{.issuer = "PartnerTap"};

std::string text_or(const Json& input, const char* name, const std::string& fallback) {
  return input.contains(name) ? input.at(name).get<std::string>() : fallback;
}

/// "fffe" for two bytes that no JSON text can hold.
std::string bytes_of(const std::string& hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  }
  return bytes;
}

/// The same bytes in another spelling: the two bits behind the last byte of a signature are set.
std::string with_loose_bits(std::string part) {
  constexpr std::string_view kLetters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  part.back() = kLetters[kLetters.find(part.back()) + 3];
  return part;
}

struct Made {
  std::string token;
  std::string payload;
  std::vector<Secret> secrets;
};

/// A token as a case describes it. Everything is optional:
///   header, payload   texts (payload_hex: bytes; {pad} in a payload: 1,048,576 letters)
///   secret, hash      what signs; secrets: what is accepted
///   signed            the signed text, of {h} and {p}; {P} is {p} in the standard alphabet
///   token             of {signed} and {s}; {S} is {s} with loose bits
Made make_case(const Json& input) {
  Made made;
  made.payload = input.contains("payload_hex")
                     ? bytes_of(input.at("payload_hex").get<std::string>())
                     : text_or(input, "payload", kGoodClaims);
  made.payload = replaced(made.payload, "{pad}", std::string(1'048'576, 'x'));

  const std::string payload = base64url(made.payload);
  std::string text = text_or(input, "signed", "{h}.{p}");
  text = replaced(text, "{h}", base64url(text_or(input, "header", kGoodHeader)));
  text = replaced(text, "{P}", replaced(replaced(payload, "-", "+"), "_", "/"));
  text = replaced(text, "{p}", payload);

  const EVP_MD* hash = text_or(input, "hash", "SHA256") == "SHA512" ? EVP_sha512() : EVP_sha256();
  const std::string signature =
      base64url(mac_of(text, text_or(input, "secret", kGoodSecret), hash));
  made.token = text_or(input, "token", "{signed}.{s}");
  made.token = replaced(made.token, "{signed}", text);
  made.token = replaced(made.token, "{S}", with_loose_bits(signature));
  made.token = replaced(made.token, "{s}", signature);

  if (!input.contains("secrets")) made.secrets = good_secrets();
  for (const Json& secret : input.value("secrets", Json::array())) {
    made.secrets.push_back(secret_of(secret.get<std::string>()));
  }
  return made;
}

std::string outcome(std::string_view token, WallTime now, const JwtRules& rules = kRules) {
  const auto claims = verify_jwt(token, good_secrets(), rules, now);
  return claims ? "accepted" : std::string{name_of(claims.error())};
}

std::string claims_until(std::int64_t exp, const std::string& more = {}) {
  return R"({"iss":"PartnerTap","exp":)" + std::to_string(exp) + more + "}";
}

}  // namespace

TEST_CASE("tokens agree with every case in the file", "[mock][auth][jwt][T02]") {
  const int count = for_each_case("auth/jwt.cases.json", [](const Json& input, const Json& wanted) {
    const Made made = make_case(input);

    const auto claims = verify_jwt(made.token, made.secrets, kRules, test_time());

    if (claims) {
      CHECK(wanted == Json{{"want", "accepted"}});
      CHECK(*claims == parse_json(made.payload).value());
    } else {
      CHECK(Json{{"error", name_of(claims.error())}} == wanted);
    }
  });

  CHECK(count >= 40);
}

TEST_CASE("a token is valid up to the second before exp", "[mock][auth][jwt][T03]") {
  const std::int64_t exp = epoch_seconds(test_time()) + 60;
  const std::string token = make_token(claims_until(exp));
  const WallTime end{std::chrono::seconds{exp}};

  CHECK(outcome(token, end - std::chrono::seconds{1}) == "accepted");
  CHECK(outcome(token, end - std::chrono::nanoseconds{1}) == "accepted");
  CHECK(outcome(token, end) == "expired");
  CHECK(outcome(token, end + std::chrono::seconds{1}) == "expired");
}

TEST_CASE("a token is valid from the second nbf on", "[mock][auth][jwt][T03]") {
  const std::int64_t nbf = epoch_seconds(test_time());
  const std::string token = make_token(claims_until(nbf + 60, ",\"nbf\":" + std::to_string(nbf)));
  const WallTime begin{std::chrono::seconds{nbf}};

  CHECK(outcome(token, begin - std::chrono::seconds{1}) == "not_yet_valid");
  CHECK(outcome(token, begin - std::chrono::nanoseconds{1}) == "not_yet_valid");
  CHECK(outcome(token, begin) == "accepted");
  CHECK(outcome(token, begin + std::chrono::seconds{1}) == "accepted");
}

TEST_CASE("the leeway widens both ends and no more", "[mock][auth][jwt][T03]") {
  const std::int64_t nbf = epoch_seconds(test_time());
  const std::string token = make_token(claims_until(nbf + 60, ",\"nbf\":" + std::to_string(nbf)));
  const JwtRules rules{.issuer = "PartnerTap", .leeway = std::chrono::seconds{5}};
  const WallTime begin{std::chrono::seconds{nbf}};
  const WallTime end = begin + std::chrono::seconds{60};

  CHECK(outcome(token, begin - std::chrono::seconds{6}, rules) == "not_yet_valid");
  CHECK(outcome(token, begin - std::chrono::seconds{5}, rules) == "accepted");
  CHECK(outcome(token, end + std::chrono::seconds{4}, rules) == "accepted");
  CHECK(outcome(token, end + std::chrono::seconds{5}, rules) == "expired");
}

TEST_CASE("during a rotation both secrets sign, afterwards only the new one",
          "[mock][auth][jwt][T04]") {
  const std::string next = "next-secret-next-secret-next-secret-02";
  const std::string by_old = make_token(kGoodClaims);
  const std::string by_new = make_token(kGoodClaims, next);
  const std::vector<Secret> overlap{secret_of(kGoodSecret), secret_of(next)};
  const std::vector<Secret> after{secret_of(next)};

  CHECK(verify_jwt(by_old, overlap, kRules, test_time()).has_value());
  CHECK(verify_jwt(by_new, overlap, kRules, test_time()).has_value());
  CHECK(verify_jwt(by_new, after, kRules, test_time()).has_value());
  const auto refused = verify_jwt(by_old, after, kRules, test_time());
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error() == JwtErrc::wrong_signature);
}

TEST_CASE("without verification a signature only has to have its length", "[mock][auth][jwt]") {
  const JwtRules unverified{.issuer = "PartnerTap", .verify_signature = false};
  const std::string forged = make_token(kGoodClaims, "somebody else's secret of some length");
  const std::string shortened = forged.substr(0, forged.size() - 3);

  CHECK(outcome(forged, test_time()) == "wrong_signature");
  CHECK(outcome(forged, test_time(), unverified) == "accepted");
  CHECK(outcome(shortened.substr(0, shortened.rfind('.') + 1) + base64url(std::string(31, 'x')),
                test_time(), unverified) == "wrong_signature");
}

TEST_CASE("any issuer will do where the rules name none", "[mock][auth][jwt]") {
  const std::string token = make_token(R"({"exp":1772629200})");

  CHECK(outcome(token, test_time()) == "wrong_issuer");
  CHECK(outcome(token, test_time(), JwtRules{}) == "accepted");
}

TEST_CASE("a token of 8,192 bytes is read and a longer one is not",
          "[mock][auth][jwt][limit][T02]") {
  // header and signature take 80 bytes with their dots, the claims the rest
  const auto token_of = [](std::size_t pad) {
    return make_token(R"({"iss":"PartnerTap","exp":1772629200,"pad":")" + std::string(pad, 'x') +
                      "\"}");
  };
  std::size_t pad = 6'000;
  while (token_of(pad + 1).size() <= 8'192) ++pad;

  CHECK(token_of(pad).size() > 8'188);
  CHECK(outcome(token_of(pad), test_time()) == "accepted");
  CHECK(outcome(token_of(pad + 1), test_time()) == "malformed");
}

TEST_CASE("what is signed here is the documented text, and is accepted", "[mock][auth][jwt]") {
  const std::string token = sign_jwt(kGoodClaims, secret_of(kGoodSecret));

  CHECK(token == make_token(kGoodClaims));
  CHECK(token.starts_with("eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9."));
  CHECK(outcome(token, test_time()) == "accepted");
}

TEST_CASE("every prefix of a token is refused", "[mock][auth][jwt][property]") {
  const std::string token = make_token(kGoodClaims);

  for (std::size_t length = 0; length < token.size(); ++length) {
    INFO("prefix of " << length << " bytes");
    CHECK(outcome(std::string_view{token}.substr(0, length), test_time()) != "accepted");
  }
}

TEST_CASE("no letter of a token can be changed", "[mock][auth][jwt][property]") {
  const std::string token = make_token(kGoodClaims);

  for (std::size_t at = 0; at < token.size(); ++at) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      std::string changed = token;
      changed[at] = static_cast<char>(static_cast<unsigned char>(changed[at]) ^ 1U << bit);
      INFO("byte " << at << ", bit " << bit);
      CHECK(outcome(changed, test_time()) != "accepted");
    }
  }
}

TEST_CASE("every kind of refusal has a name of its own", "[mock][auth][jwt]") {
  CHECK(name_of(JwtErrc::malformed) == "malformed");
  CHECK(name_of(JwtErrc::wrong_algorithm) == "wrong_algorithm");
  CHECK(name_of(JwtErrc::wrong_signature) == "wrong_signature");
  CHECK(name_of(JwtErrc::wrong_issuer) == "wrong_issuer");
  CHECK(name_of(JwtErrc::expired) == "expired");
  CHECK(name_of(JwtErrc::not_yet_valid) == "not_yet_valid");
}

}  // namespace understudy::mock::auth
