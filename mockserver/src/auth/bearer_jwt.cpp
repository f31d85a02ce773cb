// SPDX-License-Identifier: MIT
/// `bearer-jwt`: a JWT behind the scheme `Bearer`, with permissions among its claims.
///
/// Grammar:  authorization = "Bearer" 1*SP jwt, the scheme in any case
///           permissions   = [text...] / text *( 1*SP text ), the claim auth.permission_claim
/// Shape:    subject is the claim `sub`, empty without one; throttle_key "sub:" with it
/// Errors:   401, one answer for whatever is wrong, with the challenge "Bearer"
/// Source:   ecg S4 "Authentication and permissions" [SEED, FW]; A21 [GUESS]: the claim
#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "auth/dialect.hpp"
#include "auth/jwt.hpp"
#include "blanks.hpp"

namespace understudy::mock::auth {

namespace {

constexpr std::string_view kScheme = "Bearer";  // S4.1

/// The words of a text; nothing for what is only blanks.
void append_words(std::vector<std::string>& words, std::string_view text) {
  while (!is_blank(text, " ")) {
    text.remove_prefix(text.find_first_not_of(' '));
    const std::size_t end = std::min(text.find(' '), text.size());
    words.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
  }
}

/// S4.10: an array of texts, or one text separated by spaces; of anything else nothing counts.
std::vector<std::string> read_permissions(const Json& claims, const std::string& name) {
  std::vector<std::string> permissions;
  const auto claim = claims.find(name);
  if (claim == claims.end()) return permissions;
  if (const auto* text = claim->get_ptr<const std::string*>()) append_words(permissions, *text);
  if (!claim->is_array()) return permissions;
  for (const Json& item : *claim) {
    if (const auto* text = item.get_ptr<const std::string*>()) permissions.push_back(*text);
  }
  return permissions;
}

class BearerJwt {
 public:
  BearerJwt(const Keyring& keyring, const Switches& switches)
      : secrets_(keyring.jwt_secrets),
        permission_claim_(switches["auth.permission_claim"]),
        sends_challenge_(switches.is("auth.challenge", "rfc9110")) {}

  Authenticated operator()(const Request& request, WallTime now) const {
    const std::string* const authorization = request.fields.find("Authorization");
    const auto token = authorization == nullptr ? std::nullopt : read_token(*authorization);
    if (!token) return refuse("no token behind Bearer in Authorization", "auth.credentials");
    const auto claims = verify_jwt(*token, secrets_, {}, now);
    if (!claims) {
      return refuse("the JWT is refused: " + std::string{name_of(claims.error())}, "auth.token");
    }
    Principal principal;
    const auto sub = claims->find("sub");
    if (sub != claims->end()) principal.subject = sub->get_ref<const std::string&>();
    principal.throttle_key = "sub:" + principal.subject;
    principal.permissions = read_permissions(*claims, permission_claim_);
    return principal;
  }

 private:
  /// Nothing for another scheme and for an empty token. S4.2
  static std::optional<std::string_view> read_token(std::string_view value) {
    const std::size_t end = std::min(value.find(' '), value.size());
    if (!equal_ignoring_case(value.substr(0, end), kScheme)) return std::nullopt;
    const std::string_view token = trim(value.substr(end), kFieldBlanks);
    return token.empty() ? std::nullopt : std::optional{token};
  }

  [[nodiscard]] Failure<Refusal> refuse(std::string message, std::string_view rule) const {
    Refusal refusal{
        .status = 401, .message = std::move(message), .rule = std::string{rule}, .source = "S4"};
    if (sends_challenge_) refusal.fields.add("WWW-Authenticate", std::string{kScheme});  // S4.12
    return Failure{std::move(refusal)};
  }

  std::vector<Secret> secrets_;
  std::string permission_claim_;
  bool sends_challenge_;
};

}  // namespace

Authenticate make_bearer_jwt(const Keyring& keyring, const Switches& switches) {
  return BearerJwt{keyring, switches};
}

}  // namespace understudy::mock::auth
