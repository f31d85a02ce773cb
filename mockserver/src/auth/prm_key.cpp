// SPDX-License-Identifier: MIT
/// `prm-key`: a key of a tenant in the Authorization header.
///
/// Grammar:  authorization = "prm-key" 1*SP key / "Basic" 1*SP base64  ; schemes in any case
///           base64        = RFC 4648 of  user ":" password            ; under auth.basic=on
///           tenant        = 1*DIGIT                                   ; X-PRM-TenantId
/// Shape:    a Principal: a configured key has subject and throttle_key "key:" with its
///           fingerprint; a key of a login and Basic "user:" with the name. Both have their tenant
/// Errors:   401, one answer for every wrong key; 400 for two Authorization headers;
///           auth.failure=302 sends people to a login page instead of the 401
/// Source:   S4; A7 the tenant, A23 the answer; C7 the challenge
#include "auth/prm_key.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "auth/dialect.hpp"
#include "auth/jwt.hpp"
#include "blanks.hpp"
#include "understudy/base/json.hpp"

namespace understudy::mock::auth {

namespace {

constexpr std::string_view kScheme = "prm-key";         // S4.1
constexpr const char* kTenantField = "X-PRM-TenantId";  // S4.2
constexpr std::string_view kLoginPage = "/login";       // S4.8
constexpr std::size_t kLongestBasic = 1024;             // ours: bytes of base64

/// What the switches say, read once.
struct Readings {
  bool takes_basic;
  bool needs_tenant;
  bool sends_challenge;
  bool sends_to_login;

  explicit Readings(const Switches& switches)
      : takes_basic(switches.is("auth.basic", "on")),
        needs_tenant(switches.is("auth.tenant", "required") || switches.is("dialect", "seed")),
        sends_challenge(switches.is("auth.challenge", "rfc9110")),
        sends_to_login(switches.is("auth.failure", "302")) {}
};

/// The six bits of a character; 64 for one outside of the alphabet.
unsigned sextet_of(char c) {
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  return static_cast<unsigned>(std::min(kAlphabet.find(c), kAlphabet.size()));
}

// RFC 4648 section 4; padding may be missing
std::optional<std::string> decode_base64(std::string_view text) {
  while (text.ends_with('=')) text.remove_suffix(1);
  if (text.size() > kLongestBasic || text.size() % 4 == 1) return std::nullopt;
  std::string bytes;
  unsigned bits = 0;
  unsigned count = 0;
  for (const char c : text) {
    const unsigned sextet = sextet_of(c);
    if (sextet > 63) return std::nullopt;
    bits = (bits << 6U | sextet) & 0xFFFFU;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes += static_cast<char>(bits >> count & 0xFFU);
  }
  return bytes;
}

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
}

std::string text_of(const Json& claims, const char* name) {
  const auto it = claims.find(name);
  const auto* text = it == claims.end() ? nullptr : it->get_ptr<const std::string*>();
  return text == nullptr ? std::string{} : *text;
}

class PrmKey {
 public:
  PrmKey(const Keyring& keyring, const Switches& switches)
      : keyring_(keyring), readings_(switches) {}

  Authenticated operator()(const Request& request, WallTime now) const {
    if (request.fields.count("Authorization") > 1) {
      return Failure{Refusal{.status = 400,
                             .message = "Authorization: given twice",
                             .rule = "auth.twice",
                             .source = "S4.5",
                             .code = "InvalidRequest"}};
    }
    const std::string* const authorization = request.fields.find("Authorization");
    auto principal = authorization == nullptr
                         ? std::nullopt
                         : find_principal(trim(*authorization, kFieldBlanks), now);
    if (!principal) return refuse("a known prm-key is required in Authorization", "auth.key");
    if (!is_of_tenant(request, principal->tenant)) {
      return refuse(std::string{kTenantField} + ": the tenant of the key is required",
                    "auth.tenant");
    }
    return *std::move(principal);
  }

