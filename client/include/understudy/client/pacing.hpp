// SPDX-License-Identifier: MIT
/// Keeping to a documented rate from our side, so that a host has nobody to refuse.
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <vector>

#include "understudy/base/clock.hpp"
#include "understudy/base/result.hpp"

namespace understudy::client {

/// At most so many requests in any window of that length, as the host counts them. Shared by all
/// that use one credential. Thread-safe.
///
/// Rationale: A host counts a request when it arrives, at some time between sending and the answer.
/// A turn therefore holds one of `requests` slots while it is in flight, and for `window` after its
/// end. Were there one request too many in a window of the host, take the one of them that got its
/// turn last, at time s. One of the others had a free slot then: it had ended, at time e, with
/// e + window <= s. It arrived before e, the last one after s, so that they are a window apart:
/// they are not in one. The clocks of the two sides need not agree, only run equally fast.
/// A request without an answer may arrive late, after we gave it up: its slot is held for
/// `unanswered` more.
class Pacer {
 public:
  struct Options {
    std::size_t requests = 100;
    Duration window = std::chrono::seconds{60};
    Duration unanswered = std::chrono::seconds{5};  // ours: bytes on their way die sooner
  };

  /// One request of the rate. To be kept until its answer is here.
  class Turn {
   public:
    Turn() = default;
    Turn(Turn&& other) noexcept;
    Turn& operator=(Turn&& other) noexcept;
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    /// Without `answered`: the request may still arrive.
    ~Turn();

    void answered();
    /// Nothing was sent: the slot is free at once.
    void unused();

   private:
    friend class Pacer;
    enum class End : std::uint8_t { answered, unanswered, unused };
    Turn(Pacer& pacer, const Clock& clock, std::size_t slot);
    void end(End how);

    Pacer* pacer_ = nullptr;
    const Clock* clock_ = nullptr;
    std::size_t slot_ = 0;
  };

  explicit Pacer(Options options);

  /// Waits until a request may be sent. Whoever wakes first goes first.
  ///
  /// Errors:   cancelled; timed_out, at once, when no turn can come before the deadline
  Result<Turn> wait_turn(const Clock& clock, Sleeper& sleeper, const std::stop_token& stop = {},
                         std::optional<SteadyTime> deadline = {});

  /// Nobody gets a turn before that time: the host has asked for it.
  void pause_until(SteadyTime time);

 private:
  struct Slot {
    bool in_flight = false;
    SteadyTime free_at = SteadyTime::min();
  };

  /// When the next turn may come; `slot` is one that is free then.
  SteadyTime next_turn(SteadyTime now, std::size_t& slot) const;
  void release(std::size_t slot, SteadyTime free_at);

  const Options options_;
  std::mutex mutex_;
  std::vector<Slot> slots_;
  SteadyTime paused_until_ = SteadyTime::min();
};

}  // namespace understudy::client
