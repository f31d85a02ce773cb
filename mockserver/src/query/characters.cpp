// SPDX-License-Identifier: MIT
#include "query/characters.hpp"

#include <algorithm>
#include <array>

#include "understudy/base/unicode.hpp"
#include "understudy/base/utf8.hpp"

namespace understudy::mock::query {

namespace {

bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

bool is_space(std::uint32_t code) {
  constexpr std::array<std::uint32_t, 9> kSpaces{0x20,   0x85,   0xA0,   0x1680, 0x2028,
                                                 0x2029, 0x202F, 0x205F, 0x3000};
  if ((code >= 0x09 && code <= 0x0D) || (code >= 0x2000 && code <= 0x200A)) return true;
  return std::find(kSpaces.begin(), kSpaces.end(), code) != kSpaces.end();
}

using MapCharacter = std::uint32_t (*)(std::uint32_t code);

/// ASCII in a plain loop; the rest, from the first other character on, through the table.
void map_text(MapCharacter map, std::string_view text, char first_letter, int to_other,
              std::string& mapped) {
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
      const std::uint32_t code = map(character.code);
      if (code == character.code) {
        mapped += text.substr(0, character.size);
      } else {
        append_character(mapped, code);
      }
    }
    text.remove_prefix(character.size);
  }
}

}  // namespace

Decoded decode(std::string_view text) {
  const Character character = read_character(text);
  return character.length == 0 ? Decoded{0xFFFD, 1} : Decoded{character.code, character.length};
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
  map_text(&lower_character, text, 'A', 'a' - 'A', lower);
}

void to_upper(std::string_view text, std::string& upper) {
  map_text(&upper_character, text, 'a', 'A' - 'a', upper);
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
