// SPDX-License-Identifier: MIT
/// `duration`: "P1Y2M3DT4H5M6S" or "P2W", whole numbers only, no unit skipped.
///
/// Grammar:  duration   = "P" ( dur-date / dur-time / dur-week )
///           dur-date   = ( dur-day / dur-month / dur-year ) [ dur-time ]
///           dur-year   = 1*DIGIT "Y" [ dur-month ]
///           dur-month  = 1*DIGIT "M" [ dur-day ]
///           dur-day    = 1*DIGIT "D"
///           dur-time   = "T" ( dur-hour / dur-minute / dur-second )
///           dur-hour   = 1*DIGIT "H" [ dur-minute ]
///           dur-minute = 1*DIGIT "M" [ dur-second ]
///           dur-second = 1*DIGIT "S"
///           dur-week   = 1*DIGIT "W"
/// Shape:    designators are capitals, as in ISO 8601
/// Source:   RFC 3339 appendix A
#include <string_view>

#include "formats/format.hpp"
#include "formats/scanner.hpp"

namespace understudy::schema {

namespace {

// dur-year / dur-month / dur-day, or the same of a time: a run of `units` without a gap
bool take_units(Scanner& in, std::string_view units) {
  bool is_first = true;
  while (!in.at_end() && is_digit(in.rest.front())) {
    static_cast<void>(in.take_while(is_digit));
    if (in.at_end()) return false;
    const std::size_t place = units.find(in.rest.front());
    if (place == std::string_view::npos || (!is_first && place != 0)) return false;
    in.rest.remove_prefix(1);
    units.remove_prefix(place + 1);
    is_first = false;
  }
  return !is_first;
}

// dur-week = 1*DIGIT "W"
bool is_week(Scanner in) { return in.take_while(is_digit) > 0 && in.take('W') && in.at_end(); }

// dur-time = "T" ( dur-hour / dur-minute / dur-second )
bool is_dur_time(Scanner in) { return in.take('T') && take_units(in, "HMS") && in.at_end(); }

// dur-date = ( dur-day / dur-month / dur-year ) [ dur-time ]
bool is_dur_date(Scanner in) { return take_units(in, "YMD") && (in.at_end() || is_dur_time(in)); }

}  // namespace

bool is_duration(std::string_view text) {
  Scanner in{text};
  return in.take('P') && (is_dur_date(in) || is_dur_time(in) || is_week(in));
}

}  // namespace understudy::schema
