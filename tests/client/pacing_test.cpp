// SPDX-License-Identifier: MIT
/// A rate as the host counts it: never more than so many arrivals in a window.
#include "understudy/client/pacing.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>
#include <vector>

#include "support/catch.hpp"
#include "understudy/base/random.hpp"

namespace understudy::client {

namespace {

using namespace std::chrono_literals;

/// Most arrivals in any window that is open at its end.
std::size_t most_in_window(std::vector<SteadyTime> arrivals, Duration window) {
  std::sort(arrivals.begin(), arrivals.end());
  std::size_t most = 0;
  for (std::size_t first = 0, last = 0; last < arrivals.size(); ++last) {
    while (arrivals[last] - arrivals[first] >= window) ++first;
    most = std::max(most, last - first + 1);
  }
  return most;
}

}  // namespace

TEST_CASE("the rate passes at once, and the next turn comes when the first has aged",
          "[client][pacing]") {
  ManualClock clock;
  ManualSleeper sleeper{clock};
  Pacer pacer{{.requests = 3, .window = 60s}};
  const SteadyTime start = clock.steady_now();
  for (int i = 0; i < 3; ++i) {
    auto turn = pacer.wait_turn(clock, sleeper);
    REQUIRE(turn);
    clock.advance(1s);
    turn->answered();
  }
  CHECK(clock.steady_now() - start == 3s);

  auto turn = pacer.wait_turn(clock, sleeper);

  REQUIRE(turn);
  CHECK(clock.steady_now() - start == 61s);  // the first answer came at 1 s
}

TEST_CASE("a slot is held from the answer on, and longer without one", "[client][pacing]") {
  const auto next_after = [](auto end) {
    ManualClock clock;
    ManualSleeper sleeper{clock};
    Pacer pacer{{.requests = 1, .window = 60s, .unanswered = 5s}};
    auto turn = pacer.wait_turn(clock, sleeper).value();
    clock.advance(2s);
    const SteadyTime ended = clock.steady_now();
    end(turn);
    REQUIRE(pacer.wait_turn(clock, sleeper));
    return clock.steady_now() - ended;
  };
  CHECK(next_after([](Pacer::Turn& turn) { turn.answered(); }) == 60s);
  CHECK(next_after([](Pacer::Turn& turn) { turn = {}; }) == 65s);
  CHECK(next_after([](Pacer::Turn& turn) { turn.unused(); }) == 0s);
}

TEST_CASE("a turn ends once, wherever it is moved", "[client][pacing]") {
  ManualClock clock;
  ManualSleeper sleeper{clock};
  Pacer pacer{{.requests = 1, .window = 60s, .unanswered = 5s}};
  {
    auto turn = pacer.wait_turn(clock, sleeper).value();
    Pacer::Turn moved = std::move(turn);
    moved.answered();
    clock.advance(1s);
    moved.unused();
  }
  CHECK(pacer.wait_turn(clock, sleeper, {}, clock.steady_now() + 59s).error().code ==
        Errc::timed_out);
  CHECK(pacer.wait_turn(clock, sleeper, {}, clock.steady_now() + 60s).has_value());
}

TEST_CASE("a turn that cannot come in time is refused at once", "[client][pacing]") {
  ManualClock clock;
  ManualSleeper sleeper{clock};
  Pacer pacer{{.requests = 1, .window = 60s}};
  pacer.wait_turn(clock, sleeper)->answered();
  const SteadyTime now = clock.steady_now();

  const auto refused = pacer.wait_turn(clock, sleeper, {}, now + 60s);

  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Errc::timed_out);
  CHECK(clock.steady_now() == now);
}

TEST_CASE("a stop ends the wait for a turn", "[client][pacing]") {
  ManualClock clock;
  ManualSleeper sleeper{clock};
  Pacer pacer{{.requests = 1, .window = 60s}};
  std::stop_source stop;
  stop.request_stop();

  const auto refused = pacer.wait_turn(clock, sleeper, stop.get_token());

  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Errc::cancelled);
}

