// SPDX-License-Identifier: MIT
/// Foreign text in Markdown: nothing in it may make a link, a mention, a table cell or a tag.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace understudy::conformance::report {

/// Words of ours or of a document, on one line, with every mark of Markdown escaped.
std::string markdown_words(std::string_view text, std::size_t most = 400);

/// A code span on one line, with as many backticks as it takes. Not for tables.
std::string markdown_code(std::string_view text, std::size_t most = 400);

/// A fenced block of code; `language` names what colours it, or is empty.
std::string markdown_block(std::string_view text, std::string_view language,
                           std::size_t most = 2'000);

}  // namespace understudy::conformance::report
