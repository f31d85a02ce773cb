// SPDX-License-Identifier: MIT
/// Retry-After: whole seconds, as the documents have it, or a date.
#pragma once

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "understudy/base/clock.hpp"
#include "understudy/base/http.hpp"

namespace understudy::conformance {

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

/// The wait that an answer asks for, never negative; nothing for what is neither form.
///
/// Source:   RFC 9110 section 10.2.3
inline std::optional<Duration> told_wait(const Fields& fields, WallTime now) {
  const std::string* const text = fields.find("Retry-After");
  if (text == nullptr) return std::nullopt;
  if (const auto seconds = read_seconds(*text)) return seconds;
  const auto date = parse_http_date(*text, now);
  if (!date) return std::nullopt;
  return std::max(std::chrono::duration_cast<Duration>(*date - now), Duration{0});
}

}  // namespace understudy::conformance
