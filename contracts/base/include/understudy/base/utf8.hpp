// SPDX-License-Identifier: MIT
/// One character of UTF-8 at a time: strictly read, and written.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace understudy {

struct Character {
  std::uint32_t code = 0;
  std::size_t length = 0;  ///< in bytes; 0: these bytes are no UTF-8
};

/// The character at the front of a text that is not empty.
///
/// Source:   RFC 3629 section 4
inline Character read_character(std::string_view text) {
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i]));
  };
  const std::uint32_t lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  if (lead < 0xC2 || lead > 0xF4) return {};
  const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (length > text.size()) return {};
  std::uint32_t code = lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return {};
    code = code << 6U | (byte(i) & 0x3FU);
  }
  const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (overlong || surrogate || code > 0x10FFFF) return {};
  return {code, length};
}

/// Calls `put` with each byte of a character.
template <typename Put>
void encode_character(std::uint32_t code, Put put) {
  const auto write = [&](std::uint32_t byte) { put(static_cast<char>(byte)); };
  if (code < 0x80) return write(code);
  if (code < 0x800) {
    write(0xC0U | code >> 6U);
  } else if (code < 0x10000) {
    write(0xE0U | code >> 12U);
    write(0x80U | (code >> 6U & 0x3FU));
  } else {
    write(0xF0U | code >> 18U);
    write(0x80U | (code >> 12U & 0x3FU));
    write(0x80U | (code >> 6U & 0x3FU));
  }
  write(0x80U | (code & 0x3FU));
}

inline void append_character(std::string& out, std::uint32_t code) {
  encode_character(code, [&](char byte) { out += byte; });
}

/// How many bytes at the front are well-formed; the size of the text when all are.
std::size_t utf8_prefix(std::string_view text);

}  // namespace understudy
