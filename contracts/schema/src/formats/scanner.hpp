// SPDX-License-Identifier: MIT
/// What the grammars of formats have in common: the core rules of RFC 5234, and a text that is
/// eaten from the front.
#pragma once

#include <cstddef>
#include <string_view>

namespace understudy::schema {

// RFC 5234 appendix B.1
constexpr bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
/// HEXDIG, in either case: a string of ABNF means both.
constexpr bool is_hex_digit(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

constexpr bool is_ascii(char c) { return (static_cast<unsigned char>(c) & 0x80U) == 0; }

/// The front of a text. What does not fit is left there.
struct Scanner {
  std::string_view rest;

  [[nodiscard]] bool at_end() const { return rest.empty(); }

  bool take(char wanted) {
    if (rest.empty() || rest.front() != wanted) return false;
    rest.remove_prefix(1);
    return true;
  }

  /// Takes every character that fits; how many.
  template <typename Fits>
  std::size_t take_while(Fits fits) {
    std::size_t count = 0;
    while (count < rest.size() && fits(rest[count])) ++count;
    rest.remove_prefix(count);
    return count;
  }

  /// Takes exactly `count` digits as a number, or -1.
  int take_digits(std::size_t count) {
    if (rest.size() < count) return -1;
    int value = 0;
    for (const char c : rest.substr(0, count)) {
      if (!is_digit(c)) return -1;
      value = value * 10 + (c - '0');
    }
    rest.remove_prefix(count);
    return value;
  }
};

}  // namespace understudy::schema
