// SPDX-License-Identifier: MIT
/// One deadline per slot, and one thread that waits for the earliest.
///
/// Rationale: requests move a deadline far more often than one passes, so moving has to be cheap:
/// it
///            is a store. The thread finds the earliest by looking at all of them (a flat array, 16
///            KB at the default cap), and only when one is due or a new one comes before it. A heap
///            would find it faster and make every request pay for that.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <vector>

#include "understudy/base/clock.hpp"

namespace understudy::mock::transport {

// ours: expiries closer together than this share one look at all slots
inline constexpr Duration kDeadlineGrain{1'000'000};

/// Thread-safe.
class Deadlines {
 public:
  /// Told about a slot whose deadline has passed. True: dealt with, which includes set() or
  /// clear(). False: the slot is busy this instant; asked again a little later.
  using Expired = std::function<bool(std::uint32_t slot, SteadyTime now)>;

  Deadlines(std::size_t slots, const Clock& clock);

  void set(std::uint32_t slot, SteadyTime at);
  void clear(std::uint32_t slot);
  /// Whether the deadline of the slot has passed; never once it was cleared.
  [[nodiscard]] bool is_due(std::uint32_t slot, SteadyTime now) const;

  /// Calls `expired` from this thread until stop().
  void run(const Expired& expired);
  void stop();

 private:
  std::int64_t scan(const Expired& expired, std::int64_t now);

  const Clock& clock_;
  std::vector<std::atomic<std::int64_t>> at_;  // nanoseconds of the steady clock
  std::atomic<std::int64_t> next_;             // what run() sleeps for
  std::mutex mutex_;
  std::condition_variable wake_;
  bool woken_ = false;
  bool stopped_ = false;
};

}  // namespace understudy::mock::transport
