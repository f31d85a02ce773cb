// SPDX-License-Identifier: MIT
/// What the text languages (odata, thql) have in common: limits, complaints with a place, fields by
/// name, blanks and words.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "filter/dialect.hpp"

namespace understudy::mock::filter {

inline constexpr std::size_t kMaxFilterText = 4096;  // robustness 6: 4 KB
inline constexpr std::size_t kMaxFilterNodes = 512;  // robustness 6: list items count
inline constexpr std::size_t kMaxFilterDepth = 32;   // robustness 6

/// A refusal that points into a text.
///
/// Units:    `begin` and `end` in bytes; the error counts characters
/// Shape:    "character N has 'token' where <wanted>"; "nothing" for an empty token
FilterError complain(std::string_view text, FilterErrc code, query::Span place,
                     std::string_view wanted);
FilterError complain(std::string_view text, FilterErrc code, std::size_t begin, std::size_t end,
                     std::string_view wanted);

/// The refusal of a name that no field has, with the field that was probably meant. `written` is
/// what stands in the text, `name` the key that was looked for.
FilterError no_such_field(std::string_view text, query::Span place, std::string_view name,
                          const query::Schema& columns);

/// The text of a request's filter; too_long and wrong_json_type are refused here.
Result<std::string_view, FilterError> filter_text(const Json& value);

constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool begins_name(char c) { return is_letter(c) || c == '_'; }
constexpr bool is_in_name(char c) { return begins_name(c) || is_digit(c); }
constexpr bool is_blank(char c) { return c == ' ' || c == '\t'; }

/// ASCII letters only.
std::string in_lower_case(std::string_view word);

/// Positions in a text: what both readers move along.
struct Scanner {
  std::string_view text;
  std::size_t at = 0;

  [[nodiscard]] bool done() const { return at >= text.size(); }
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at + ahead < text.size() ? text[at + ahead] : '\0';
  }
  [[nodiscard]] std::size_t behind_blanks(std::size_t from) const;
  void skip_blanks() { at = behind_blanks(at); }
  /// The name that begins at `from`; empty when none does.
  [[nodiscard]] std::string_view name_at(std::size_t from) const;
  /// The word, the run of operator signs or the character at `from`: what a complaint quotes.
  [[nodiscard]] query::Span token_at(std::size_t from) const;
  /// The end of 1*DIGIT at `from`; `from` when there is none.
  [[nodiscard]] std::size_t behind_digits(std::size_t from) const;
};

/// The place behind the closing quote of a text in single quotes that begins at `from`, "''"
/// standing for one quote; npos when it is not closed.
std::size_t behind_quoted(std::string_view text, std::size_t from);
/// What a text in single quotes says; `quoted` with its quotes.
std::string unquote(std::string_view quoted);

}  // namespace understudy::mock::filter
