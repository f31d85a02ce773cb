// SPDX-License-Identifier: MIT
/// The clock of a space.
#include <chrono>
#include <cstdint>

#include "admin/admin.hpp"
#include "query/moment.hpp"

namespace understudy::mock::admin {

namespace {

Json described(const VirtualClock& clock) {
  return {{"now", format_iso_millis(clock.wall_now())}, {"frozen", clock.is_frozen()}};
}

Answer get_clock(const Call& call) { return json_answer(described(call.space.clock)); }

Result<WallTime> read_time(JsonElement text) {
  constexpr std::int64_t kYear2200 = 7'258'118'400;  // ours: nanoseconds of 64 bits end in 2262
  const auto moment = query::parse_moment(text.text());
  if (!moment || moment->seconds < 0 || moment->seconds >= kYear2200) {
    return Failure{Error{Errc::bad_input, "expected a time from 1970 to 2199", "/now",
                         "write 2026-03-04T12:00:00Z"}};
  }
  return WallTime{std::chrono::seconds{moment->seconds} +
                  std::chrono::nanoseconds{moment->nanoseconds}};
}

/// Freezing comes first and resuming last, so that the time in between is the one that was asked
/// for.
Answer move_clock(const Call& call) {
  VirtualClock& clock = call.space.clock;
  const auto now = call.body->find("now");
  const auto time = now ? read_time(*now) : Result<WallTime>{WallTime{}};
  if (!time) return Failure{time.error()};
  const auto frozen = call.body->find("frozen");
  if (frozen && frozen->is_true()) clock.freeze();
  if (now) clock.set(*time);
  if (const auto by = call.body->find("advance_ms")) {
    clock.advance(std::chrono::milliseconds{to_int64(*by).value_or(0)});
  }
  if (frozen && !frozen->is_true()) clock.resume();
  return json_answer(described(clock));
}

Answer reset_clock(const Call& call) {
  call.space.clock.reset();
  return json_answer(described(call.space.clock));
}

}  // namespace

Part clock_part() {
  return {{"getClock", get_clock}, {"moveClock", move_clock}, {"resetClock", reset_clock}};
}

}  // namespace understudy::mock::admin
