// SPDX-License-Identifier: MIT
/// What can be said of the order of texts on a host whose collation nobody has told.
#pragma once

#include <string_view>

namespace understudy::conformance {

/// Whether the first text comes after the second in every collation that regards no case.
///
/// Languages differ in letters with marks, in punctuation, blanks and numbers inside of texts, so
/// only a first difference between plain letters, or between such a letter and a digit, says it.
///
/// Example:  surely_after("bob", "Ann"); not surely_after("\u00D6l", "Zeta") nor ("a-b", "ab")
bool surely_after(std::string_view a, std::string_view b);

/// Whether a text has no character beyond ASCII, so that no collation and no encoding is in doubt.
bool is_ascii(std::string_view text);

}  // namespace understudy::conformance
