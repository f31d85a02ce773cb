// SPDX-License-Identifier: MIT
/// Access tokens that need no memory: whoever has the client's secret can check them.
///
/// Grammar:  token = base64url( client issued number mac scope ), 75 characters without a scope
/// Shape:    client: the first 8 bytes of the SHA-256 of the client's id; issued: 8 bytes; number:
///           8 bytes; mac: HMAC-SHA-256 under the client's secret over a fixed text, the bytes
///           before it and the scope; scope: words with a space between them. Numbers have their
///           highest byte first
/// Units:    issued in nanoseconds since 1970
/// Rationale: nothing to store means nothing to lose: a token outlives a restart, and no request
///           makes the server grow. When a token ends is decided by who reads it, so the lifetime
///           is not in it
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "auth/keyring.hpp"
#include "understudy/base/clock.hpp"

namespace understudy::mock::auth {

/// What a token says once its MAC has been found right.
struct AccessToken {
  const OAuthClient* client = nullptr;  ///< one of those it was read with
  WallTime issued = {};
  std::uint64_t number = 0;
  std::string scope = {};
};

/// Two tokens differ in client, time, number or scope; empty when the library fails.
std::string write_access_token(const OAuthClient& client, WallTime issued, std::uint64_t number,
                               std::string_view scope = {});

/// Nothing for a text that none of these clients was given, byte for byte.
std::optional<AccessToken> read_access_token(std::string_view token,
                                             std::span<const OAuthClient> clients);

}  // namespace understudy::mock::auth
