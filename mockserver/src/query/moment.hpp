// SPDX-License-Identifier: MIT
/// Dates and times: an instant to compare by, and the offset it was written with.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace understudy::mock::query {

/// An instant in the proleptic Gregorian calendar, to the picosecond. Equal: the same instant,
/// written with the same offset.
struct Moment {
  std::int64_t seconds = 0;       ///< since 1970-01-01T00:00:00Z
  std::uint32_t nanoseconds = 0;  ///< of the second
  std::uint16_t picoseconds = 0;  ///< of the nanosecond
  std::int16_t offset = 0;        ///< minutes from UTC to the local time it was written in

  friend bool operator==(const Moment&, const Moment&) = default;
};
/// By instant; the offset says nothing.
std::strong_ordering compare_instants(const Moment& a, const Moment& b);

inline constexpr std::int64_t kPicosecondsPerSecond = 1'000'000'000'000;

/// The parts of a moment in its own offset.
struct CivilTime {
  std::int64_t year = 1970;
  int month = 1;
  int day = 1;
  int hour = 0;
  int minute = 0;
  int second = 0;
  std::int64_t picosecond = 0;  ///< of the second

  friend bool operator==(const CivilTime&, const CivilTime&) = default;
};
CivilTime civil_time(const Moment& moment);
/// Nothing when there is no such day or time: February 30, 24:00, a 61st second.
std::optional<Moment> make_moment(const CivilTime& civil, int offset);

/// Midnight UTC of the day that the moment has in its own offset.
Moment day_of(const Moment& moment);
/// Picoseconds since midnight in its own offset.
std::int64_t time_of_day(const Moment& moment);

/// What stood at the front of a text: its value, and where it ends. `size` is 0 when nothing of the
/// kind stood there, `value` empty when it did and names no day or time.
template <typename T>
struct Scanned {
  std::optional<T> value;
  std::size_t size = 0;
};

/// Grammar:  date     = 4DIGIT sep 2DIGIT sep 2DIGIT          ; sep: the given character
///           time     = 2DIGIT ":" 2DIGIT [ ":" 2DIGIT [ "." 1*12DIGIT ] ]
///           zone     = "Z" / ( "+" / "-" ) 2DIGIT ":" 2DIGIT  ; at most 23:59
/// Units:    a date as midnight UTC, a time in picoseconds since midnight, a zone in minutes
Scanned<Moment> scan_date(std::string_view text, char separator = '-');
Scanned<std::int64_t> scan_time(std::string_view text);
Scanned<int> scan_zone(std::string_view text);

/// date "T" time [ zone ], the whole text; without a zone it is UTC.
std::optional<Moment> parse_moment(std::string_view text);

}  // namespace understudy::mock::query
