// SPDX-License-Identifier: MIT
/// Dates of leads: any RFC 3339 text in, one form out.
///
/// Source:   S4.10, S5.6, A24; RFC 3339 section 5.6
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "understudy/base/clock.hpp"

namespace understudy::mock::partnerportal {

enum class DateOnly : std::uint8_t { refused, accepted };

/// The instant in UTC.
///
/// Grammar:  as the format `date-time`; with DateOnly::accepted also a date, midnight UTC
/// Shape:    YYYY-MM-DDThh:mm:ss[.fraction]Z, the fraction without zeros at its end; second 60
///           stays where it was a leap second
/// Errors:   nothing for any other text, and for an instant outside of the years 0 to 9999 in UTC
std::optional<std::string> to_utc(std::string_view text, DateOnly date_only);

/// The same form of a clock's time, cut to milliseconds.
std::string write_date_time(WallTime at);

}  // namespace understudy::mock::partnerportal
