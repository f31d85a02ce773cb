// SPDX-License-Identifier: MIT
/// The data of fold_case, lower_character and upper_character.
#pragma once

#include <cstdint>
#include <span>

namespace understudy {

/// Every `stride`-th code point from `first` to `last` maps to itself plus `delta`.
struct CaseRange {
  std::uint32_t first;
  std::uint32_t last;
  std::uint32_t stride;
  std::int32_t delta;
};

// Sorted by `first`, without overlap.
std::span<const CaseRange> fold_ranges();
std::span<const CaseRange> lower_ranges();
std::span<const CaseRange> upper_ranges();

}  // namespace understudy
