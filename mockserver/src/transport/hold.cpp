// SPDX-License-Identifier: MIT
#include "transport/hold.hpp"

#include <algorithm>
#include <utility>

namespace understudy::mock::transport {

ClockWaits::ClockWaits(std::size_t slots, const Clock& clock, Deadlines& deadlines)
    : clock_(clock), deadlines_(deadlines), waits_on_(slots) {}

void ClockWaits::enter(std::uint32_t slot, const std::shared_ptr<VirtualClock>& clock) {
  if (clock != nullptr) {
    const std::lock_guard lock{mutex_};
    Use& use = uses_[clock.get()];
    if (use.waiting == 0) {
      const VirtualClock* const watched = clock.get();
      use.listener = clock->on_change([this, watched] { wake(watched); });
    }
    ++use.waiting;
    waits_on_[slot] = clock.get();
  }
  ++count_;
}

void ClockWaits::leave(std::uint32_t slot, const std::shared_ptr<VirtualClock>& clock) {
  --count_;
  if (clock == nullptr) return;
  waits_on_[slot] = nullptr;
  const std::lock_guard lock{mutex_};
  const auto use = uses_.find(clock.get());
  if (--use->second.waiting > 0) return;
  clock->forget(use->second.listener);
  uses_.erase(use);
}

void ClockWaits::wake(const VirtualClock* moved) {
  const SteadyTime now = clock_.steady_now();
  for (std::uint32_t slot = 0; slot < waits_on_.size(); ++slot) {
    if (waits_on_[slot] == moved) deadlines_.set(slot, now);
  }
}

Hold::Hold(ClockWaits& waits, std::uint32_t slot, std::shared_ptr<VirtualClock> clock,
           SteadyTime due)
    : waits_(waits), clock_(std::move(clock)), due_(due), slot_(slot) {
  waits_.enter(slot_, clock_);
}

Hold::~Hold() { waits_.leave(slot_, clock_); }

bool Hold::is_over() const {
  return (clock_ == nullptr ? waits_.real().steady_now() : clock_->steady_now()) >= due_;
}

SteadyTime Hold::look_at() const {
  if (clock_ == nullptr) return due_;
  // In this order: whoever moves the clock after the first of the two sees that we wait.
  const bool stands_still = clock_->is_frozen();
  const Duration left = due_ - clock_->steady_now();
  if (left > Duration{0} && stands_still) return SteadyTime::max();
  return waits_.real().steady_now() + std::max(left, Duration{0});
}

}  // namespace understudy::mock::transport
