// SPDX-License-Identifier: MIT
/// Digests: of texts that must not be shown but told apart, and of tokens that checks sign.
#pragma once

#include <string>
#include <string_view>

namespace understudy::conformance {

/// 32 bytes. Source: FIPS 180-4
std::string sha256(std::string_view text);

/// 32 bytes; any key, the empty one too. Source: RFC 2104, FIPS 180-4
std::string hmac_sha256(std::string_view key, std::string_view text);

/// The first four bytes of hmac_sha256 in hexadecimal: "a1b2c3d4".
std::string short_hash(std::string_view key, std::string_view text);

/// " #a1b2c3d4", to stand behind a type; nothing for an empty key, by which anyone could guess.
std::string mark_of(std::string_view key, std::string_view text);

}  // namespace understudy::conformance
