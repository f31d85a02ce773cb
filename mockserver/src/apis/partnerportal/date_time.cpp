// SPDX-License-Identifier: MIT
#include "apis/partnerportal/date_time.hpp"

#include <chrono>

namespace understudy::mock::partnerportal {

namespace {

using Days = std::chrono::sys_days;
using Minutes = std::chrono::sys_time<std::chrono::minutes>;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Digits and separators as in "00:00:00": true where `text` begins with that pattern.
bool begins_like(std::string_view text, std::string_view pattern) {
  if (text.size() < pattern.size()) return false;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '0' ? !is_digit(text[i]) : text[i] != pattern[i]) return false;
  }
  return true;
}

int two_digits(std::string_view text, std::size_t at) {
  return (text[at] - '0') * 10 + (text[at + 1] - '0');
}

void append_padded(std::string& out, int number, std::size_t width) {
  const std::string digits = std::to_string(number);
  out.append(width - digits.size(), '0') += digits;
}

/// `second` and `fraction` are the same in every time zone.
std::optional<std::string> write(Minutes at, int second, std::string_view fraction) {
  const Days day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date{day};
  const int year = static_cast<int>(date.year());
  if (year < 0 || year > 9999) return std::nullopt;
  const auto minute = static_cast<int>((at - day).count());
  std::string out;
  append_padded(out, year, 4);
  out += '-';
  append_padded(out, static_cast<int>(static_cast<unsigned>(date.month())), 2);
  out += '-';
  append_padded(out, static_cast<int>(static_cast<unsigned>(date.day())), 2);
  out += 'T';
  append_padded(out, minute / 60, 2);
  out += ':';
  append_padded(out, minute % 60, 2);
  out += ':';
  append_padded(out, second, 2);
  fraction = fraction.substr(0, fraction.find_last_not_of('0') + 1);
  if (!fraction.empty()) (out += '.') += fraction;
  return out + 'Z';
}

// full-date = 4DIGIT "-" 2DIGIT "-" 2DIGIT, cut off the front
std::optional<Days> take_date(std::string_view& text) {
  if (!begins_like(text, "0000-00-00")) return std::nullopt;
  const std::chrono::year_month_day date{
      std::chrono::year{two_digits(text, 0) * 100 + two_digits(text, 2)},
      std::chrono::month{static_cast<unsigned>(two_digits(text, 5))},
      std::chrono::day{static_cast<unsigned>(two_digits(text, 8))}};
  text.remove_prefix(10);
  return date.ok() ? std::optional<Days>{date} : std::nullopt;
}

// time-offset = "Z" / "z" / ( "+" / "-" ) 2DIGIT ":" 2DIGIT, the whole text
std::optional<std::chrono::minutes> read_offset(std::string_view text) {
  using std::chrono::minutes;
  if (text == "Z" || text == "z") return minutes{0};
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  if (!begins_like(text.substr(1), "00:00")) return std::nullopt;
  const int hour = two_digits(text, 1);
  const int minute = two_digits(text, 4);
  if (hour > 23 || minute > 59) return std::nullopt;
  return minutes{(hour * 60 + minute) * (text[0] == '-' ? -1 : 1)};
}

}  // namespace

// date-time = full-date ( "T" / "t" ) 2DIGIT ":" 2DIGIT ":" 2DIGIT [ "." 1*DIGIT ] time-offset
std::optional<std::string> to_utc(std::string_view text, DateOnly date_only) {
  const auto day = take_date(text);
  if (!day) return std::nullopt;
  if (text.empty() && date_only == DateOnly::accepted) return write(Minutes{*day}, 0, {});
  if (!begins_like(text, "T00:00:00") && !begins_like(text, "t00:00:00")) return std::nullopt;
  const int hour = two_digits(text, 1);
  const int minute = two_digits(text, 4);
  const int second = two_digits(text, 7);
  if (hour > 23 || minute > 59 || second > 60) return std::nullopt;
  text.remove_prefix(9);

  std::string_view fraction;
  if (text.starts_with('.')) {
    std::size_t end = 1;
    while (end < text.size() && is_digit(text[end])) ++end;
    if (end == 1) return std::nullopt;
    fraction = text.substr(1, end - 1);
    text.remove_prefix(end);
  }
  const auto offset = read_offset(text);
  if (!offset) return std::nullopt;
  const Minutes at = Minutes{*day} + std::chrono::minutes{hour * 60 + minute} - *offset;
  const bool ends_a_day = (at - std::chrono::floor<std::chrono::days>(at)).count() == 24 * 60 - 1;
  if (second == 60 && !ends_a_day) return std::nullopt;  // RFC 3339 section 5.7
  return write(at, second, fraction);
}

std::string write_date_time(WallTime at) {
  const auto millis = std::chrono::floor<std::chrono::milliseconds>(at);
  const auto minute = std::chrono::floor<std::chrono::minutes>(millis);
  const auto rest = static_cast<int>((millis - minute).count());
  std::string fraction;
  append_padded(fraction, rest % 1000, 3);
  return write(minute, rest / 1000, fraction).value_or("1970-01-01T00:00:00Z");
}

}  // namespace understudy::mock::partnerportal
