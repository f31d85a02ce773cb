// SPDX-License-Identifier: MIT
/// The names of `\p{...}`: from ECMA-262's spelling to PCRE2's.
#pragma once

#include <string_view>

#include "regex_syntax.hpp"

namespace understudy::schema {

/// What stands between the braces of `\p{...}`, as a set. Script names are not looked up here:
/// whoever uses the set finds out.
///
/// Grammar:  name [ "=" value ]
/// Errors:   bad_input for a name that ECMA-262 does not have, letter case included; unsupported
///           for one that PCRE2 does not have; no `where`
/// Source:   ECMA-262 (2024) tables 67 to 69
Result<CharacterSet> find_property(std::string_view text);

}  // namespace understudy::schema
