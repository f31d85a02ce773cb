// SPDX-License-Identifier: MIT
/// Blanks around a text, and a text without them.
#pragma once

#include <cstddef>
#include <string_view>

namespace understudy::mock {

inline constexpr std::string_view kFieldBlanks = " \t";     // RFC 9110 5.6.3, OWS
inline constexpr std::string_view kJsonBlanks = " \t\r\n";  // RFC 8259 section 2, ws

constexpr bool is_blank(std::string_view text, std::string_view blanks) {
  return text.find_first_not_of(blanks) == std::string_view::npos;
}

/// `text` without `blanks` at its ends; empty when it has nothing else.
constexpr std::string_view trim(std::string_view text, std::string_view blanks) {
  if (is_blank(text, blanks)) return {};
  const std::size_t begin = text.find_first_not_of(blanks);
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

}  // namespace understudy::mock
