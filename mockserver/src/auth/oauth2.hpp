// SPDX-License-Identifier: MIT
/// What the two sides of `oauth2-client-credentials` share: who gives tokens, and who takes them.
#pragma once

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "switches.hpp"

namespace understudy::mock::auth {

inline constexpr const char* kAsksForBasic = "Basic realm=\"partnerportal\"";    // S8.7
inline constexpr const char* kAsksForBearer = "Bearer realm=\"partnerportal\"";  // S9.2

/// The reading of `token.lifetime`: digits, as Switches has checked. Source: S8.16, A25
inline std::chrono::seconds token_lifetime(const Switches& switches) {
  const std::string_view digits = switches["token.lifetime"];
  std::int64_t seconds = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), seconds);
  return std::chrono::seconds{seconds};
}

/// The words of a scope, in their order. Source: RFC 6749 section 3.3
inline std::vector<std::string_view> words_of_scope(std::string_view scope) {
  std::vector<std::string_view> words;
  while (!scope.empty()) {
    const std::size_t end = std::min(scope.find(' '), scope.size());
    if (end > 0) words.push_back(scope.substr(0, end));
    scope.remove_prefix(std::min(end + 1, scope.size()));
  }
  return words;
}

/// The scopes that requests may need, as the scope of a token that has them all; empty: none is
/// asked for. Source: S9.7, A26
inline std::string every_scope(const Switches& switches) {
  const std::string_view read = switches["auth.read_scope"];
  const std::string_view write = switches["auth.write_scope"];
  std::string all{read == "none" ? std::string_view{} : read};
  if (write == "none" || write == read) return all;
  return (all.empty() ? all : all += ' ').append(write);
}

}  // namespace understudy::mock::auth
