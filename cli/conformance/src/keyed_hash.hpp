// SPDX-License-Identifier: MIT
/// HMAC-SHA-256: signs tokens, and makes marks of values that may not be shown.
#pragma once

#include <string>
#include <string_view>

namespace understudy::conformance {

/// The 32 bytes of the code of a text under a key; empty when the library fails.
///
/// Source:   RFC 2104 section 2, FIPS 180-4 section 6.2
std::string hmac_sha256(std::string_view key, std::string_view text);

}  // namespace understudy::conformance
