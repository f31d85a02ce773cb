// SPDX-License-Identifier: MIT
/// The one driver for the throttle tests: cases files, and random schedules against an oracle.
///
/// Shape:    input = {requests, window_ms, counts_refused?, steps: [{at_ms, requests, key?}]}
///           want = [{admitted, refused, left, retry_after_ms, reset_after_ms}], one per step: how
///           many of its requests were admitted, and what the last one was told
#pragma once

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "mockserver/dialects/cases.hpp"
#include "support/catch.hpp"
#include "throttle/dialect.hpp"
#include "understudy/base/random.hpp"

namespace understudy::mock::throttle {

using std::chrono::milliseconds;
using Make = std::unique_ptr<Throttle> (*)(const Limit& limit);

/// Not the epoch, so that nobody counts from zero by accident.
inline SteadyTime start_of_test() { return SteadyTime{std::chrono::hours{1'000}}; }

inline Json run_case(Make make, const Json& input) {
  const auto number = [](const Json& object, const char* name) {
    return to_int64(object.at(name)).value();
  };
  Limit limit{.requests = static_cast<std::size_t>(number(input, "requests")),
              .window = milliseconds{number(input, "window_ms")}};
  limit.counts_refused = input.contains("counts_refused") && input.at("counts_refused") == true;
  const auto throttle = make(limit);
  const auto in_ms = [](Duration wait) { return std::chrono::ceil<milliseconds>(wait).count(); };

  Json want = Json::array();
  for (const Json& step : input.at("steps")) {
    const std::string key = step.value("key", std::string{"a"});
    const SteadyTime at = start_of_test() + milliseconds{number(step, "at_ms")};
    const std::int64_t requests = number(step, "requests");
    std::int64_t admitted = 0;
    Decision last;
    for (std::int64_t i = 0; i < requests; ++i) {
      last = throttle->admit(key, at);
      admitted += last.admitted ? 1 : 0;
    }
    want.push_back({{"admitted", admitted},
                    {"refused", requests - admitted},
                    {"left", last.left},
                    {"retry_after_ms", in_ms(last.retry_after)},
                    {"reset_after_ms", in_ms(last.reset_after)}});
  }
  return {{"want", want}};
}

/// One request of a schedule, and what came of it.
struct Arrival {
  std::size_t key = 0;
  SteadyTime at;
};

struct Schedule {
  Limit limit;
  std::vector<Arrival> arrivals;  ///< in order of time
};

/// Several keys; times in clusters, in jumps, and exactly at, one nanosecond before and one behind
/// the moment an earlier request leaves the window.
inline Schedule make_schedule(Pcg32& random) {
  constexpr std::int64_t kWindows[] = {1, 10, 1'000, 60'000};
  Schedule schedule;
  schedule.limit.requests = random.chance(50) ? 100 : random.below(8) + 1;
  schedule.limit.window = milliseconds{kWindows[random.below(4)]};
  schedule.limit.counts_refused = random.chance(500);
  const Duration window = schedule.limit.window;
  const std::uint32_t keys = random.below(4) + 1;
  const std::uint32_t length = schedule.limit.requests == 100 ? 600 : 150;

  SteadyTime now = start_of_test();
  for (std::uint32_t i = 0; i < length; ++i) {
    const std::uint32_t kind = random.below(100);
    SteadyTime at = now;
    if (kind < 25) at += Duration{random.between(0, window.count() / 4)};
    if (kind >= 25 && kind < 28) at += Duration{random.between(0, 2 * window.count())};
    if (kind >= 28 && kind < 50 && i > 0) {
      const auto earlier = schedule.arrivals[random.below(i)].at;
      at = std::max(now, earlier + window + Duration{random.between(-1, 1)});
    }
    now = at;
    schedule.arrivals.push_back({random.below(keys), at});
  }
  return schedule;
}

/// What a dialect decided differs from what the oracle says, over 1,000 schedules.
struct Comparison {
  int decisions = 0;
  int refusals = 0;
  int differences = 0;
};

template <typename Oracle>
Comparison compare_with_oracle(Make make) {
  Comparison result;
  for (std::uint64_t seed = 0; seed < 1'000; ++seed) {
    Pcg32 random{Seed{seed}};
    const Schedule schedule = make_schedule(random);
    const auto throttle = make(schedule.limit);
    Oracle oracle{schedule.limit};
    for (const Arrival& arrival : schedule.arrivals) {
      const Decision got = throttle->admit("key-" + std::to_string(arrival.key), arrival.at);
      ++result.decisions;
      result.refusals += got.admitted ? 0 : 1;
      result.differences += got == oracle.admit(arrival.key, arrival.at) ? 0 : 1;
    }
  }
  return result;
}

}  // namespace understudy::mock::throttle
