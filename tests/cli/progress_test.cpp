// SPDX-License-Identifier: MIT
/// The line that long work shows, and the time of one round.
#include "progress.hpp"

#include <limits>

#include "stopwatch.hpp"
#include "support/catch.hpp"

namespace understudy::cli {

using namespace std::chrono_literals;

TEST_CASE("numbers are grouped by thousands", "[cli][progress]") {
  CHECK(grouped(0) == "0");
  CHECK(grouped(999) == "999");
  CHECK(grouped(1'000) == "1,000");
  CHECK(grouped(12'345'678) == "12,345,678");
}

TEST_CASE("a bar has its part, its count and the time that is left", "[cli][progress]") {
  CHECK(
      render_progress({.done = 50, .total = 100, .count = 1'200, .unit = "lines", .elapsed = 4s}) ==
      "[===============>              ]  50%  1,200 lines  4 s left");
  CHECK(render_progress({.done = 1, .total = 100, .count = 1, .unit = "lines", .elapsed = 60s}) ==
        "[>                             ]   1%  1 lines  1 h 39 min left");
  CHECK(render_progress({.done = 9, .total = 3, .count = 7, .unit = "lines", .elapsed = 4s}) ==
        "[==============================] 100%  7 lines");
  CHECK(render_progress({.done = 9, .count = 7, .unit = "lines", .elapsed = 200s}) ==
        "7 lines  3 min");
}

TEST_CASE("the mean is over the rounds that were asked for, less the warm-up", "[cli][stopwatch]") {
  ManualClock clock;
  Progress progress{clock, "rounds", 1'050, std::numeric_limits<std::uint64_t>::max()};
  int rounds = 0;

  const double mean = mean_time(clock, 1'050, progress, [&] {
    // The first ones are slow, as they are on a cold machine.
    clock.advance(rounds++ < 105 ? 1h : 250ns);
  });

  CHECK(mean == 250.0);
  CHECK(rounds == 1'155);
}

}  // namespace understudy::cli
