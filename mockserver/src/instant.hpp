// SPDX-License-Identifier: MIT
/// One moment on both clocks, read together.
#pragma once

#include "understudy/base/clock.hpp"

namespace understudy::mock {

struct Instant {
  SteadyTime steady;  ///< windows and latencies
  WallTime wall;      ///< dates and token lifetimes

  friend bool operator==(const Instant&, const Instant&) = default;
};

}  // namespace understudy::mock
