// SPDX-License-Identifier: MIT
/// Clocks of the system and of tests, and dates without locale or time zone data.
#include "understudy/base/clock.hpp"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <cstdio>

namespace understudy {

namespace {

using std::chrono::floor;

constexpr Duration kLongestWait = std::chrono::hours{24 * 36'500};  // ours: added to now, it fits

struct Civil {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  unsigned weekday = 0;  ///< 0 is Sunday
  int hour = 0;
  int minute = 0;
  int second = 0;
  int millis = 0;
};

Civil civil(WallTime at) {
  const auto coarse = floor<std::chrono::milliseconds>(at);  // days in nanoseconds might not fit
  const auto days = floor<std::chrono::days>(coarse);
  const std::chrono::year_month_day date{days};
  const auto millis = (coarse - days).count();
  return {static_cast<int>(date.year()),         static_cast<unsigned>(date.month()),
          static_cast<unsigned>(date.day()),     std::chrono::weekday{days}.c_encoding(),
          static_cast<int>(millis / 3'600'000),  static_cast<int>(millis / 60'000 % 60),
          static_cast<int>(millis / 1'000 % 60), static_cast<int>(millis % 1'000)};
}

}  // namespace

SteadyTime SystemClock::steady_now() const { return std::chrono::steady_clock::now(); }
WallTime SystemClock::wall_now() const { return std::chrono::system_clock::now(); }

ManualClock::ManualClock()
    : ManualClock(std::chrono::sys_days{std::chrono::year{2026} / 3 / 4} + std::chrono::hours{12}) {
}
ManualClock::ManualClock(WallTime wall) : wall_(wall) {}

SteadyTime ManualClock::steady_now() const {
  const std::lock_guard lock{mutex_};
  return steady_;
}

WallTime ManualClock::wall_now() const {
  const std::lock_guard lock{mutex_};
  return wall_;
}

void ManualClock::advance(Duration by) {
  const std::lock_guard lock{mutex_};
  steady_ += by;
  wall_ += by;
}

void ManualClock::set_wall(WallTime wall) {
  const std::lock_guard lock{mutex_};
  wall_ = wall;
}

bool SystemSleeper::sleep(Duration by, std::stop_token stop) {
  std::mutex mutex;
  std::condition_variable_any woken;
  std::unique_lock lock{mutex};
  return !woken.wait_for(lock, stop, std::min(by, kLongestWait),
                         [&] { return stop.stop_requested(); });
}

bool ManualSleeper::sleep(Duration by, std::stop_token stop) {
  if (stop.stop_requested()) return false;
  clock_.advance(by);
  return true;
}

std::int64_t epoch_seconds(WallTime at) {
  return floor<std::chrono::seconds>(at.time_since_epoch()).count();
}

std::string format_imf_date(WallTime at) {
  static constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const Civil c = civil(at);
  std::array<char, 64> text{};
  const int length = std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT",
                                   kDays[c.weekday], c.day, kMonths[c.month - 1], c.year, c.hour,
                                   c.minute, c.second);
  return {text.data(), static_cast<std::size_t>(length)};
}

std::string format_iso_millis(WallTime at) {
  const Civil c = civil(at);
  std::array<char, 64> text{};
  const int length =
      std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03d+00:00", c.year,
                    c.month, c.day, c.hour, c.minute, c.second, c.millis);
  return {text.data(), static_cast<std::size_t>(length)};
}

}  // namespace understudy
