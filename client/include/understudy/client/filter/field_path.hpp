// SPDX-License-Identifier: MIT
/// Names of fields, checked before they get into a filter: literals by the compiler, other texts
/// when they are read.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "understudy/base/result.hpp"

namespace understudy::client {

/// Whether a text names a field, or one that foreign keys lead to: "Region.Name".
///
/// Grammar:  path = name *2( "." name ); name = ( ALPHA / "_" ) *127( ALPHA / DIGIT / "_" )
/// Source:   impartner S10 "path", S11 "path"; three steps are the most that OData allows there
constexpr bool is_field_path(std::string_view text) {
  constexpr std::size_t kMostSteps = 3;
  constexpr std::size_t kLongestName = 128;
  std::size_t steps = 1;
  std::size_t length = 0;  // of the name so far
  for (const char c : text) {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    if (c == '.') {
      if (length == 0 || ++steps > kMostSteps) return false;
      length = 0;
      continue;
    }
    if (!is_letter && (length == 0 || c < '0' || c > '9')) return false;
    if (++length > kLongestName) return false;
  }
  return length != 0;
}

/// A literal that names a field. Any other literal does not compile.
class FieldLiteral {
 public:
  // Implicit on purpose: a literal stands for itself.
  template <std::size_t N>
  consteval FieldLiteral(const char (&text)[N]) : text_(text, N - 1) {
    if (!is_field_path(text_)) this_is_no_field_path();
  }
  [[nodiscard]] constexpr std::string_view text() const { return text_; }

 private:
  static void this_is_no_field_path() {}  // not constexpr: calling it ends the compilation

  std::string_view text_;
};

/// The text again.
///
/// Errors:   bad_input for what names no field
Result<std::string> check_field_path(std::string_view text);

}  // namespace understudy::client