 private:
  [[nodiscard]] std::optional<Principal> find_principal(std::string_view value,
                                                        WallTime now) const {
    const std::size_t end = std::min(value.find(' '), value.size());
    const std::string_view scheme = value.substr(0, end);
    const std::string_view rest = trim(value.substr(end), " ");
    if (equal_ignoring_case(scheme, kScheme) && !rest.empty()) return find_key(rest, now);
    if (readings_.takes_basic && equal_ignoring_case(scheme, "Basic")) return find_basic(rest);
    return std::nullopt;
  }

  /// Looks at every configured key, also behind a match.
  [[nodiscard]] std::optional<Principal> find_key(std::string_view key, WallTime now) const {
    const TenantKey* known = nullptr;
    const auto digest = digest_of(key);
    if (!digest) return std::nullopt;
    for (const TenantKey& one : keyring_.tenant_keys) {
      if (one.key.matches(*digest) && known == nullptr) known = &one;
    }
    if (known != nullptr) {
      const std::string name = "key:" + known->key.fingerprint();
      return Principal{.subject = name, .throttle_key = name, .tenant = known->tenant};
    }
    const auto claims = verify_jwt(key, keyring_.jwt_secrets, {.issuer = kPrmKeyIssuer}, now);
    if (!claims) return std::nullopt;
    return principal_of(text_of(*claims, "sub"), text_of(*claims, "tenant"));
  }

  [[nodiscard]] std::optional<Principal> find_basic(std::string_view base64) const {
    const auto pair = decode_base64(base64);
    const std::size_t colon = pair ? pair->find(':') : std::string::npos;
    if (colon == std::string::npos) return std::nullopt;
    const std::string_view text = *pair;
    const Login* login = find_login(keyring_, text.substr(0, colon), text.substr(colon + 1));
    if (login == nullptr) return std::nullopt;
    return principal_of(login->user, login->tenant);
  }

  static Principal principal_of(const std::string& user, std::string tenant) {
    const std::string name = "user:" + user;
    return {.subject = name, .throttle_key = name, .tenant = std::move(tenant)};
  }

  /// `tenant` is the key's; empty: any number is right.
  [[nodiscard]] bool is_of_tenant(const Request& request, std::string_view tenant) const {
    const std::string* const field = request.fields.find(kTenantField);
    if (field == nullptr) return !readings_.needs_tenant;
    const std::string_view number = trim(*field, kFieldBlanks);
    return is_digits(number) && (tenant.empty() || number == tenant);
  }

  [[nodiscard]] Failure<Refusal> refuse(std::string message, std::string_view rule) const {
    Refusal refusal{
        .status = 401, .message = std::move(message), .rule = std::string{rule}, .source = "S4"};
    if (readings_.sends_to_login) {  // A23
      refusal.status = 302;
      refusal.without_body = true;
      refusal.fields.add("Location", std::string{kLoginPage});
    } else if (readings_.sends_challenge) {
      refusal.fields.add("WWW-Authenticate", std::string{kScheme});
    }
    return Failure{std::move(refusal)};
  }

  Keyring keyring_;
  Readings readings_;
};

}  // namespace

const Login* find_login(const Keyring& keyring, std::string_view user, std::string_view password) {
  const Login* found = nullptr;
  for (const Login& login : keyring.logins) {
    const bool is_right = login.password.matches(password) && login.user == user;
    if (is_right && found == nullptr) found = &login;
  }
  return found;
}

std::string issue_prm_key(const Keyring& keyring, const Login& login, WallTime now) {
  if (keyring.jwt_secrets.empty()) return {};
  const std::int64_t issued = epoch_seconds(now);
  std::string claims = R"({"iss":)";
  append_json_string(claims, kPrmKeyIssuer);
  claims += R"(,"sub":)";
  append_json_string(claims, login.user);
  claims += R"(,"tenant":)";
  append_json_string(claims, login.tenant);
  claims += R"(,"iat":)" + std::to_string(issued) + R"(,"exp":)" +
            std::to_string(issued + kPrmKeyLifetime.count()) + '}';
  return sign_jwt(claims, keyring.jwt_secrets.front());
}

Authenticate make_prm_key(const Keyring& keyring, const Switches& switches) {
  return PrmKey{keyring, switches};
}

}  // namespace understudy::mock::auth
