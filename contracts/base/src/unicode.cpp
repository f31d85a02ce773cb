// SPDX-License-Identifier: MIT
/// UTF-8 checked and folded, by runs of ASCII and then character by character.
#include "understudy/base/unicode.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

#include "understudy/base/utf8.hpp"
#include "unicode_case_table.hpp"

namespace understudy {

namespace {

std::size_t ascii_prefix(std::string_view text) {
  std::size_t at = 0;
  for (; at + sizeof(std::uint64_t) <= text.size(); at += sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, sizeof word);
    if ((word & 0x8080808080808080U) != 0) break;
  }
  while (at < text.size() && (text[at] & 0x80) == 0) ++at;
  return at;
}

std::uint32_t map_character(std::span<const CaseRange> ranges, std::uint32_t code) {
  const auto it = std::upper_bound(
      ranges.begin(), ranges.end(), code,
      [](std::uint32_t wanted, const CaseRange& range) { return wanted < range.first; });
  if (it == ranges.begin()) return code;
  const CaseRange& range = *(it - 1);
  if (code > range.last || (code - range.first) % range.stride != 0) return code;
  return static_cast<std::uint32_t>(static_cast<std::int64_t>(code) + range.delta);
}

}  // namespace

std::size_t utf8_prefix(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    at += ascii_prefix(text.substr(at));
    if (at == text.size()) break;
    const Character character = read_character(text.substr(at));
    if (character.length == 0) return at;
    at += character.length;
  }
  return at;
}

bool is_utf8(std::string_view text) { return utf8_prefix(text) == text.size(); }

std::uint32_t lower_character(std::uint32_t code) { return map_character(lower_ranges(), code); }

std::uint32_t upper_character(std::uint32_t code) { return map_character(upper_ranges(), code); }

std::string fold_case(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t ascii = ascii_prefix(text);
    for (const char c : text.substr(0, ascii)) {
      out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    text.remove_prefix(ascii);
    if (text.empty()) break;
    const Character character = read_character(text);
    if (character.length == 0) {
      out += text.front();
      text.remove_prefix(1);
      continue;
    }
    append_character(out, map_character(fold_ranges(), character.code));
    text.remove_prefix(character.length);
  }
  return out;
}

}  // namespace understudy
