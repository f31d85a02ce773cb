// SPDX-License-Identifier: MIT
/// Answers that wait for a time: on the wire's own clock, or on one that a test moves.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "transport/deadlines.hpp"
#include "understudy/base/clock.hpp"
#include "understudy/mock/reply.hpp"
#include "understudy/mock/virtual_clock.hpp"

namespace understudy::mock::transport {

/// Which slots wait on which clock. A clock has one listener of ours as long as somebody waits on
/// it; when it moves, the deadlines of those slots fall due and the timer looks at them.
/// Thread-safe.
///
/// Rationale: whoever moves a clock calls in here, maybe a handler with its slot's lock in hand. So
///            that call takes no lock of ours but that of the timer's alarm: the slots are atomics.
///            The lock over the map is held while a listener is added or taken away, which waits
///            for calls that are under way, and those never want it.
class ClockWaits {
 public:
  ClockWaits(std::size_t slots, const Clock& clock, Deadlines& deadlines);
  ClockWaits(const ClockWaits&) = delete;
  ClockWaits& operator=(const ClockWaits&) = delete;

  [[nodiscard]] const Clock& real() const { return clock_; }
  /// `clock` may be null: real time, which wakes the timer anyway.
  void enter(std::uint32_t slot, const std::shared_ptr<VirtualClock>& clock);
  void leave(std::uint32_t slot, const std::shared_ptr<VirtualClock>& clock);
  /// How many are between enter() and leave().
  [[nodiscard]] std::size_t count() const { return count_.load(std::memory_order_relaxed); }

 private:
  struct Use {
    std::uint64_t listener = 0;
    std::size_t waiting = 0;
  };
  void wake(const VirtualClock* moved);

  const Clock& clock_;
  Deadlines& deadlines_;
  std::vector<std::atomic<const VirtualClock*>> waits_on_;
  std::atomic<std::size_t> count_ = 0;
  std::mutex mutex_;
  std::map<const VirtualClock*, Use> uses_;
};

/// The wait of one slot.
class Hold {
 public:
  /// Until `due` on `clock`; null: in real time.
  Hold(ClockWaits& waits, std::uint32_t slot, std::shared_ptr<VirtualClock> clock, SteadyTime due);
  ~Hold();
  Hold(const Hold&) = delete;
  Hold& operator=(const Hold&) = delete;

  [[nodiscard]] bool is_over() const;
  /// When to look again, in real time: never as long as the clock stands still. A clock that goes
  /// at another pace than ours is looked at too early, and then again.
  [[nodiscard]] SteadyTime look_at() const;

 private:
  ClockWaits& waits_;
  const std::shared_ptr<VirtualClock> clock_;
  const SteadyTime due_;
  const std::uint32_t slot_;
};

}  // namespace understudy::mock::transport
