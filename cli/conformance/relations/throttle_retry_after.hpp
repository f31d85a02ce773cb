// SPDX-License-Identifier: MIT
/// Retry-After as the documents have it: whole seconds.
#pragma once

#include <charconv>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "understudy/base/clock.hpp"

namespace understudy::conformance::throttle {

/// The wait, or nothing for what is not a plain number of seconds.
///
/// Grammar:  delay-seconds = 1*DIGIT, 9 of them at most
/// Source:   RFC 9110 section 10.2.3; partnertap S5.8
inline std::optional<Duration> read_seconds(const std::optional<std::string>& text) {
  constexpr std::size_t kMostDigits = 9;  // ours: 31 years, and no overflow
  if (!text || text->empty() || text->size() > kMostDigits) return std::nullopt;
  if (text->find_first_not_of("0123456789") != text->npos) return std::nullopt;
  std::int64_t seconds = 0;
  std::from_chars(text->data(), text->data() + text->size(), seconds);
  return std::chrono::seconds{seconds};
}

}  // namespace understudy::conformance::throttle
