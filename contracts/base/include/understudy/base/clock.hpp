// SPDX-License-Identifier: MIT
/// Time as an argument: a clock to read, a sleeper to wait with, and manual forms for tests.
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace understudy {

using Duration = std::chrono::nanoseconds;
/// For windows, deadlines and latencies; never jumps.
using SteadyTime = std::chrono::time_point<std::chrono::steady_clock, Duration>;
/// For dates and token lifetimes; UTC, may be set.
using WallTime = std::chrono::time_point<std::chrono::system_clock, Duration>;

/// Thread-safe.
class Clock {
 public:
  Clock() = default;
  Clock(const Clock&) = delete;
  Clock& operator=(const Clock&) = delete;
  virtual ~Clock() = default;

  [[nodiscard]] virtual SteadyTime steady_now() const = 0;
  [[nodiscard]] virtual WallTime wall_now() const = 0;
};

/// The clocks of the operating system.
class SystemClock final : public Clock {
 public:
  [[nodiscard]] SteadyTime steady_now() const override;
  [[nodiscard]] WallTime wall_now() const override;
};

/// A clock that moves only when told to. Both readings advance together; set_wall moves the wall
/// clock alone, as an administrator would.
class ManualClock final : public Clock {
 public:
  /// Starts at 2026-03-04T12:00:00Z, the time of the documented exchanges.
  ManualClock();
  explicit ManualClock(WallTime wall);

  [[nodiscard]] SteadyTime steady_now() const override;
  [[nodiscard]] WallTime wall_now() const override;
  void advance(Duration by);
  void set_wall(WallTime wall);

 private:
  mutable std::mutex mutex_;
  SteadyTime steady_;
  WallTime wall_;
};

/// Waiting as an argument. Thread-safe.
class Sleeper {
 public:
  Sleeper() = default;
  Sleeper(const Sleeper&) = delete;
  Sleeper& operator=(const Sleeper&) = delete;
  virtual ~Sleeper() = default;

  /// Waits `by`, or until a stop is requested. True when the whole time has passed.
  virtual bool sleep(Duration by, std::stop_token stop = {}) = 0;
};

class SystemSleeper final : public Sleeper {
 public:
  bool sleep(Duration by, std::stop_token stop = {}) override;
};

/// Waits by advancing a ManualClock, in no real time.
class ManualSleeper final : public Sleeper {
 public:
  explicit ManualSleeper(ManualClock& clock) : clock_(clock) {}
  bool sleep(Duration by, std::stop_token stop = {}) override;

 private:
  ManualClock& clock_;
};

/// Whole seconds since 1970-01-01T00:00:00Z, rounded down.
std::int64_t epoch_seconds(WallTime at);

/// "Sun, 06 Nov 1994 08:49:37 GMT". Source: RFC 9110 section 5.6.7.
std::string format_imf_date(WallTime at);

/// Reads a date of a field of HTTP; nothing for every other text, for a weekday that is not the one
/// of its day, and for times that WallTime does not have.
///
/// Grammar:  IMF-fixdate, "Sunday, 06-Nov-94 08:49:37 GMT" or "Sun Nov  6 08:49:37 1994", exactly
/// Shape:    a year of two digits is the latest one that is not more than 50 years after `now`
/// Source:   RFC 9110 section 5.6.7
std::optional<WallTime> parse_http_date(std::string_view text, WallTime now);

/// "2026-01-15T10:00:00.000+00:00": milliseconds and a numeric zone, always UTC.
std::string format_iso_millis(WallTime at);

}  // namespace understudy
