// SPDX-License-Identifier: MIT
/// Foreign text in reports: what no terminal, parser or reader takes for more than text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "understudy/base/clock.hpp"
#include "understudy/base/json.hpp"

namespace understudy::conformance::report {

/// The text in lines. Every other control, every mark that turns the direction of writing, every
/// code that is no character and every byte that is no UTF-8 becomes U+FFFD; CR LF becomes LF.
///
/// Source:   XML 1.0 section 2.2 allows all that is left
std::string plain_text(std::string_view text);

/// The same on one line: line ends and tabs are spelled "\n" and "\t". At most `most` bytes, cut at
/// a character with "..." behind.
std::string one_line(std::string_view text, std::size_t most = 100'000);

/// With references for & < > and both quotes: content and attribute of XML and HTML.
std::string escape_markup(std::string_view text);

/// "3 checks", "1 check".
std::string counted(std::size_t count, std::string_view noun);

/// "1.234": milliseconds are the last digits.
std::string seconds_text(Duration duration);
/// Milliseconds; microseconds are the last digits.
double milliseconds(Duration duration);

/// A JSON text with one member a line and a line end.
std::string pretty_json(const Json& value);

}  // namespace understudy::conformance::report
