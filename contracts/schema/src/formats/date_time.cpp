// SPDX-License-Identifier: MIT
/// `date`, `time` and `date-time`: the Internet profile of ISO 8601.
///
/// Grammar:  date-time      = full-date ( "T" / "t" ) full-time
///           full-date      = 4DIGIT "-" 2DIGIT "-" 2DIGIT
///           full-time      = partial-time time-offset
///           partial-time   = 2DIGIT ":" 2DIGIT ":" 2DIGIT [ "." 1*DIGIT ]
///           time-offset    = "Z" / "z" / time-numoffset
///           time-numoffset = ( "+" / "-" ) 2DIGIT ":" 2DIGIT
/// Shape:    the day exists in its month; second 60 only where it is 23:59 in UTC
/// Source:   RFC 3339 sections 5.6 and 5.7
#include <array>

#include "formats/format.hpp"
#include "formats/scanner.hpp"

namespace understudy::schema {

namespace {

constexpr int kMinutesOfDay = 24 * 60;

int days_of(int year, int month) {
  constexpr std::array kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return month == 2 && is_leap ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

// full-date = 4DIGIT "-" 2DIGIT "-" 2DIGIT
bool take_full_date(Scanner& in) {
  const int year = in.take_digits(4);
  if (year < 0 || !in.take('-')) return false;
  const int month = in.take_digits(2);
  if (month < 1 || month > 12 || !in.take('-')) return false;
  const int day = in.take_digits(2);
  return day >= 1 && day <= days_of(year, month);
}

struct ClockTime {
  int minute = 0;  ///< of the day
  int second = 0;
};

// partial-time = 2DIGIT ":" 2DIGIT ":" 2DIGIT [ "." 1*DIGIT ]
bool take_partial_time(Scanner& in, ClockTime& time) {
  const int hour = in.take_digits(2);
  if (hour < 0 || hour > 23 || !in.take(':')) return false;
  const int minute = in.take_digits(2);
  if (minute < 0 || minute > 59 || !in.take(':')) return false;
  time.minute = hour * 60 + minute;
  time.second = in.take_digits(2);
  if (time.second < 0 || time.second > 60) return false;
  return !in.take('.') || in.take_while(is_digit) > 0;
}

// time-offset    = "Z" / "z" / time-numoffset
// time-numoffset = ( "+" / "-" ) 2DIGIT ":" 2DIGIT
bool take_time_offset(Scanner& in, int& offset) {
  offset = 0;
  if (in.take('Z') || in.take('z')) return true;
  const bool is_behind = in.take('-');
  if (!is_behind && !in.take('+')) return false;
  const int hour = in.take_digits(2);
  if (hour < 0 || hour > 23 || !in.take(':')) return false;
  const int minute = in.take_digits(2);
  if (minute < 0 || minute > 59) return false;
  offset = (hour * 60 + minute) * (is_behind ? -1 : 1);
  return true;
}

// full-time = partial-time time-offset
bool take_full_time(Scanner& in) {
  ClockTime time;
  int offset = 0;
  if (!take_partial_time(in, time) || !take_time_offset(in, offset)) return false;
  if (time.second < 60) return true;
  const int utc = (time.minute - offset + kMinutesOfDay) % kMinutesOfDay;
  return utc == kMinutesOfDay - 1;
}

}  // namespace

bool is_date(std::string_view text) {
  Scanner in{text};
  return take_full_date(in) && in.at_end();
}

bool is_time(std::string_view text) {
  Scanner in{text};
  return take_full_time(in) && in.at_end();
}

bool is_date_time(std::string_view text) {
  Scanner in{text};
  if (!take_full_date(in)) return false;
  if (!in.take('T') && !in.take('t')) return false;
  return take_full_time(in) && in.at_end();
}

}  // namespace understudy::schema
