// SPDX-License-Identifier: MIT
/// The mean time of something that is done over and over.
#pragma once

#include <algorithm>
#include <cstdint>

#include "progress.hpp"
#include "understudy/base/clock.hpp"

namespace understudy::cli {

/// Nanoseconds of one of `rounds` rounds, after a tenth of them to warm up. The clock is read, and
/// progress shown, between portions only.
template <typename Round>
double mean_time(const Clock& clock, std::uint64_t rounds, Progress& progress, Round round) {
  constexpr std::uint64_t kPortions = 200;  // ours
  const auto run = [&](std::uint64_t count) {
    const SteadyTime begin = clock.steady_now();
    for (std::uint64_t i = 0; i < count; ++i) round();
    return clock.steady_now() - begin;
  };
  run(std::max<std::uint64_t>(rounds / 10, 1));
  const std::uint64_t portion = std::max<std::uint64_t>(rounds / kPortions, 100);
  Duration sum{};
  for (std::uint64_t done = 0; done < rounds;) {
    const std::uint64_t count = std::min(portion, rounds - done);
    sum += run(count);
    done += count;
    progress.update(done, done);
  }
  return static_cast<double>(sum.count()) / static_cast<double>(rounds);
}

}  // namespace understudy::cli
