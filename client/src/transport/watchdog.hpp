// SPDX-License-Identifier: MIT
/// A deadline over a call that cannot be told to stop: a thread that acts when the time is up.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace understudy::client {

/// Watches one call at a time. Its clock is the real one, because what it interrupts is real I/O.
class Watchdog {
 public:
  /// `act` runs in the thread of the watchdog, once per deadline that passes, with no lock held.
  explicit Watchdog(std::function<void()> act);
  ~Watchdog();
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;

  void arm(std::chrono::milliseconds after);
  /// Ends the watch; waits for an `act` that is under way. True when the deadline has passed.
  bool disarm();

 private:
  enum class State : unsigned char { idle, armed, acting, fired };
  void run(const std::stop_token& stop);

  std::function<void()> act_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  State state_ = State::idle;
  std::chrono::steady_clock::time_point due_;
  std::jthread thread_;  // the last member: it uses the others
};

}  // namespace understudy::client