TEST_CASE("a pause holds everybody, and a shorter one does not end it", "[client][pacing]") {
  ManualClock clock;
  ManualSleeper sleeper{clock};
  Pacer pacer{{.requests = 10, .window = 60s}};
  const SteadyTime start = clock.steady_now();
  pacer.pause_until(start + 30s);
  pacer.pause_until(start + 10s);

  REQUIRE(pacer.wait_turn(clock, sleeper));

  CHECK(clock.steady_now() - start == 30s);
}

TEST_CASE("with every slot in flight a window is the soonest there can be a turn",
          "[client][pacing]") {
  ManualClock clock;
  ManualSleeper sleeper{clock};
  Pacer pacer{{.requests = 1, .window = 60s}};
  auto first = pacer.wait_turn(clock, sleeper);

  const auto refused = pacer.wait_turn(clock, sleeper, {}, clock.steady_now() + 60s);

  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Errc::timed_out);
}

TEST_CASE("16 threads never pass the rate as a host counts it", "[client][pacing][threads]") {
  ManualClock clock;
  std::mutex mutex;  // of the sleeper and of the host
  Pacer pacer{{.requests = 100, .window = 60s}};
  std::vector<SteadyTime> arrivals;
  std::atomic<int> failed{0};
  /// Whoever waits longest moves the clock, once for all.
  struct SharedSleeper final : Sleeper {
    SharedSleeper(ManualClock& moved, std::mutex& guard) : clock(moved), mutex(guard) {}
    bool sleep(Duration by, std::stop_token /*stop*/) override {
      const SteadyTime target = clock.steady_now() + by;
      const std::lock_guard lock{mutex};
      clock.advance(std::max(target - clock.steady_now(), Duration::zero()));
      return true;
    }
    ManualClock& clock;
    std::mutex& mutex;
  } sleeper{clock, mutex};
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 16; ++i) {
      threads.emplace_back([&] {
        for (int n = 0; n < 40; ++n) {
          auto turn = pacer.wait_turn(clock, sleeper);
          failed += turn ? 0 : 1;
          if (!turn) return;
          std::this_thread::yield();
          {
            const std::lock_guard lock{mutex};
            arrivals.push_back(clock.steady_now());
          }
          std::this_thread::yield();
          turn->answered();
        }
      });
    }
  }
  CHECK(failed == 0);
  CHECK(arrivals.size() == 640);
  CHECK(most_in_window(arrivals, 60s) <= 100);
}

TEST_CASE("no schedule of arrivals within requests passes the rate", "[client][pacing][property]") {
  Pcg32 random{Seed{11}};
  for (int round = 0; round < 200; ++round) {
    ManualClock clock;
    ManualSleeper sleeper{clock};
    Pacer pacer{{.requests = 5, .window = 60s, .unanswered = 0s}};
    std::vector<SteadyTime> arrivals;
    struct Flight {
      Pacer::Turn turn;
      SteadyTime begun;
      SteadyTime arrives;
    };
    std::vector<Flight> flights;
    for (int i = 0; i < 60; ++i) {
      // Some are in flight while others begin; each arrives at any time before its answer.
      auto turn = flights.size() < 5 ? pacer.wait_turn(clock, sleeper, {}, clock.steady_now() + 1h)
                                     : Result<Pacer::Turn>{Pacer::Turn{}};
      if (flights.size() < 5 && turn) {
        flights.push_back({*std::move(turn), clock.steady_now(), {}});
      }
      clock.advance(std::chrono::seconds{random.between(0, 20)});
      while (!flights.empty() && (flights.size() == 5 || random.chance(500))) {
        Flight flight = std::move(flights.back());
        flights.pop_back();
        const Duration span = clock.steady_now() - flight.begun;
        arrivals.push_back(flight.begun + Duration{random.between(0, span.count())});
        flight.turn.answered();
      }
    }
    CHECK(most_in_window(arrivals, 60s) <= 5);
  }
}

}  // namespace understudy::client
