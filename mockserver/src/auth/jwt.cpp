// SPDX-License-Identifier: MIT
#include "auth/jwt.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include "understudy/base/base64.hpp"

namespace understudy::mock::auth {

namespace {

constexpr std::size_t kLongestToken = 8'192;  // ours: what a field line can carry, and not more
constexpr std::string_view kHeader = R"({"typ":"JWT","alg":"HS256"})";

/// jws = header "." payload "." signature
struct Parts {
  std::string header;
  std::string payload;
  std::string signature;
  std::string_view signed_text;  ///< header "." payload, as they came
};

std::optional<Parts> split(std::string_view token) {
  if (token.size() > kLongestToken) return std::nullopt;
  const std::size_t first = token.find('.');
  if (first == std::string_view::npos) return std::nullopt;
  const std::size_t second = token.find('.', first + 1);
  if (second == std::string_view::npos) return std::nullopt;

  // a third "." is refused as no letter of the alphabet
  auto header = decode_base64url(token.substr(0, first));
  auto payload = decode_base64url(token.substr(first + 1, second - first - 1));
  auto signature = decode_base64url(token.substr(second + 1));
  if (!header || !payload || !signature) return std::nullopt;
  return Parts{*std::move(header), *std::move(payload), *std::move(signature),
               token.substr(0, second)};
}

std::optional<Json> read_object(std::string_view text) {
  auto json = parse_json(text, {.duplicate_names = JsonLimits::DuplicateNames::refused});
  if (!json || !json->is_object()) return std::nullopt;
  return *std::move(json);
}

/// The member of that name when it is a text, else null.
const std::string* find_text(const Json& object, const char* name) {
  const auto it = object.find(name);
  return it == object.end() ? nullptr : it->get_ptr<const std::string*>();
}

bool is_signed_by_any(const Parts& parts, std::span<const Secret> secrets) {
  bool found = false;
  for (const Secret& secret : secrets) {
    if (secret.reveal().size() < kShortestMacKey) continue;
    const auto mac = hmac_sha256(parts.signed_text, secret);
    if (mac && equals(*mac, parts.signature)) found = true;
  }
  return found;
}

/// RFC 7519 section 4.1: `sub` is a text, `aud` a text or a list of texts.
bool has_claims_of_right_type(const Json& claims) {
  if (claims.contains("sub") && find_text(claims, "sub") == nullptr) return false;
  const auto aud = claims.find("aud");
  if (aud == claims.end() || aud->is_string()) return true;
  return aud->is_array() &&
         std::all_of(aud->begin(), aud->end(), [](const Json& item) { return item.is_string(); });
}

/// A NumericDate of whole seconds. RFC 7519 allows fractions; no source shows one, and 1e3 or 1.0
/// read as a time is a way for two readers to disagree.
std::optional<std::int64_t> seconds_of(const Json& value) {
  if (!value.is_number_integer()) return std::nullopt;
  const auto seconds = to_int64(value);
  return seconds && *seconds >= 0 ? seconds : std::nullopt;
}

/// The first broken rule, in the order of the enumeration; nothing when the claims hold.
std::optional<JwtErrc> find_broken_rule(const Json& claims, const JwtRules& rules, WallTime now) {
  if (!has_claims_of_right_type(claims)) return JwtErrc::malformed;

  if (!rules.issuer.empty()) {
    const std::string* issuer = find_text(claims, "iss");
    if (issuer == nullptr || *issuer != rules.issuer) return JwtErrc::wrong_issuer;
  }

  const auto exp = claims.find("exp");
  const auto end = exp == claims.end() ? std::nullopt : seconds_of(*exp);
  if (!end || *end <= epoch_seconds(now - rules.leeway)) return JwtErrc::expired;

  if (const auto nbf = claims.find("nbf"); nbf != claims.end()) {
    const auto begin = seconds_of(*nbf);
    if (!begin || *begin > epoch_seconds(now + rules.leeway)) return JwtErrc::not_yet_valid;
  }
  return std::nullopt;
}

}  // namespace

std::string_view name_of(JwtErrc code) {
  switch (code) {
    case JwtErrc::malformed:
      return "malformed";
    case JwtErrc::wrong_algorithm:
      return "wrong_algorithm";
    case JwtErrc::wrong_signature:
      return "wrong_signature";
    case JwtErrc::wrong_issuer:
      return "wrong_issuer";
    case JwtErrc::expired:
      return "expired";
    case JwtErrc::not_yet_valid:
      return "not_yet_valid";
  }
  return "?";
}

std::string_view reason_of(JwtErrc code) {
  switch (code) {
    case JwtErrc::malformed:
      return "it has to be three base64url parts, of which two are JSON objects";
    case JwtErrc::wrong_algorithm:
      return "its alg has to be HS256, without crit";
    case JwtErrc::wrong_signature:
      return "its signature does not fit";
    case JwtErrc::wrong_issuer:
      return "its iss is not the issuer of this API";
    case JwtErrc::expired:
      return "its exp has to be in whole seconds, and ahead";
    case JwtErrc::not_yet_valid:
      return "its nbf has to be in whole seconds, and not ahead";
  }
  return "?";
}

Result<std::string, JwtErrc> verify_jws(std::string_view token, std::span<const Secret> secrets,
                                        const JwtRules& rules) {
  auto parts = split(token);
  if (!parts) return Failure{JwtErrc::malformed};
  const auto header = read_object(parts->header);
  if (!header) return Failure{JwtErrc::malformed};

  // Nothing else of the header is looked at: `kid`, `jwk`, `jku`, `x5u` never choose a key.
  const std::string* algorithm = find_text(*header, "alg");
  if (algorithm == nullptr || *algorithm != "HS256" || header->contains("crit")) {
    return Failure{JwtErrc::wrong_algorithm};
  }

  if (parts->signature.size() != std::tuple_size_v<Digest>)
    return Failure{JwtErrc::wrong_signature};
  if (rules.verify_signature && !is_signed_by_any(*parts, secrets)) {
    return Failure{JwtErrc::wrong_signature};
  }
  return std::move(parts->payload);
}

Result<Json, JwtErrc> verify_jwt(std::string_view token, std::span<const Secret> secrets,
                                 const JwtRules& rules, WallTime now) {
  const auto payload = verify_jws(token, secrets, rules);
  if (!payload) return Failure{payload.error()};
  auto claims = read_object(*payload);
  if (!claims) return Failure{JwtErrc::malformed};
  if (const auto broken = find_broken_rule(*claims, rules, now)) return Failure{*broken};
  return *std::move(claims);
}

std::string sign_jwt(std::string_view claims_json, const Secret& secret) {
  std::string token = encode_base64url(kHeader) + "." + encode_base64url(claims_json);
  const auto mac = hmac_sha256(token, secret);
  if (!mac) return {};
  token += '.';
  token += encode_base64url(bytes_of(*mac));
  return token;
}

}  // namespace understudy::mock::auth
