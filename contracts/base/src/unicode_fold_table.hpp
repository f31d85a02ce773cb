// SPDX-License-Identifier: MIT
/// The data of fold_case.
#pragma once

#include <cstdint>
#include <span>

namespace understudy {

/// Every `stride`-th code point from `first` to `last` folds to itself plus `delta`.
struct FoldRange {
  std::uint32_t first;
  std::uint32_t last;
  std::uint32_t stride;
  std::int32_t delta;
};

/// Sorted by `first`, without overlap.
std::span<const FoldRange> fold_ranges();

}  // namespace understudy
