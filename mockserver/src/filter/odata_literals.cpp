// SPDX-License-Identifier: MIT
/// The literals of OData but texts, by their looks.
///
/// Grammar:  literal  = null / boolean / guid / datetime / date / time / number
///           null     = %s"null"
///           boolean  = "true" / "false"
///           number   = [ "+" / "-" ] 1*DIGIT [ "." 1*DIGIT ] [ "e" [ "+" / "-" ] 1*DIGIT ]
///                    / %s"INF" / %s"-INF" / %s"NaN"
///           date     = 4DIGIT "-" 2DIGIT "-" 2DIGIT
///           datetime = date "T" time ( "Z" / ( "+" / "-" ) 2DIGIT ":" 2DIGIT )
///           time     = 2DIGIT ":" 2DIGIT [ ":" 2DIGIT [ "." 1*12DIGIT ] ]
///           guid     = 8HEXDIG "-" 4HEXDIG "-" 4HEXDIG "-" 4HEXDIG "-" 12HEXDIG
/// Source:   S10.2
#include <array>
#include <limits>

#include "filter/odata_syntax.hpp"
#include "filter/text_language.hpp"
#include "query/number.hpp"
#include "understudy/base/unicode.hpp"

namespace understudy::mock::filter::odata {

namespace {

constexpr std::string_view kNoSuchTime = "a day and a time that exist are due";

bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

// guid
ScannedLiteral scan_guid(std::string_view text) {
  constexpr std::array<std::size_t, 5> kGroups{8, 4, 4, 4, 12};
  std::size_t at = 0;
  for (const std::size_t digits : kGroups) {
    if (at != 0 && (at >= text.size() || text[at++] != '-')) return {};
    for (std::size_t i = 0; i < digits; ++i) {
      if (at >= text.size() || !is_hex(text[at++])) return {};
    }
  }
  if (at < text.size() && is_in_name(text[at])) return {};
  return {fold_case(text.substr(0, at)), kGuid, at};
}

// null, boolean, "INF", "NaN"
ScannedLiteral scan_word(std::string_view text) {
  const std::string_view word = Scanner{text}.name_at(0);
  const char behind = word.size() < text.size() ? text[word.size()] : '\0';
  // null/x, null(x), null.x and null'x' are names of something else
  if (behind == '(' || behind == '/' || behind == '.' || behind == '\'') return {};
  if (word == "null") return {query::Null{}, kNull, word.size()};
  if (word == "INF") return {std::numeric_limits<double>::infinity(), kNumber, word.size()};
  if (word == "NaN") return {std::numeric_limits<double>::quiet_NaN(), kNumber, word.size()};
  const std::string lower = in_lower_case(word);
  if (lower == "true" || lower == "false") return {lower == "true", kBoolean, word.size()};
  return {};
}

// date, datetime
ScannedLiteral scan_day(std::string_view text) {
  const auto date = query::scan_date(text);
  if (date.size == 0) return {};
  const bool has_time =
      date.size < text.size() && (text[date.size] == 'T' || text[date.size] == 't');
  if (!has_time) {
    if (!date.value) return {{}, kNothing, date.size, "a day that exists is due"};
    return {*date.value, kDate, date.size};
  }
  const std::size_t time_at = date.size + 1;
  const auto time = query::scan_time(text.substr(time_at));
  if (time.size == 0) {
    return {{}, kNothing, time_at, "a time is due behind 'T', such as T08:30:00Z"};
  }
  const std::size_t zone_at = time_at + time.size;
  const auto zone = query::scan_zone(text.substr(zone_at));
  const std::size_t size = zone_at + zone.size;
  if (zone.size == 0) return {{}, kNothing, size, "'Z' or an offset is due behind the time"};
  std::string upper{text.substr(0, size)};
  upper[date.size] = 'T';
  const auto moment = query::parse_moment(upper);
  if (!moment) return {{}, kNothing, size, kNoSuchTime};
  return {*moment, kDateTime, size};
}

// time
ScannedLiteral scan_clock(std::string_view text) {
  const auto time = query::scan_time(text);
  if (time.size == 0) return {};
  if (!time.value) return {{}, kNothing, time.size, "a time from 00:00 to 23:59:59.9 is due"};
  return {*time.value, kTime, time.size};
}

// number
ScannedLiteral scan_number(std::string_view text) {
  const Scanner in{text};
  const bool is_signed = in.peek() == '+' || in.peek() == '-';
  const std::size_t begin = is_signed ? 1 : 0;
  if (text.starts_with("-INF") && in.name_at(1).size() == 3) {
    return {-std::numeric_limits<double>::infinity(), kNumber, 4};
  }
  std::size_t end = in.behind_digits(begin);
  if (end == begin) return {};
  if (end < text.size() && text[end] == '.' && in.behind_digits(end + 1) > end + 1) {
    end = in.behind_digits(end + 1);
  }
  if (end < text.size() && (text[end] == 'e' || text[end] == 'E')) {
    const bool has_sign = end + 1 < text.size() && (text[end + 1] == '+' || text[end + 1] == '-');
    const std::size_t digits = end + (has_sign ? 2 : 1);
    if (in.behind_digits(digits) > digits) end = in.behind_digits(digits);
  }
  return {query::parse_number(text.substr(0, end)), kNumber, end};
}

}  // namespace

ScannedLiteral scan_literal(std::string_view text) {
  for (const auto scan : {&scan_guid, &scan_word, &scan_day, &scan_clock, &scan_number}) {
    ScannedLiteral literal = scan(text);
    if (literal.size != 0) return literal;
  }
  return {};
}

}  // namespace understudy::mock::filter::odata
