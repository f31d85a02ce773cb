// SPDX-License-Identifier: MIT
#include "query/characters.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "query/letter_case_table.hpp"

namespace understudy::mock::query {

namespace {

bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

std::size_t size_by_lead(unsigned char lead) {
  if (lead < 0xC0U) return 1;
  if (lead < 0xE0U) return 2;
  return lead < 0xF0U ? 3 : 4;
}

bool is_space(std::uint32_t code) {
  constexpr std::array<std::uint32_t, 9> kSpaces{0x20,   0x85,   0xA0,   0x1680, 0x2028,
                                                 0x2029, 0x202F, 0x205F, 0x3000};
  if ((code >= 0x09 && code <= 0x0D) || (code >= 0x2000 && code <= 0x200A)) return true;
  return std::find(kSpaces.begin(), kSpaces.end(), code) != kSpaces.end();
}

std::uint32_t map_case(std::span<const CaseRange> ranges, std::uint32_t code) {
  const auto it = std::upper_bound(
      ranges.begin(), ranges.end(), code,
      [](std::uint32_t wanted, const CaseRange& range) { return wanted < range.first; });
  if (it == ranges.begin()) return code;
  const CaseRange& range = *(it - 1);
  if (code > range.last || (code - range.first) % range.stride != 0) return code;
  return static_cast<std::uint32_t>(static_cast<std::int64_t>(code) + range.delta);
}

void append_character(std::string& out, std::uint32_t code) {
  const auto put = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
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

/// ASCII in a plain loop; the rest, from the first other character on, through the table.
void map_text(std::span<const CaseRange> ranges, std::string_view text, char first_letter,
              int to_other, std::string& mapped) {
  const auto map_ascii = [&](char byte) {
    const bool is_letter = byte >= first_letter && byte <= first_letter + 25;
    return is_letter ? static_cast<char>(byte + to_other) : byte;
  };
  const auto is_ascii = [](char byte) { return static_cast<unsigned char>(byte) < 0x80U; };
  const auto other = std::find_if_not(text.begin(), text.end(), is_ascii);
  mapped.resize(static_cast<std::size_t>(other - text.begin()));
  std::transform(text.begin(), other, mapped.begin(), map_ascii);
  text.remove_prefix(mapped.size());
  while (!text.empty()) {
    const Decoded character = decode(text);
    if (character.code < 0x80) {
      mapped += map_ascii(text.front());
    } else {
      const std::uint32_t code = map_case(ranges, character.code);
      if (code == character.code) {
        mapped += text.substr(0, character.size);
      } else if (code < 0x80) {
        mapped += static_cast<char>(code);
      } else {
        append_character(mapped, code);
      }
    }
    text.remove_prefix(character.size);
  }
}

}  // namespace

Decoded decode(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t size = size_by_lead(lead);
  if (size == 1) return {lead < 0x80U ? lead : 0xFFFDU, 1};
  if (text.size() < size) return {0xFFFD, 1};
  std::uint32_t code = lead & (0x7FU >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if (!continues(text[i])) return {0xFFFD, 1};
    code = code << 6U | (static_cast<unsigned char>(text[i]) & 0x3FU);
  }
  return {code, size};
}

std::size_t count_characters(std::string_view text) {
  return text.size() - static_cast<std::size_t>(std::count_if(text.begin(), text.end(), continues));
}

std::size_t byte_of_character(std::string_view text, std::size_t index) {
  for (std::size_t byte = 0; byte < text.size(); ++byte) {
    if (continues(text[byte])) continue;
    if (index == 0) return byte;
    --index;
  }
  return text.size();
}

void to_lower(std::string_view text, std::string& lower) {
  map_text(lower_ranges(), text, 'A', 'a' - 'A', lower);
}

void to_upper(std::string_view text, std::string& upper) {
  map_text(upper_ranges(), text, 'a', 'A' - 'a', upper);
}

std::string_view trim_spaces(std::string_view text) {
  while (!text.empty()) {
    const Decoded first = decode(text);
    if (!is_space(first.code)) break;
    text.remove_prefix(first.size);
  }
  while (!text.empty()) {
    std::size_t last = text.size() - 1;
    while (last > 0 && continues(text[last])) --last;
    if (!is_space(decode(text.substr(last)).code)) break;
    text = text.substr(0, last);
  }
  return text;
}

}  // namespace understudy::mock::query
