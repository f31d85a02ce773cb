// SPDX-License-Identifier: MIT
/// How requests come to their credentials: fields of a profile, and tokens that are had, signed or
/// asked for.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "probe.hpp"

namespace understudy::conformance {

struct Token {
  std::string text;
  std::optional<WallTime> ends;  ///< when another one is wanted
};

/// The fields of a set of credentials that signing in takes, in their order in a request.
std::vector<std::string> credentials_of(const SignIn& sign_in);

/// A token for a set of credentials, as the profile's sign_in says; nothing when there is no way.
std::optional<Token> make_token(Probe& probe, std::size_t set);

/// A JSON Web Token signed with HMAC-SHA-256: `header` is "typ" and "alg" where it is null.
///
/// Shape:    numbers of `claims` under "iat", "exp" and "nbf" are seconds from `now`
/// Source:   RFC 7515 section 3.1, RFC 7519
std::string sign_jwt(const Json& claims, const Json& header, std::string_view secret, WallTime now);

}  // namespace understudy::conformance
