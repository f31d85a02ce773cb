// SPDX-License-Identifier: MIT
/// `regex`: a pattern of ECMA-262, also one that this project cannot honour as `pattern`.
///
/// Source:   JSON Schema 2020-12 section 7.3.8; the grammar stands in regex_syntax.cpp
#include "formats/format.hpp"
#include "regex_syntax.hpp"

namespace understudy::schema {

bool is_regex(std::string_view text) {
  const auto syntax = parse_regex(text);
  return syntax || syntax.error().code == Errc::unsupported;
}

}  // namespace understudy::schema
