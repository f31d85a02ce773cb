// SPDX-License-Identifier: MIT
#include "understudy/client/date_text.hpp"

#include <array>
#include <cstddef>
#include <cstdio>

namespace understudy::client {

namespace {

using std::chrono::milliseconds;

// RFC 3339 section 5.6: years have four digits, in UTC too.
constexpr Instant kFirst = std::chrono::sys_days{std::chrono::year{0} / 1 / 1};
constexpr Instant kBehindLast = std::chrono::sys_days{std::chrono::year{10'000} / 1 / 1};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Cuts exactly so many digits off the front.
std::optional<int> cut_digits(std::string_view& text, std::size_t count) {
  if (text.size() < count) return std::nullopt;
  int number = 0;
  for (const char c : text.substr(0, count)) {
    if (!is_digit(c)) return std::nullopt;
    number = number * 10 + (c - '0');
  }
  text.remove_prefix(count);
  return number;
}

bool cut_char(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

// full-date = 4DIGIT "-" 2DIGIT "-" 2DIGIT
std::optional<std::chrono::year_month_day> cut_date(std::string_view& text) {
  const auto year = cut_digits(text, 4);
  const auto month = year && cut_char(text, '-') ? cut_digits(text, 2) : std::nullopt;
  const auto day = month && cut_char(text, '-') ? cut_digits(text, 2) : std::nullopt;
  if (!day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year},
                                         std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  return date.ok() ? std::optional{date} : std::nullopt;
}

// [ "." 1*DIGIT ]: three of them count
std::optional<milliseconds> cut_fraction(std::string_view& text) {
  if (!cut_char(text, '.')) return milliseconds{0};
  int millis = 0;
  int scale = 100;
  std::size_t digits = 0;
  for (; !text.empty() && is_digit(text.front()); ++digits, scale /= 10) {
    millis += (text.front() - '0') * scale;
    text.remove_prefix(1);
  }
  return digits == 0 ? std::nullopt : std::optional{milliseconds{millis}};
}

// partial-time = 2DIGIT ":" 2DIGIT [ ":" 2DIGIT fraction ]
std::optional<milliseconds> cut_time(std::string_view& text) {
  const auto hour = cut_digits(text, 2);
  const auto minute = hour && cut_char(text, ':') ? cut_digits(text, 2) : std::nullopt;
  if (!minute || *hour > 23 || *minute > 59) return std::nullopt;
  const milliseconds time = std::chrono::hours{*hour} + std::chrono::minutes{*minute};
  if (!cut_char(text, ':')) return time;
  const auto second = cut_digits(text, 2);
  const auto fraction = second ? cut_fraction(text) : std::nullopt;
  if (!fraction || *second > 59) return std::nullopt;
  return time + std::chrono::seconds{*second} + *fraction;
}

// "Z" / ( "+" / "-" ) 2DIGIT [ ":" ] 2DIGIT
std::optional<std::chrono::minutes> cut_zone(std::string_view& text) {
  if (cut_char(text, 'Z')) return std::chrono::minutes{0};
  const bool is_west = text.starts_with('-');
  if (!is_west && !text.starts_with('+')) return std::nullopt;
  text.remove_prefix(1);
  const auto hours = cut_digits(text, 2);
  if (!hours) return std::nullopt;
  cut_char(text, ':');
  const auto minutes = cut_digits(text, 2);
  if (!minutes || *hours > 23 || *minutes > 59) return std::nullopt;
  const std::chrono::minutes ahead = std::chrono::hours{*hours} + std::chrono::minutes{*minutes};
  return is_west ? -ahead : ahead;
}

std::optional<LocalTime> cut_local(std::string_view& text) {
  const auto date = cut_date(text);
  const auto time = date && cut_char(text, 'T') ? cut_time(text) : std::nullopt;
  if (!time) return std::nullopt;
  return LocalTime{std::chrono::local_days{*date}} + *time;
}

}  // namespace

std::optional<std::chrono::year_month_day> parse_date(std::string_view text) {
  const auto date = cut_date(text);
  return text.empty() ? date : std::nullopt;
}

std::optional<Instant> parse_instant(std::string_view text) {
  const auto local = cut_local(text);
  const auto ahead = local ? cut_zone(text) : std::nullopt;
  if (!ahead || !text.empty()) return std::nullopt;
  const Instant at{local->time_since_epoch() - *ahead};
  return at >= kFirst && at < kBehindLast ? std::optional{at} : std::nullopt;
}

std::optional<LocalTime> parse_local_time(std::string_view text) {
  const auto local = cut_local(text);
  return text.empty() ? local : std::nullopt;
}

std::string format_date(std::chrono::year_month_day date) {
  std::array<char, 32> text{};
  const int length =
      std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                    static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return {text.data(), static_cast<std::size_t>(length)};
}

std::string format_local_time(LocalTime at) {
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::hh_mm_ss time{at - day};
  std::array<char, 32> text{};
  const int length = std::snprintf(
      text.data(), text.size(), "T%02d:%02d:%02d.%03d", static_cast<int>(time.hours().count()),
      static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()),
      static_cast<int>(time.subseconds().count()));
  return format_date(std::chrono::year_month_day{day}) +
         std::string{text.data(), static_cast<std::size_t>(length)};
}

std::string format_instant(Instant at) {
  return format_local_time(LocalTime{at.time_since_epoch()}) + "Z";
}

}  // namespace understudy::client
