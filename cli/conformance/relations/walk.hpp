// SPDX-License-Identifier: MIT
/// A list read in three pages, at its end and once beyond: asked once, judged by many rules.
#pragma once

#include <array>
#include <cstddef>
#include <memory>

#include "../src/engine/check.hpp"
#include "rows.hpp"

namespace understudy::conformance {

inline constexpr std::size_t kWalkCost = 5;  ///< requests of a walk

struct ListWalk {
  struct Page {
    std::size_t number = 0;  ///< from 0
    std::size_t size = 0;    ///< rows asked for
    std::shared_ptr<const Reply> reply;
    const std::vector<Json>* rows = nullptr;  ///< null: no list came
  };
  const ListSample* sample = nullptr;
  std::size_t size = 0;  ///< of each of the three pages
  std::array<Page, 3> pages;
  Page last;    ///< the last one of another size: a size that leaves no rest
  Page beyond;  ///< the one behind it
};

/// The walk of a list, asked for once; null where the host has no rows to walk over, or no answer.
const ListWalk* walk(Probe& probe, const ListSpec& list);

/// Names what the walk shares, for the plan.
void share_walk(Check& check, const ListSpec& list);

}  // namespace understudy::conformance
