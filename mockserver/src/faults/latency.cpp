// SPDX-License-Identifier: MIT
#include "faults/latency.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numbers>

namespace understudy::mock::faults {

namespace {

using std::chrono::microseconds;

constexpr double kDraws = 4'294'967'296.0;  // how many numbers Pcg32::next() chooses from

/// Mean 0, deviation 1. Source: G. E. P. Box, M. E. Muller, "A Note on the Generation of Random
/// Normal Deviates", 1958
double draw_normal(Pcg32& random) {
  const double radius = (random.next() + 1.0) / kDraws;  // never 0: its logarithm is taken
  const double turn = random.next() / kDraws;
  return std::sqrt(-2.0 * std::log(radius)) * std::cos(2.0 * std::numbers::pi * turn);
}

}  // namespace

Duration draw_latency(const Fault& fault, Pcg32& random) {
  const microseconds low = fault.ms.low;
  const microseconds high = fault.ms.high;
  if (fault.median.count() == 0) {
    return low == high ? low : microseconds{random.between(low.count(), high.count())};
  }
  const microseconds median = fault.median;
  const double drawn =
      static_cast<double>(median.count()) * std::exp(fault.sigma * draw_normal(random));
  // Rounded, so that machines whose exp() differs in its last bit still agree.
  const double longest = static_cast<double>(microseconds{Delivery::kLongestDelay}.count());
  return microseconds{std::llround(std::min(drawn, longest))};
}

}  // namespace understudy::mock::faults
