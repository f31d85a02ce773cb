// SPDX-License-Identifier: MIT
/// What a piece of code asks of the heap: the clock of tests about linear time.
#pragma once

#include <cstddef>

namespace understudy {

struct Allocations {
  std::size_t calls = 0;
  std::size_t bytes = 0;
};

/// Everything this thread has allocated since it started.
Allocations allocations_so_far();

/// What `work()` allocates.
template <typename Work>
Allocations allocations_of(Work work) {
  const Allocations before = allocations_so_far();
  work();
  const Allocations after = allocations_so_far();
  return {after.calls - before.calls, after.bytes - before.bytes};
}

}  // namespace understudy
