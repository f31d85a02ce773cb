// SPDX-License-Identifier: MIT
#include "understudy/base/unicode.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "unicode_fold_table.hpp"

namespace understudy {

namespace {

struct Character {
  std::uint32_t code = 0;
  std::size_t length = 0;  ///< in bytes; 0: these bytes are no UTF-8
};

// UTF8-octets of RFC 3629 section 4
Character read_character(std::string_view text) {
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i]));
  };
  const std::uint32_t lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
  if (length == 0 || length > text.size()) return {};
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

void append_character(std::string& out, std::uint32_t code) {
  const auto put = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
  if (code < 0x80) return put(code);
  if (code < 0x800) {
    put(0xC0U | code >> 6U);
  } else if (code < 0x10000) {
    put(0xE0U | code >> 12U);
    put(0x80U | (code >> 6U & 0x3FU));
  } else {
    put(0xF0U | code >> 18U);
    put(0x80U | (code >> 12U & 0x3FU));
    put(0x80U | (code >> 6U & 0x3FU));
  }
  put(0x80U | (code & 0x3FU));
}

std::uint32_t fold(std::uint32_t code) {
  const auto ranges = fold_ranges();
  const auto it =
      std::upper_bound(ranges.begin(), ranges.end(), code,
                       [](std::uint32_t wanted, const FoldRange& range) { return wanted < range.first; });
  if (it == ranges.begin()) return code;
  const FoldRange& range = *(it - 1);
  if (code > range.last || (code - range.first) % range.stride != 0) return code;
  return static_cast<std::uint32_t>(static_cast<std::int64_t>(code) + range.delta);
}

}  // namespace

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t ascii = static_cast<std::size_t>(
        std::find_if(text.begin(), text.end(), [](char c) { return (c & 0x80) != 0; }) -
        text.begin());
    text.remove_prefix(ascii);
    if (text.empty()) return true;
    const Character character = read_character(text);
    if (character.length == 0) return false;
    text.remove_prefix(character.length);
  }
  return true;
}

std::string fold_case(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const char c = text.front();
    if ((c & 0x80) == 0) {
      out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
      text.remove_prefix(1);
      continue;
    }
    const Character character = read_character(text);
    if (character.length == 0) {
      out += c;
      text.remove_prefix(1);
      continue;
    }
    append_character(out, fold(character.code));
    text.remove_prefix(character.length);
  }
  return out;
}

}  // namespace understudy
