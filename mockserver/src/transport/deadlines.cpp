// SPDX-License-Identifier: MIT
/// The wait for the earliest deadline.
///
/// No deadline is missed: run() sets next_ to "never" before it looks, so a set() that comes too
/// late to be seen sees that value, or the result of the look, and wakes run() when its own is
/// earlier. The argument needs one order of all four accesses, which the default memory order
/// gives.
#include "transport/deadlines.hpp"

#include <algorithm>
#include <limits>

namespace understudy::mock::transport {

namespace {

constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

constexpr std::int64_t kGrain = kDeadlineGrain.count();

std::int64_t ticks(SteadyTime at) { return at.time_since_epoch().count(); }

}  // namespace

Deadlines::Deadlines(std::size_t slots, const Clock& clock)
    : clock_(clock), at_(slots), next_(kNever) {
  for (auto& at : at_) at = kNever;
}

void Deadlines::set(std::uint32_t slot, SteadyTime at) {
  at_[slot] = ticks(at);
  if (ticks(at) >= next_) return;
  const std::lock_guard lock{mutex_};
  woken_ = true;
  wake_.notify_one();
}

void Deadlines::clear(std::uint32_t slot) {
  at_[slot].store(kNever, std::memory_order_relaxed);  // seen late, it costs one look in vain
}

bool Deadlines::is_due(std::uint32_t slot, SteadyTime now) const { return at_[slot] <= ticks(now); }

std::int64_t Deadlines::scan(const Expired& expired, std::int64_t now) {
  std::int64_t earliest = kNever;
  for (std::size_t i = 0; i < at_.size(); ++i) {
    std::int64_t at = at_[i];
    if (at <= now) {
      if (!expired(static_cast<std::uint32_t>(i), SteadyTime{Duration{now}})) {
        at_[i].compare_exchange_strong(at, now + kGrain);
      }
      at = at_[i];
    }
    earliest = std::min(earliest, at);
  }
  return earliest;
}

void Deadlines::run(const Expired& expired) {
  std::unique_lock lock{mutex_};
  while (!stopped_) {
    woken_ = false;
    lock.unlock();
    next_ = kNever;
    const std::int64_t now = ticks(clock_.steady_now());
    const std::int64_t earliest = std::max(scan(expired, now), now + kGrain);
    next_ = earliest;
    lock.lock();
    const auto is_awake = [this] { return woken_ || stopped_; };
    if (earliest == kNever) {
      wake_.wait(lock, is_awake);
    } else {
      wake_.wait_until(lock, SteadyTime{Duration{earliest}}, is_awake);
    }
  }
}

void Deadlines::stop() {
  const std::lock_guard lock{mutex_};
  stopped_ = true;
  wake_.notify_one();
}

}  // namespace understudy::mock::transport
