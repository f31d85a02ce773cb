// SPDX-License-Identifier: MIT
/// `raw-jwt`: a JWT in `Authorization`, by itself or behind the word Bearer.
///
/// Grammar:  authorization = [ "Bearer" 1*SP ] jwt, the scheme in any case; of two fields the first
/// Shape:    subject is the claim `sub` (empty without one), throttle_key "sub:" with it. With
///           auth.key_header=accept, a request without Authorization may bring a token or an API
///           key in the field `api-key`; a key counts as the tokens that are issued for it
/// Errors:   401, or what auth.bad_token_status says, with one challenge for a missing token and
///           one for every bad one; 403 for a token without API_ACCESS
/// Source:   partnertap-analytics S5; A1, A3, A7, A9, A13 the switches; RFC 6750 section 3 for the
///           challenges
#include <chrono>
#include <optional>
#include <utility>

#include "auth/dialect.hpp"
#include "auth/jwt.hpp"
#include "auth/partnertap_token.hpp"

namespace understudy::mock::auth {

namespace {

constexpr const char* kAsksForToken = "Bearer";                          // S5.15
constexpr const char* kRefusesToken = "Bearer error=\"invalid_token\"";  // S5.15
constexpr int kUnauthorized = 401;

/// What the switches say, read once.
struct Readings {
  TokenForms forms;
  JwtRules rules;
  bool takes_key_field;
  bool needs_api_access;
  bool sends_challenge;
  int bad_token_status;
  std::vector<std::string> permissions_of_keys;

  explicit Readings(const Switches& switches)
      : forms{.bearer = !switches.is("auth.jwt_form", "raw"), .raw = true},
        rules{.issuer = kPartnerTapIssuer,
              .leeway = std::chrono::seconds{switches.number("auth.leeway")},
              .verify_signature = switches.is("auth.verify_signature", "yes")},
        takes_key_field(switches.is("auth.key_header", "accept")),
        needs_api_access(switches.is("auth.require_api_access", "yes")),
        sends_challenge(switches.is("auth.challenge", "rfc9110")),
        bad_token_status(switches.number("auth.bad_token_status")),
        permissions_of_keys(split_permissions(switches["token.permissions"])) {}
};

class RawJwt {
 public:
  RawJwt(const Keyring& keyring, const Switches& switches)
      : keyring_(keyring), readings_(switches) {}

  Authenticated operator()(const Request& request, WallTime now) const {
    if (const std::string* authorization = request.fields.find("Authorization")) {
      const auto token = find_token(*authorization, readings_.forms);
      return token ? read_token(*token, now) : refuse_missing();
    }
    const std::string* field = readings_.takes_key_field ? request.fields.find("api-key") : nullptr;
    if (field == nullptr || field->empty()) return refuse_missing();
    if (auto subject = find_subject(keyring_, *field)) {
      return admit(*std::move(subject), readings_.permissions_of_keys);
    }
    return read_token(*field, now);
  }

 private:
  [[nodiscard]] Authenticated read_token(std::string_view token, WallTime now) const {
    const auto claims = verify_jwt(token, keyring_.jwt_secrets, readings_.rules, now);
    if (!claims) return refuse_token(claims.error());
    const auto sub = claims->find("sub");
    return admit(sub == claims->end() ? std::string{} : sub->get<std::string>(),
                 read_permissions(*claims));
  }

  [[nodiscard]] Authenticated admit(std::string subject,
                                    std::vector<std::string> permissions) const {
    if (readings_.needs_api_access && !grants_api_access(permissions)) {
      return Failure{Refusal{.status = 403,
                             .message = "the token lacks the permission API_ACCESS",
                             .rule = "auth.require_api_access",
                             .source = "S5"}};
    }
    std::string throttle_key = "sub:" + subject;
    return Principal{.subject = std::move(subject),
                     .throttle_key = std::move(throttle_key),
                     .permissions = std::move(permissions)};
  }

  [[nodiscard]] Failure<Refusal> refuse(std::string message, const char* challenge,
                                        std::string_view rule) const {
    Refusal refusal{.status = readings_.bad_token_status,
                    .message = std::move(message),
                    .rule = std::string{rule},
                    .source = "S5"};
    if (readings_.sends_challenge && refusal.status == kUnauthorized) {
      refusal.fields.add("WWW-Authenticate", challenge);
    }
    return Failure{std::move(refusal)};
  }

  [[nodiscard]] Failure<Refusal> refuse_missing() const {
    return refuse("a token is required in Authorization", kAsksForToken, "auth.credentials");
  }

  [[nodiscard]] Failure<Refusal> refuse_token(JwtErrc code) const {
    return refuse("the token is refused: " + std::string{reason_of(code)}, kRefusesToken,
                  "auth.token");
  }

  Keyring keyring_;
  Readings readings_;
};

}  // namespace

Authenticate make_raw_jwt(const Keyring& keyring, const Switches& switches) {
  return RawJwt{keyring, switches};
}

}  // namespace understudy::mock::auth
