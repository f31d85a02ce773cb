// SPDX-License-Identifier: MIT
/// A clock that follows its base until it is frozen, moved or set.
#include "understudy/mock/virtual_clock.hpp"

#include <chrono>

#include "support/catch.hpp"

namespace understudy::mock {

using std::chrono::hours;
using std::chrono::seconds;

TEST_CASE("an untouched clock is its base", "[mock][space][clock]") {
  ManualClock base;
  const VirtualClock clock{base};

  base.advance(seconds{5});

  CHECK(clock.steady_now() == base.steady_now());
  CHECK(clock.wall_now() == base.wall_now());
}

TEST_CASE("a frozen clock stands still until it is resumed, and goes on from there",
          "[mock][space][clock]") {
  ManualClock base;
  VirtualClock clock{base};
  const auto before = clock.now();

  clock.freeze();
  base.advance(hours{1});
  CHECK(clock.is_frozen());
  CHECK(clock.steady_now() == before.steady);
  CHECK(clock.wall_now() == before.wall);

  clock.advance(seconds{2});
  CHECK(clock.wall_now() == before.wall + seconds{2});

  clock.resume();
  base.advance(seconds{3});
  CHECK_FALSE(clock.is_frozen());
  CHECK(clock.steady_now() == before.steady + seconds{5});
  CHECK(clock.wall_now() == before.wall + seconds{5});
}

TEST_CASE("an advanced clock is ahead on both readings and goes on", "[mock][space][clock]") {
  ManualClock base;
  VirtualClock clock{base};
  const auto before = clock.now();

  clock.advance(hours{2});
  base.advance(seconds{1});

  CHECK(clock.steady_now() == before.steady + hours{2} + seconds{1});
  CHECK(clock.wall_now() == before.wall + hours{2} + seconds{1});
}

TEST_CASE("setting the time forward lets it pass, setting it back moves dates alone",
          "[mock][space][clock]") {
  for (const bool frozen : {false, true}) {
    INFO(frozen);
    ManualClock base;
    VirtualClock clock{base};
    if (frozen) clock.freeze();
    const auto before = clock.now();

    clock.set(before.wall + hours{24});
    CHECK(clock.wall_now() == before.wall + hours{24});
    CHECK(clock.steady_now() == before.steady + hours{24});

    clock.set(before.wall);
    CHECK(clock.wall_now() == before.wall);
    CHECK(clock.steady_now() == before.steady + hours{24});
  }
}

TEST_CASE("a reset clock shows the dates of its base, and no time that ran is taken back",
          "[mock][space][clock]") {
  ManualClock base;
  VirtualClock clock{base};
  clock.advance(hours{2});
  clock.freeze();
  const SteadyTime steady = clock.steady_now();

  clock.reset();

  CHECK_FALSE(clock.is_frozen());
  CHECK(clock.wall_now() == base.wall_now());
  CHECK(clock.steady_now() == steady);
}

TEST_CASE("whoever asks is told of each change until it is forgotten", "[mock][space][clock]") {
  ManualClock base;
  VirtualClock clock{base};
  int told = 0;
  const auto listener = clock.on_change([&] { ++told; });

  clock.freeze();
  clock.advance(seconds{1});
  clock.set(clock.wall_now());
  clock.resume();
  clock.resume();  // changes nothing
  clock.reset();
  CHECK(told == 5);

  clock.forget(listener);
  clock.freeze();
  CHECK(told == 5);
}

}  // namespace understudy::mock
