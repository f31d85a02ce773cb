// SPDX-License-Identifier: MIT
/// Names of secrets, compared without case and punctuation.
#include "understudy/base/redaction.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace understudy {

namespace {

// robustness, section 8 "what"
constexpr std::array<std::string_view, 5> kNames{"assertion", "authorization", "password", "secret",
                                                 "token"};

}  // namespace

bool is_secret_name(std::string_view name) {
  std::string plain;
  for (const char c : name) {
    if (c != '_' && c != '-') plain += static_cast<char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
  }
  if (plain.ends_with("key") && (plain == "apikey" || name.find_first_of("_-") != name.npos)) {
    return true;
  }
  return std::any_of(kNames.begin(), kNames.end(),
                     [&](std::string_view secret) { return plain.ends_with(secret); });
}

bool is_secret_path(std::string_view pointer) {
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const std::size_t end = std::min(pointer.find('/'), pointer.size());
    if (is_secret_name(pointer.substr(0, end))) return true;
    pointer.remove_prefix(end);
  }
  return false;
}

}  // namespace understudy
