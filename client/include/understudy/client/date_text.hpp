// SPDX-License-Identifier: MIT
/// Dates and times as JSON texts carry them, read strictly.
///
/// Source:   RFC 3339 section 5.6; ISO 8601 for what has no zone
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace understudy::client {

/// A moment, to the millisecond.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
/// A reading of a calendar and a clock whose zone is not told.
using LocalTime = std::chrono::local_time<std::chrono::milliseconds>;

/// "2026-01-15"; nothing for other texts and for days that no calendar has.
std::optional<std::chrono::year_month_day> parse_date(std::string_view text);

/// A date, "T", a time and a zone: "Z", "+01:00" or "+0100". Seconds may be left out, and have any
/// number of decimals, of which three are kept. No second 60.
std::optional<Instant> parse_instant(std::string_view text);

/// The same without a zone.
std::optional<LocalTime> parse_local_time(std::string_view text);

/// "2026-01-15".
std::string format_date(std::chrono::year_month_day date);
/// "2026-01-15T10:00:00.000Z".
std::string format_instant(Instant at);
/// "2026-01-15T10:00:00.000".
std::string format_local_time(LocalTime at);

}  // namespace understudy::client
