// SPDX-License-Identifier: MIT
/// `uuid`: 32 hex digits in five groups.
///
/// Grammar:  uuid = 8HEXDIG "-" 4HEXDIG "-" 4HEXDIG "-" 4HEXDIG "-" 12HEXDIG
/// Source:   RFC 4122 section 3; versions and variants are not looked at
#include "formats/format.hpp"
#include "formats/scanner.hpp"

namespace understudy::schema {

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_hyphen = i == 8 || i == 13 || i == 18 || i == 23;
    if (is_hyphen ? text[i] != '-' : !is_hex_digit(text[i])) return false;
  }
  return true;
}

}  // namespace understudy::schema
