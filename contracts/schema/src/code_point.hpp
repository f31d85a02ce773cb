// SPDX-License-Identifier: MIT
/// One code point at a time, from text that is known to be UTF-8.
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace understudy::schema {

/// Takes the first code point off a text that is not empty and well-formed (see is_utf8).
inline std::uint32_t take_code_point(std::string_view& text) {
  assert(!text.empty() && "a code point was taken off an empty text");
  const auto lead = static_cast<std::uint32_t>(static_cast<unsigned char>(text.front()));
  const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  assert(length <= text.size() && "a code point was taken off a text that is no UTF-8");
  std::uint32_t code = length == 1 ? lead : lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    code = code << 6U | (static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])) & 0x3FU);
  }
  text.remove_prefix(length);
  return code;
}

}  // namespace understudy::schema
