// SPDX-License-Identifier: MIT
#include "apis/impartner/key_case.hpp"

namespace understudy::mock::impartner {

namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

}  // namespace

std::string camel_case(std::string_view name) {
  std::string key{name};
  if (name.empty() || !is_upper(name.front())) return key;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (i == 1 && !is_upper(name[1])) break;
    const bool ends_run = i + 1 < name.size() && !is_upper(name[i + 1]);
    if (i > 0 && ends_run) break;
    if (is_upper(name[i])) key[i] = static_cast<char>(name[i] - 'A' + 'a');
  }
  return key;
}

}  // namespace understudy::mock::impartner
