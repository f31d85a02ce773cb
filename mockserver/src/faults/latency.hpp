// SPDX-License-Identifier: MIT
/// How long an answer waits.
#pragma once

#include "understudy/base/clock.hpp"
#include "understudy/base/random.hpp"
#include "understudy/mock/faults.hpp"

namespace understudy::mock::faults {

/// One latency: fixed, uniform, or log-normal where the fault has a median.
///
/// Units:    whole microseconds, at most Delivery::kLongestDelay
Duration draw_latency(const Fault& fault, Pcg32& random);

}  // namespace understudy::mock::faults
