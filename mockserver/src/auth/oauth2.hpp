// SPDX-License-Identifier: MIT
/// What the two sides of `oauth2-client-credentials` share: who gives tokens, and who takes them.
#pragma once

#include <charconv>
#include <chrono>
#include <cstdint>
#include <string_view>

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

}  // namespace understudy::mock::auth
