// SPDX-License-Identifier: MIT
#include "filter/rendering.hpp"

#include "understudy/base/utf8.hpp"

namespace understudy::client::filter {

std::string quoted(std::string_view text) {
  constexpr std::uint32_t kReplacement = 0xFFFD;
  std::string out = "'";
  while (!text.empty()) {
    const Character next = read_character(text);
    if (next.length == 0) {
      append_character(out, kReplacement);
      text.remove_prefix(1);
      continue;
    }
    if (next.code == '\'') out += '\'';
    out += text.substr(0, next.length);
    text.remove_prefix(next.length);
  }
  out += '\'';
  return out;
}

}  // namespace understudy::client::filter
