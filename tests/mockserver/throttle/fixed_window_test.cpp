// SPDX-License-Identifier: MIT
/// fixed-window: the cases file, and a slow oracle.
#include "mockserver/throttle/throttle_cases.hpp"

namespace understudy::mock::throttle {

namespace {

using std::chrono::seconds;

/// Keeps every request for ever and lives through all of them again, each time.
class FixedOracle {
 public:
  explicit FixedOracle(const Limit& limit) : limit_(limit) {}

  Decision admit(std::size_t key, SteadyTime now) {
    std::vector<SteadyTime>& times = times_[key];
    times.push_back(now);
    SteadyTime end{};
    std::size_t seen = 0;
    for (const SteadyTime at : times) {
      if (at >= end) {
        end = at + limit_.window;
        seen = 0;
      }
      ++seen;
    }
    const bool admitted = seen <= limit_.requests;
    return {.admitted = admitted,
            .left = admitted ? limit_.requests - seen : 0,
            .retry_after = admitted ? Duration{0} : end - now,
            .reset_after = end - now,
            .since = end - limit_.window - Duration{1}};
  }

 private:
  Limit limit_;
  std::map<std::size_t, std::vector<SteadyTime>> times_;
};

}  // namespace

TEST_CASE("fixed-window agrees with every case in its file",
          "[mock][throttle][fixed-window][L02][L04]") {
  const int count =
      for_each_case("throttle/fixed_window.cases.json", [](const Json& input, const Json& wanted) {
        CHECK(run_case(&make_fixed_window, input) == wanted);
      });

  CHECK(count == 4);
}

TEST_CASE("fixed-window is listed under its key", "[mock][throttle][fixed-window]") {
  const Dialect* dialect = find_dialect("fixed-window");

  REQUIRE(dialect != nullptr);
  CHECK(dialect->make == &make_fixed_window);
  CHECK(dialects().size() == 2);
}

TEST_CASE("fixed-window decides as a slow oracle does on 1,000 schedules",
          "[mock][throttle][fixed-window][property]") {
  const Comparison result = compare_with_oracle<FixedOracle>(&make_fixed_window);

  CHECK(result.differences == 0);
  CHECK(result.decisions > 150'000);
  CHECK(result.refusals > 50'000);
}

TEST_CASE("the two windows differ where a burst straddles the end", "[mock][throttle]") {
  const Limit limit{.requests = 10, .window = seconds{60}};
  const auto fixed = make_fixed_window(limit);
  const auto rolling = make_rolling_window(limit);
  const auto burst = [](Throttle& throttle, Duration at) {
    int admitted = 0;
    for (int i = 0; i < 9; ++i) admitted += throttle.admit("a", start_of_test() + at).admitted;
    return admitted;
  };
  REQUIRE(fixed->admit("a", start_of_test()).admitted);
  REQUIRE(rolling->admit("a", start_of_test()).admitted);

  CHECK(burst(*fixed, seconds{59}) == 9);
  CHECK(burst(*rolling, seconds{59}) == 9);
  CHECK(burst(*fixed, seconds{61}) == 9);
  CHECK(burst(*rolling, seconds{61}) == 1);
}

TEST_CASE("a request that comes late with an earlier time stays in its window",
          "[mock][throttle][fixed-window][L03]") {
  const auto throttle = make_fixed_window({.requests = 2, .window = seconds{60}});
  const SteadyTime now = start_of_test();

  REQUIRE(throttle->admit("a", now).admitted);

  const SteadyTime since = now - Duration{1};
  CHECK(throttle->admit("a", now - seconds{1}) ==
        Decision{true, 0, Duration{0}, seconds{60}, since});
  CHECK(throttle->admit("a", now - seconds{2}) ==
        Decision{false, 0, seconds{60}, seconds{60}, since});
}

TEST_CASE("reset ends every fixed window", "[mock][throttle][fixed-window]") {
  const auto throttle = make_fixed_window({.requests = 1, .window = seconds{60}});
  REQUIRE(throttle->admit("a", start_of_test()).admitted);
  REQUIRE_FALSE(throttle->admit("a", start_of_test()).admitted);

  throttle->reset();

  CHECK(throttle->admit("a", start_of_test()).admitted);
}

}  // namespace understudy::mock::throttle
