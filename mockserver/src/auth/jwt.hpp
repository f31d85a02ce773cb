// SPDX-License-Identifier: MIT
/// JSON Web Tokens with HMAC SHA-256, and with nothing else.
///
/// Source: RFC 7515, RFC 7519; RFC 8725 section 3.1 (the algorithm is ours, the header's `alg` is
///         only compared)
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "auth/secret.hpp"
#include "understudy/base/clock.hpp"
#include "understudy/base/json.hpp"
#include "understudy/base/result.hpp"

namespace understudy::mock::auth {

struct JwtRules {
  std::string_view issuer = {};  ///< `iss` has to be this text; empty: not looked at
  Duration leeway{0};
  bool verify_signature = true;
};

enum class JwtErrc : unsigned char {
  malformed,        ///< not three base64url parts of JSON objects, 8 KB at most, UTF-8; or a claim
                    ///< `sub` or `aud` of a wrong type
  wrong_algorithm,  ///< `alg` is not exactly "HS256", or `crit` is present
  wrong_signature,
  wrong_issuer,
  expired,        ///< `exp` missing, no integer in range, or exp <= now
  not_yet_valid,  ///< `nbf` no integer in range, or ahead of now
};
std::string_view name_of(JwtErrc code);
/// What is wrong with the token, as the end of a sentence for its sender.
std::string_view reason_of(JwtErrc code);

/// The payload of a token that any of `secrets` signed, whatever it says: verify_jwt without the
/// claims. A secret below kShortestMacKey signs nothing.
Result<std::string, JwtErrc> verify_jws(std::string_view token, std::span<const Secret> secrets,
                                        const JwtRules& rules);

/// The claims of a token that any of `secrets` signed.
///
/// Units:    exp and nbf in whole seconds; a token is valid while nbf <= now < exp,
///           widened by the leeway on both sides
Result<Json, JwtErrc> verify_jwt(std::string_view token, std::span<const Secret> secrets,
                                 const JwtRules& rules, WallTime now);

/// Signs `claims` as they are, compactly, under the header {"typ":"JWT","alg":"HS256"}; empty when
/// the library fails.
std::string sign_jwt(std::string_view claims_json, const Secret& secret);

}  // namespace understudy::mock::auth
