// SPDX-License-Identifier: MIT
/// `api-key`: a key in the field of that name, or, without one, a JWT in `Authorization`.
///
/// Grammar:  authorization = [ "Bearer" 1*SP ] jwt, the scheme in any case
/// Shape:    for a key, subject and throttle_key are "key:" and its fingerprint; for a JWT, subject
///           is the claim `sub` (empty without one) and throttle_key "sub:" with it, or empty
/// Errors:   401, one answer for every wrong key and one challenge for every wrong token; 403 for a
///           token without API_ACCESS
/// Source:   partnertap S4 "Authentication"; RFC 6750 section 3 for the challenges
#include <optional>
#include <utility>

#include "auth/dialect.hpp"
#include "auth/jwt.hpp"
#include "auth/partnertap_token.hpp"
#include "blanks.hpp"

namespace understudy::mock::auth {

namespace {

constexpr const char* kAsksForCredentials = "Bearer";                    // S4.15
constexpr const char* kRefusesToken = "Bearer error=\"invalid_token\"";  // S4.15

/// What the switches say, read once.
struct Readings {
  bool bad_key_falls_back;
  bool blank_key_is_absent;
  TokenForms forms;
  bool needs_api_access;
  bool sends_challenge;
  bool limits_tokens;

  explicit Readings(const Switches& switches)
      : bad_key_falls_back(switches.is("auth.bad_key_fallback", "yes")),
        blank_key_is_absent(switches.is("auth.empty_key", "absent")),
        forms{.bearer = !switches.is("auth.jwt_form", "raw"),
              .raw = !switches.is("auth.jwt_form", "bearer")},
        needs_api_access(switches.is("auth.require_api_access", "yes")),
        sends_challenge(switches.is("auth.challenge", "rfc9110")),
        limits_tokens(switches.is("throttle.jwt", "per-subject")) {}
};

class ApiKey {
 public:
  ApiKey(const Keyring& keyring, const Switches& switches)
      : keyring_(keyring), readings_(switches) {}

  Authenticated operator()(const Request& request, WallTime now) const {
    const std::string* key = request.fields.find("api-key");  // S4.5: the first of several
    const bool is_absent =
        key == nullptr || (is_blank(*key, kFieldBlanks) && readings_.blank_key_is_absent);
    if (!is_absent) {
      const Secret* known = find_secret(keyring_.api_keys, *key);
      if (known != nullptr) return principal_of_key(*known);
      if (!readings_.bad_key_falls_back) return refuse_credentials();
    }

    const std::string* authorization = request.fields.find("Authorization");
    const auto token =
        authorization == nullptr ? std::nullopt : find_token(*authorization, readings_.forms);
    if (!token) return refuse_credentials();
    const auto claims =
        verify_jwt(*token, keyring_.jwt_secrets, {.issuer = kPartnerTapIssuer}, now);
    if (!claims) return refuse_token(claims.error());
    return principal_of_token(*claims);
  }

 private:
  static Principal principal_of_key(const Secret& key) {
    const std::string name = "key:" + key.fingerprint();
    return {.subject = name, .throttle_key = name, .permissions = {}};
  }

  [[nodiscard]] Authenticated principal_of_token(const Json& claims) const {
    Principal principal;
    principal.permissions = read_permissions(claims);
    if (readings_.needs_api_access && !grants_api_access(principal.permissions)) {
      return Failure{Refusal{.status = 403,
                             .message = "the JWT lacks the permission API_ACCESS",
                             .rule = "auth.require_api_access",
                             .source = "S4"}};
    }
    const auto sub = claims.find("sub");
    if (sub != claims.end()) principal.subject = sub->get_ref<const std::string&>();
    if (readings_.limits_tokens) principal.throttle_key = "sub:" + principal.subject;
    return principal;
  }

  [[nodiscard]] Failure<Refusal> refuse(std::string message, const char* challenge,
                                        std::string_view rule) const {
    Refusal refusal{
        .status = 401, .message = std::move(message), .rule = std::string{rule}, .source = "S4"};
    if (readings_.sends_challenge) refusal.fields.add("WWW-Authenticate", challenge);
    return Failure{std::move(refusal)};
  }

  [[nodiscard]] Failure<Refusal> refuse_credentials() const {
    return refuse("neither a known api-key nor a JWT in Authorization", kAsksForCredentials,
                  "auth.credentials");
  }

  [[nodiscard]] Failure<Refusal> refuse_token(JwtErrc code) const {
    return refuse("the JWT is refused: " + std::string{reason_of(code)}, kRefusesToken,
                  "auth.token");
  }

  Keyring keyring_;
  Readings readings_;
};

}  // namespace

Authenticate make_api_key(const Keyring& keyring, const Switches& switches) {
  return ApiKey{keyring, switches};
}

}  // namespace understudy::mock::auth
