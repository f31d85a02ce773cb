// SPDX-License-Identifier: MIT
/// Back-references, where ECMA-262 and PCRE2 read them differently.
#pragma once

#include "regex_syntax.hpp"

namespace understudy::schema {

/// Settles the references that read a group before its end, or one that is left out: they are
/// always empty (`number` 0), and PCRE2 does not think so.
///
/// Errors:   unsupported for those whose value ECMA-262 may reset in a repetition, for those within
///           look-behind, and past group 255
/// Source:   ECMA-262 (2024) sections 22.2.2.3.1 (step 4 resets captures) and 22.2.2.7.2
Result<Done> settle_references(RegexSyntax& syntax);

}  // namespace understudy::schema
