// SPDX-License-Identifier: MIT
#include "collation.hpp"

#include <algorithm>
#include <cstddef>
#include <string>

#include "understudy/base/unicode.hpp"

namespace understudy::conformance {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_plain(char c) { return is_digit(c) || (c >= 'a' && c <= 'z'); }

/// Whether the character after a place may belong to it: a combining mark.
bool may_be_marked(std::string_view text, std::size_t at) {
  return at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) >= 0x80;
}

/// Whether a first difference is one of numbers, which some collations read whole: 9 before 10.
bool is_in_number(std::string_view x, std::string_view y, std::size_t at) {
  if (is_digit(x[at]) && is_digit(y[at])) return true;
  return (is_digit(x[at]) || is_digit(y[at])) && at > 0 && is_digit(x[at - 1]);
}

}  // namespace

bool surely_after(std::string_view a, std::string_view b) {
  const std::string x = fold_case(a);
  const std::string y = fold_case(b);
  const std::size_t most = std::min(x.size(), y.size());
  std::size_t at = 0;
  while (at < most && x[at] == y[at]) ++at;
  if (at == x.size()) return false;
  if (at == y.size()) return is_plain(x[at]) && !may_be_marked(x, at);
  if (!is_plain(x[at]) || !is_plain(y[at])) return false;
  if (may_be_marked(x, at) || may_be_marked(y, at)) return false;
  return !is_in_number(x, y, at) && x[at] > y[at];
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace understudy::conformance
