// SPDX-License-Identifier: MIT
/// Bytes as text and back, strictly: one text for one sequence of bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace understudy {

/// Without padding. Source: RFC 4648 section 5
std::string encode_base64url(std::string_view bytes);

/// No padding, no white space, no other alphabet, and zero in the bits behind the last byte.
/// Otherwise a token could be changed and keep its signature.
std::optional<std::string> decode_base64url(std::string_view text);

/// The alphabet with "+" and "/", padded with "=". Source: RFC 4648 section 4
std::string encode_base64(std::string_view bytes);

/// The alphabet with "+" and "/", padded with "=" to a multiple of four; strict as above.
///
/// Source:   RFC 4648 section 4
std::optional<std::string> decode_base64(std::string_view text);

}  // namespace understudy
