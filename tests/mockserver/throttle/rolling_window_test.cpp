// SPDX-License-Identifier: MIT
/// rolling-window: the cases file, a slow oracle, and what threads may do.
#include <atomic>
#include <mutex>
#include <thread>

#include "mockserver/throttle/throttle_cases.hpp"

namespace understudy::mock::throttle {

namespace {

using std::chrono::seconds;

/// Keeps every counted request for ever and scans them all, each time.
class RollingOracle {
 public:
  explicit RollingOracle(const Limit& limit) : limit_(limit) {}

  Decision admit(std::size_t key, SteadyTime now) {
    std::vector<SteadyTime>& counted = counted_[key];
    Decision decision{.admitted = inside(counted, now).size() < limit_.requests};
    if (decision.admitted || limit_.counts_refused) counted.push_back(now);

    const auto window = inside(counted, now);
    decision.left = window.size() < limit_.requests ? limit_.requests - window.size() : 0;
    // So many have to leave until one place is free, or, with places left, until one more is.
    const std::size_t surplus =
        window.size() > limit_.requests ? window.size() - limit_.requests : 0;
    decision.reset_after = window[surplus] + limit_.window - now;
    decision.since = now - limit_.window;
    if (!decision.admitted) decision.retry_after = decision.reset_after;
    return decision;
  }

 private:
  [[nodiscard]] std::vector<SteadyTime> inside(const std::vector<SteadyTime>& times,
                                               SteadyTime now) const {
    std::vector<SteadyTime> found;
    for (const SteadyTime at : times) {
      if (at > now - limit_.window) found.push_back(at);
    }
    return found;
  }

  Limit limit_;
  std::map<std::size_t, std::vector<SteadyTime>> counted_;
};

int count_admitted(Throttle& throttle, std::string_view key, SteadyTime at, int requests) {
  int admitted = 0;
  for (int i = 0; i < requests; ++i) admitted += throttle.admit(key, at).admitted ? 1 : 0;
  return admitted;
}

}  // namespace

TEST_CASE("rolling-window agrees with every case in its file",
          "[mock][throttle][rolling-window][L01][L02][L04]") {
  const int count = for_each_case("throttle/rolling_window.cases.json",
                                  [](const Json& input, const Json& wanted) {
                                    CHECK(run_case(&make_rolling_window, input) == wanted);
                                  });

  CHECK(count == 8);
}

TEST_CASE("rolling-window is listed under its key", "[mock][throttle][rolling-window]") {
  const Dialect* dialect = find_dialect("rolling-window");

  REQUIRE(dialect != nullptr);
  CHECK(dialect->make == &make_rolling_window);
  CHECK(find_dialect("sliding-window") == nullptr);
}

TEST_CASE("rolling-window decides as a slow oracle does on 1,000 schedules",
          "[mock][throttle][rolling-window][property]") {
  const Comparison result = compare_with_oracle<RollingOracle>(&make_rolling_window);

  CHECK(result.differences == 0);
  CHECK(result.decisions > 150'000);
  CHECK(result.refusals > 50'000);
}

TEST_CASE("whoever waits for as long as told is admitted, and not a nanosecond earlier",
          "[mock][throttle][rolling-window][L02][property]") {
  for (const bool counts_refused : {false, true}) {
    INFO((counts_refused ? "refused requests count" : "refused requests do not count"));
    const Limit limit{.requests = 5, .window = seconds{60}, .counts_refused = counts_refused};
    Pcg32 random{Seed{7}};
    for (int round = 0; round < 200; ++round) {
      const auto early = make_rolling_window(limit);
      const auto in_time = make_rolling_window(limit);
      SteadyTime now = start_of_test();
      Decision last;
      while (last.admitted) {
        now += Duration{random.between(0, 15'000'000'000)};
        last = early->admit("a", now);
        CHECK(in_time->admit("a", now) == last);
      }

      CHECK_FALSE(early->admit("a", now + last.retry_after - Duration{1}).admitted);
      CHECK(in_time->admit("a", now + last.retry_after).admitted);
    }
  }
}

TEST_CASE("eight threads on one key get exactly one hundred admissions",
          "[mock][throttle][rolling-window][L03]") {
  const auto throttle = make_rolling_window({.requests = 100, .window = seconds{60}});
  std::mutex mutex;
  std::atomic<int> admitted{0};
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&] {
        for (int n = 0; n < 50; ++n) {
          const std::lock_guard lock{mutex};
          admitted += throttle->admit("a", start_of_test()).admitted ? 1 : 0;
        }
      });
    }
  }

  CHECK(admitted == 100);
}

TEST_CASE("a request that comes late with an earlier time waits no longer than a window",
          "[mock][throttle][rolling-window][L03]") {
  const auto throttle = make_rolling_window({.requests = 2, .window = seconds{60}});
  const SteadyTime now = start_of_test();

  REQUIRE(throttle->admit("a", now).admitted);
  const Decision late = throttle->admit("a", now - seconds{1});
  const Decision refused = throttle->admit("a", now - seconds{2});

  const SteadyTime since = now - seconds{60};
  CHECK(late == Decision{true, 0, Duration{0}, seconds{60}, since});
  CHECK(refused == Decision{false, 0, seconds{60}, seconds{60}, since});
  CHECK(count_admitted(*throttle, "a", now + seconds{60}, 3) == 2);
}

TEST_CASE("reset empties every window", "[mock][throttle][rolling-window]") {
  const auto throttle = make_rolling_window({.requests = 3, .window = seconds{60}});
  REQUIRE(count_admitted(*throttle, "a", start_of_test(), 4) == 3);
  REQUIRE(count_admitted(*throttle, "b", start_of_test(), 4) == 3);

  throttle->reset();

  CHECK(count_admitted(*throttle, "a", start_of_test(), 4) == 3);
  CHECK(count_admitted(*throttle, "b", start_of_test(), 4) == 3);
}

TEST_CASE("a limit of a billion costs only what is used",
          "[mock][throttle][rolling-window][limit]") {
  const auto throttle =
      make_rolling_window({.requests = 1'000'000'000, .window = seconds{1'000'000'000}});

  const Decision decision = throttle->admit("a", start_of_test());

  CHECK(decision == Decision{true, 999'999'999, Duration{0}, seconds{1'000'000'000},
                             start_of_test() - seconds{1'000'000'000}});
}

}  // namespace understudy::mock::throttle
