// SPDX-License-Identifier: MIT
#include "understudy/mock/virtual_clock.hpp"

#include <cassert>
#include <utility>

namespace understudy::mock {

VirtualClock::Reading VirtualClock::reading() const {
  if (is_frozen_) return frozen_at_;
  return {base_.steady_now() + steady_ahead_, base_.wall_now() + wall_ahead_};
}

VirtualClock::Reading VirtualClock::now() const {
  if (!is_moved_.load(std::memory_order_acquire)) return {base_.steady_now(), base_.wall_now()};
  const std::lock_guard lock{mutex_};
  return reading();
}

void VirtualClock::freeze() {
  {
    const std::lock_guard lock{mutex_};
    frozen_at_ = reading();
    is_frozen_ = true;
    is_moved_ = true;
  }
  tell();
}

void VirtualClock::resume() {
  {
    const std::lock_guard lock{mutex_};
    if (!is_frozen_) return;
    steady_ahead_ = frozen_at_.steady - base_.steady_now();
    wall_ahead_ = frozen_at_.wall - base_.wall_now();
    is_frozen_ = false;
  }
  tell();
}

void VirtualClock::advance(Duration by) {
  assert(by >= Duration::zero() && "time does not run backward; set() moves dates");
  {
    const std::lock_guard lock{mutex_};
    if (is_frozen_) {
      frozen_at_ = {frozen_at_.steady + by, frozen_at_.wall + by};
    } else {
      steady_ahead_ += by;
      wall_ahead_ += by;
    }
    is_moved_ = true;
  }
  tell();
}

void VirtualClock::set(WallTime to) {
  {
    const std::lock_guard lock{mutex_};
    const Duration by = to - reading().wall;
    const Duration passed = by > Duration::zero() ? by : Duration::zero();
    if (is_frozen_) {
      frozen_at_ = {frozen_at_.steady + passed, to};
    } else {
      steady_ahead_ += passed;
      wall_ahead_ += by;
    }
    is_moved_ = true;
  }
  tell();
}

void VirtualClock::reset() {
  {
    const std::lock_guard lock{mutex_};
    // The steady reading never goes back: windows hold times that have been read already.
    const SteadyTime steady = reading().steady;
    const Duration ahead = steady - base_.steady_now();
    is_frozen_ = false;
    steady_ahead_ = ahead;
    wall_ahead_ = Duration::zero();
    is_moved_ = ahead != Duration::zero();
  }
  tell();
}

bool VirtualClock::is_frozen() const {
  const std::lock_guard lock{mutex_};
  return is_frozen_;
}

std::uint64_t VirtualClock::on_change(std::function<void()> told) {
  const std::lock_guard lock{telling_};
  listeners_.emplace(++last_listener_, std::move(told));
  return last_listener_;
}

void VirtualClock::forget(std::uint64_t listener) {
  const std::lock_guard lock{telling_};
  listeners_.erase(listener);
}

void VirtualClock::tell() {
  const std::lock_guard lock{telling_};
  for (const auto& [number, told] : listeners_) told();
}

}  // namespace understudy::mock
