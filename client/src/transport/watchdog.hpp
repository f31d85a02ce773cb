// SPDX-License-Identifier: MIT
/// A deadline over a call that cannot be told to stop: a thread that acts when the time is up.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

namespace understudy::client {

/// Watches one call at a time. Its clock is the real one, because what it interrupts is real I/O.
class Watchdog {
 public:
  /// `act` runs in the thread of the watchdog with no lock held: when a deadline passes, and again
  /// every 10 ms until the watch ends, for a call that was not yet there to be stopped.
  explicit Watchdog(std::function<void()> act);
  ~Watchdog();
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;

  void arm(std::chrono::nanoseconds after);
  /// The time of the watch is up now. From any thread.
  void trip();
  /// Ends the watch; waits for an `act` that is under way. True when the deadline has passed.
  bool disarm();

 private:
  enum class State : unsigned char { idle, armed, acting };
  void run(const std::stop_token& stop);

  std::function<void()> act_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  State state_ = State::idle;
  bool has_fired_ = false;
  std::chrono::steady_clock::time_point due_;
  std::jthread thread_;  // the last member: it uses the others
};

}  // namespace understudy::client
