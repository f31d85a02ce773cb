// SPDX-License-Identifier: MIT
/// A clock that follows another one until somebody stops or moves it.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>

#include "understudy/base/clock.hpp"

namespace understudy::mock {

/// What a space takes for the time: throttle windows, token lifetimes, dates and latencies all read
/// it, so that moving it moves them at once. Thread-safe.
class VirtualClock final : public Clock {
 public:
  /// `base` has to outlive it.
  explicit VirtualClock(const Clock& base) : base_(base) {}

  [[nodiscard]] SteadyTime steady_now() const override { return now().steady; }
  [[nodiscard]] WallTime wall_now() const override { return now().wall; }

  /// Both readings, of the same moment.
  struct Reading {
    SteadyTime steady;
    WallTime wall;
  };
  [[nodiscard]] Reading now() const;

  /// Stands still from now on.
  void freeze();
  /// Goes on from where it stands.
  void resume();
  /// Lets time pass, frozen or not; `by` is not negative.
  void advance(Duration by);
  /// Forward: the time in between passes. Backward: dates go back, and no window or latency does.
  void set(WallTime to);
  /// Follows its base again, as a new one. Latencies under way end where time jumps over them.
  void reset();
  [[nodiscard]] bool is_frozen() const;

  /// Called after each of the above, by the thread that did it; until the returned number is given
  /// to forget().
  std::uint64_t on_change(std::function<void()> told);
  /// Returns when nobody is being told any more.
  void forget(std::uint64_t listener);

 private:
  [[nodiscard]] Reading reading() const;  // the caller holds the lock
  void tell();

  const Clock& base_;
  std::atomic<bool> is_moved_ = false;  ///< false: the base alone says what time it is
  mutable std::mutex mutex_;
  bool is_frozen_ = false;
  Reading frozen_at_{};
  Duration steady_ahead_{0};
  Duration wall_ahead_{0};
  std::mutex telling_;  ///< held over the calls
  std::uint64_t last_listener_ = 0;
  std::map<std::uint64_t, std::function<void()>> listeners_;
};

}  // namespace understudy::mock
