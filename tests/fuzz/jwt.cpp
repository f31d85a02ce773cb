// SPDX-License-Identifier: MIT
/// Tokens: the text as a token, and the text as the claims of a token that we sign.
#include "auth/jwt.hpp"

#include <chrono>
#include <string>
#include <vector>

#include "fuzz/fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace understudy::mock::auth;
  using understudy::fuzz::require;
  static const std::vector<Secret> kSecrets{
      Secret::make_mac_key("test-secret-test-secret-test-secret-01").value()};
  constexpr understudy::WallTime kNow{std::chrono::seconds{1'772'625'600}};
  static const std::string kOurHeader = [] {
    const std::string token = sign_jwt("{}", kSecrets.front());
    return token.substr(0, token.find('.') + 1);
  }();
  constexpr JwtRules kUnsigned{.verify_signature = false};
  const std::string_view text = understudy::fuzz::text_of(data, size);

  const auto payload = verify_jws(text, kSecrets, kUnsigned);
  const auto claims = verify_jwt(text, kSecrets, kUnsigned, kNow);
  if (claims) require(payload.has_value() && claims->is_object(), "claims come out of a payload");
  if (const auto trusted = verify_jws(text, kSecrets, {})) {
    require(payload.has_value() && *trusted == *payload, "a signature adds trust and nothing else");
    if (text.starts_with(kOurHeader)) {
      require(sign_jwt(*trusted, kSecrets.front()) == text, "a payload has one token of ours");
    }
  }

  const std::string token = sign_jwt(text, kSecrets.front());
  const auto back = verify_jws(token, kSecrets, {});
  if (back) require(*back == text, "a signed payload comes back");
  if (!back) require(back.error() == JwtErrc::malformed, "or it is no JSON object in UTF-8");
  return 0;
}
