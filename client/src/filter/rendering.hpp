// SPDX-License-Identifier: MIT
/// What the filter dialects write alike: texts in quotes, dates, chains of conditions.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace understudy::client::filter {

/// A text in single quotes, each of its own doubled; invalid UTF-8 becomes U+FFFD.
///
/// Source:   impartner S10 "string", S11 "string"
std::string quoted(std::string_view text);

/// The nearest one of the years 1 to 9999, the ones that can be written.
template <typename Unit>
std::chrono::sys_time<Unit> within_four_digits(std::chrono::sys_time<Unit> at) {
  using namespace std::chrono;
  constexpr sys_days kFirst{year{1} / January / 1};
  constexpr sys_days kBehind{year{10'000} / January / 1};
  if (at < kFirst) return kFirst;
  return at < kBehind ? at : sys_time<Unit>{kBehind} - Unit{1};
}

/// All of them, joined two at a time from the left; nothing for none.
template <typename Filter, typename Join>
std::optional<Filter> joined(const std::vector<Filter>& filters, const Join& join) {
  std::optional<Filter> all;
  for (const Filter& each : filters) all = all ? join(*all, each) : each;
  return all;
}

}  // namespace understudy::client::filter
