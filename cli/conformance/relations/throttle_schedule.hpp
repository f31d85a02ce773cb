// SPDX-License-Identifier: MIT
/// The two runs that all rules of a limit are judged by, so that a real host is asked twice only.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "throttle_judging.hpp"

namespace understudy::conformance::throttle {

/// How a schedule reaches the host.
struct Asker {
  /// Sends one request of that part, at once; `sent`, `answered` and what came are filled in.
  std::function<Hit(Part part)> ask;
  std::function<Duration()> now;
  /// False when there is no time for it: the run ends.
  std::function<bool(Duration by)> wait;
};

/// Whether a second caller is asked as well.
enum class Callers : std::uint8_t { one, two };

/// An empty window is filled at once and watched until it has emptied: two windows and 2 s.
///
/// Shape:    requests: the number, 1 past it, 1 in the middle, 1 before the end, 1 behind it; with
///           two callers 1 of the other
std::vector<Hit> run_flood(const Asker& asker, const Window& window, Callers callers);
std::size_t cost_of_flood(const Window& window, Callers callers);

/// A window is filled in two halves, and each is used again when it has left: 2.5 windows and 3 s.
std::vector<Hit> run_halves(const Asker& asker, const Window& window);
std::size_t cost_of_halves(const Window& window);

}  // namespace understudy::conformance::throttle
