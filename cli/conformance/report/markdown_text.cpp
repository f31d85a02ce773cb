// SPDX-License-Identifier: MIT
/// Source:   CommonMark 0.31 sections 2.4, 4.5, 6.1; GitHub Flavored Markdown section 4.10
#include "markdown_text.hpp"

#include <algorithm>

#include "text.hpp"

namespace understudy::conformance::report {

namespace {

constexpr std::string_view kMarks = "\\`*_{}[]()#+-.!|~:";

/// One backtick more than the longest run in the text, `least` at least.
std::string fence_of(std::string_view text, std::size_t least) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return std::string(std::max(least, longest + 1), '`');
}

}  // namespace

std::string markdown_words(std::string_view text, std::size_t most) {
  std::string out;
  for (const char c : one_line(text, most)) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '@') {
      out += "@<!-- -->";  // "@name" would call a person
    } else {
      if (kMarks.find(c) != kMarks.npos) out += '\\';
      out += c;
    }
  }
  return out;
}

std::string markdown_code(std::string_view text, std::size_t most) {
  const std::string line = one_line(text, most);
  if (line.empty()) return "\"\"";
  const std::string fence = fence_of(line, 1);
  // A backtick at an end would join the fence; a blank on both sides is taken away again.
  const bool needs_blanks =
      line.find_first_of("` ") == 0 || line.find_last_of("` ") + 1 == line.size();
  const std::string blank = needs_blanks ? " " : "";
  return fence + blank + line + blank + fence;
}

std::string markdown_block(std::string_view text, std::string_view language, std::size_t most) {
  std::string shown = plain_text(text);
  if (shown.size() > most) shown = one_line(text, most);
  const std::string fence = fence_of(shown, 3);
  return fence + std::string{language} + "\n" + shown + "\n" + fence + "\n";
}

}  // namespace understudy::conformance::report
