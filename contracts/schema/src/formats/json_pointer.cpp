// SPDX-License-Identifier: MIT
/// `json-pointer` and `relative-json-pointer`.
///
/// Grammar:  json-pointer          = *( "/" *( unescaped / "~0" / "~1" ) )
///           relative-json-pointer = non-negative-integer ( "#" / json-pointer )
///           non-negative-integer  = "0" / ( %x31-39 *DIGIT )
/// Shape:    unescaped is any character but "/" and "~"
/// Source:   RFC 6901 section 3; draft-bhutton-relative-json-pointer-00 section 3
#include "formats/format.hpp"
#include "formats/scanner.hpp"
#include "understudy/base/unicode.hpp"

namespace understudy::schema {

namespace {

// non-negative-integer = "0" / ( %x31-39 *DIGIT )
bool take_non_negative_integer(Scanner& in) { return in.take('0') || in.take_while(is_digit) > 0; }

}  // namespace

bool is_json_pointer(std::string_view text) {
  if (!text.empty() && text.front() != '/') return false;
  for (std::size_t at = text.find('~'); at != std::string_view::npos; at = text.find('~', at + 1)) {
    if (at + 1 == text.size() || (text[at + 1] != '0' && text[at + 1] != '1')) return false;
  }
  return is_utf8(text);
}

bool is_relative_json_pointer(std::string_view text) {
  Scanner in{text};
  if (!take_non_negative_integer(in)) return false;
  return in.rest == "#" || is_json_pointer(in.rest);
}

}  // namespace understudy::schema
