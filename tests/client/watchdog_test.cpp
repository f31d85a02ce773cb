// SPDX-License-Identifier: MIT
/// A deadline over a call that cannot be told to stop.
#include "transport/watchdog.hpp"

#include <atomic>
#include <latch>

#include "support/catch.hpp"

namespace understudy::client {

namespace {
using namespace std::chrono_literals;
}

TEST_CASE("a watch that ends in time does not act", "[client][watchdog]") {
  std::atomic<int> acts{0};
  Watchdog watchdog{[&] { ++acts; }};

  watchdog.arm(1h);
  const bool late = watchdog.disarm();

  CHECK_FALSE(late);
  CHECK(acts == 0);
}

TEST_CASE("a watch whose time is up acts until it ends, and says so", "[client][watchdog]") {
  std::latch acted{2};
  std::atomic<int> acts{0};
  Watchdog watchdog{[&] {
    if (++acts <= 2) acted.count_down();
  }};

  watchdog.arm(0ms);
  acted.wait();
  const bool late = watchdog.disarm();
  const bool again = watchdog.disarm();

  CHECK(late);
  CHECK_FALSE(again);
}

TEST_CASE("a watch that is tripped acts before its time", "[client][watchdog]") {
  std::atomic<int> acts{0};
  std::latch acted{1};
  Watchdog watchdog{[&] {
    if (++acts == 1) acted.count_down();
  }};

  watchdog.trip();
  watchdog.arm(1h);
  watchdog.trip();
  acted.wait();
  const bool late = watchdog.disarm();

  CHECK(late);
}

TEST_CASE("the end of a watch waits for an act that is under way", "[client][watchdog]") {
  std::latch entered{1};
  std::latch leave{1};
  std::atomic<bool> done{false};
  Watchdog watchdog{[&] {
    if (!done) entered.count_down();
    leave.wait();
    done = true;
  }};

  watchdog.arm(0ms);
  entered.wait();
  std::jthread other{[&] { leave.count_down(); }};
  const bool late = watchdog.disarm();

  CHECK(late);
  CHECK(done);
}

TEST_CASE("one watchdog watches many calls", "[client][watchdog]") {
  std::atomic<int> acts{0};
  Watchdog watchdog{[&] { ++acts; }};

  for (int i = 0; i < 1'000; ++i) {
    watchdog.arm(1h);
    REQUIRE_FALSE(watchdog.disarm());
  }

  CHECK(acts == 0);
}

TEST_CASE("a watchdog ends with a watch still set", "[client][watchdog]") {
  std::atomic<int> acts{0};
  {
    Watchdog watchdog{[&] { ++acts; }};
    watchdog.arm(1h);
  }
  CHECK(acts == 0);
}

}  // namespace understudy::client
