// SPDX-License-Identifier: MIT
/// `uri-template`: templates of level 4.
///
/// Grammar:  URI-Template  = *( literals / expression )
///           literals      = %x21 / %x23-24 / %x26-3B / %x3D / %x3F-5B / %x5D / %x5F / %x61-7A
///                         / %x7E / ucschar / iprivate / pct-encoded    ; erratum 6937: "'" too
///           expression    = "{" [ operator ] variable-list "}"
///           operator      = any of "+#./;?&=,!@|"
///           variable-list = varspec *( "," varspec )
///           varspec       = varname [ ":" max-length / "*" ]
///           max-length    = %x31-39 0*3DIGIT
///           varname       = varchar *( [ "." ] varchar )
///           varchar       = ALPHA / DIGIT / "_" / pct-encoded
/// Source:   RFC 6570 section 2
#include <string_view>

#include "code_point.hpp"
#include "formats/format.hpp"
#include "formats/iri_characters.hpp"
#include "formats/scanner.hpp"
#include "understudy/base/unicode.hpp"

namespace understudy::schema {

namespace {

// pct-encoded = "%" HEXDIG HEXDIG
bool take_pct_encoded(Scanner& in) {
  const bool is_there = in.rest.size() >= 3 && in.rest.front() == '%' && is_hex_digit(in.rest[1]) &&
                        is_hex_digit(in.rest[2]);
  if (is_there) in.rest.remove_prefix(3);
  return is_there;
}

// varchar = ALPHA / DIGIT / "_" / pct-encoded
bool take_varchar(Scanner& in) {
  if (in.at_end()) return false;
  const char c = in.rest.front();
  if (!is_alpha(c) && !is_digit(c) && c != '_') return take_pct_encoded(in);
  in.rest.remove_prefix(1);
  return true;
}

// varname = varchar *( [ "." ] varchar )
bool take_varname(Scanner& in) {
  if (!take_varchar(in)) return false;
  while (true) {
    if (in.take('.')) {
      if (!take_varchar(in)) return false;
    } else if (!take_varchar(in)) {
      return true;
    }
  }
}

// varspec    = varname [ ":" max-length / "*" ]
// max-length = %x31-39 0*3DIGIT
bool take_varspec(Scanner& in) {
  if (!take_varname(in)) return false;
  if (in.take('*') || !in.take(':')) return true;
  if (in.rest.starts_with('0')) return false;
  const std::size_t digits = in.take_while(is_digit);
  return digits >= 1 && digits <= 4;
}

// expression = "{" [ operator ] variable-list "}", behind the "{"
bool take_expression(Scanner& in) {
  constexpr std::string_view kOperators = "+#./;?&=,!@|";
  if (!in.at_end() && kOperators.find(in.rest.front()) != std::string_view::npos) {
    in.rest.remove_prefix(1);
  }
  do {
    if (!take_varspec(in)) return false;
  } while (in.take(','));
  return in.take('}');
}

// literals
bool take_literal(Scanner& in) {
  constexpr std::string_view kForbidden = " \"%<>\\^`{|}\x7F";
  if (in.rest.front() == '%') return take_pct_encoded(in);
  const std::uint32_t code = take_code_point(in.rest);
  if (code >= 0x80) return is_ucschar(code) || is_iprivate(code);
  return code > ' ' && kForbidden.find(static_cast<char>(code)) == std::string_view::npos;
}

}  // namespace

bool is_uri_template(std::string_view text) {
  if (!is_utf8(text)) return false;
  Scanner in{text};
  while (!in.at_end()) {
    const bool fits = in.take('{') ? take_expression(in) : take_literal(in);
    if (!fits) return false;
  }
  return true;
}

}  // namespace understudy::schema
