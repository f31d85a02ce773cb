// SPDX-License-Identifier: MIT
#include "query/moment.hpp"

#include <array>
#include <tuple>

namespace understudy::mock::query {

namespace {

constexpr std::int64_t kSecondsPerDay = 86'400;
constexpr std::size_t kFractionDigits = 12;

constexpr bool is_leap(std::int64_t year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

constexpr int days_of_month(std::int64_t year, int month) {
  constexpr std::array<int, 12> kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month == 2 && is_leap(year)) return 29;
  return kDays[static_cast<std::size_t>(month - 1)];
}

constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a / b - (a % b < 0 ? 1 : 0);
}

// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": eras of 400 years from March 1.
constexpr std::int64_t days_from_civil(std::int64_t year, int month, int day) {
  const std::int64_t shifted = year - (month <= 2 ? 1 : 0);
  const std::int64_t era = floor_div(shifted, 400);
  const std::int64_t year_of_era = shifted - era * 400;
  const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146'097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
         719'468;
}

void set_day(CivilTime& civil, std::int64_t days) {
  const std::int64_t shifted = days + 719'468;
  const std::int64_t era = floor_div(shifted, 146'097);
  const std::int64_t day_of_era = shifted - era * 146'097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month = (5 * day_of_year + 2) / 153;
  civil.day = static_cast<int>(day_of_year - (153 * month + 2) / 5 + 1);
  civil.month = static_cast<int>(month < 10 ? month + 3 : month - 9);
  civil.year = year_of_era + era * 400 + (civil.month <= 2 ? 1 : 0);
}

std::int64_t local_seconds(const Moment& moment) {
  return moment.seconds + std::int64_t{moment.offset} * 60;
}

/// The number that `count` digits from `at` on make, or nothing.
std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) {
  if (text.size() < at + count) return std::nullopt;
  int number = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    number = number * 10 + (text[i] - '0');
  }
  return number;
}

bool sees(std::string_view text, std::size_t at, char wanted) {
  return at < text.size() && text[at] == wanted;
}

/// "." 1*12DIGIT at `at`; `at` moves behind it.
std::int64_t scan_fraction(std::string_view text, std::size_t& at) {
  if (!sees(text, at, '.') || !digits(text, at + 1, 1)) return 0;
  std::int64_t fraction = 0;
  std::int64_t unit = kPicosecondsPerSecond;
  ++at;
  for (std::size_t i = 0; i < kFractionDigits; ++i) {
    const auto digit = digits(text, at, 1);
    if (!digit) break;
    unit /= 10;
    fraction += unit * *digit;
    ++at;
  }
  return fraction;
}

}  // namespace

std::strong_ordering compare_instants(const Moment& a, const Moment& b) {
  return std::tie(a.seconds, a.nanoseconds, a.picoseconds) <=>
         std::tie(b.seconds, b.nanoseconds, b.picoseconds);
}

CivilTime civil_time(const Moment& moment) {
  const std::int64_t local = local_seconds(moment);
  const std::int64_t days = floor_div(local, kSecondsPerDay);
  const auto second = static_cast<int>(local - days * kSecondsPerDay);
  CivilTime civil{.hour = second / 3600,
                  .minute = second / 60 % 60,
                  .second = second % 60,
                  .picosecond = std::int64_t{moment.nanoseconds} * 1000 + moment.picoseconds};
  set_day(civil, days);
  return civil;
}

std::optional<Moment> make_moment(const CivilTime& civil, int offset) {
  if (civil.month < 1 || civil.month > 12 || civil.day < 1 ||
      civil.day > days_of_month(civil.year, civil.month)) {
    return std::nullopt;
  }
  if (civil.hour > 23 || civil.minute > 59 || civil.second > 59) return std::nullopt;
  Moment moment;
  moment.seconds = days_from_civil(civil.year, civil.month, civil.day) * kSecondsPerDay +
                   civil.hour * 3600 + civil.minute * 60 + civil.second - std::int64_t{offset} * 60;
  moment.nanoseconds = static_cast<std::uint32_t>(civil.picosecond / 1000);
  moment.picoseconds = static_cast<std::uint16_t>(civil.picosecond % 1000);
  moment.offset = static_cast<std::int16_t>(offset);
  return moment;
}

Moment day_of(const Moment& moment) {
  return {.seconds = floor_div(local_seconds(moment), kSecondsPerDay) * kSecondsPerDay};
}

std::int64_t time_of_day(const Moment& moment) {
  const std::int64_t local = local_seconds(moment);
  const std::int64_t seconds = local - floor_div(local, kSecondsPerDay) * kSecondsPerDay;
  return seconds * kPicosecondsPerSecond + std::int64_t{moment.nanoseconds} * 1000 +
         moment.picoseconds;
}

Scanned<Moment> scan_date(std::string_view text, char separator) {
  constexpr std::size_t kSize = 10;
  const auto year = digits(text, 0, 4);
  const auto month = digits(text, 5, 2);
  const auto day = digits(text, 8, 2);
  if (!year || !month || !day || text[4] != separator || text[7] != separator) return {};
  return {make_moment({.year = *year, .month = *month, .day = *day}, 0), kSize};
}

Scanned<std::int64_t> scan_time(std::string_view text) {
  const auto hour = digits(text, 0, 2);
  const auto minute = digits(text, 3, 2);
  if (!hour || !minute || text[2] != ':') return {};
  std::size_t at = 5;
  int second = 0;
  std::int64_t fraction = 0;
  if (sees(text, at, ':')) {
    const auto seconds = digits(text, at + 1, 2);
    if (!seconds) return {};
    second = *seconds;
    at += 3;
    fraction = scan_fraction(text, at);
  }
  if (*hour > 23 || *minute > 59 || second > 59) return {std::nullopt, at};
  const std::int64_t whole = *hour * 3600 + *minute * 60 + second;
  return {whole * kPicosecondsPerSecond + fraction, at};
}

Scanned<int> scan_zone(std::string_view text) {
  if (sees(text, 0, 'Z') || sees(text, 0, 'z')) return {0, 1};
  if (!sees(text, 0, '+') && !sees(text, 0, '-')) return {};
  const auto hours = digits(text, 1, 2);
  const auto minutes = digits(text, 4, 2);
  if (!hours || !minutes || text[3] != ':') return {};
  if (*hours > 23 || *minutes > 59) return {std::nullopt, 6};
  const int offset = *hours * 60 + *minutes;
  return {text.front() == '-' ? -offset : offset, 6};
}

std::optional<Moment> parse_moment(std::string_view text) {
  const auto date = scan_date(text);
  if (!date.value || !sees(text, date.size, 'T')) return std::nullopt;
  text.remove_prefix(date.size + 1);
  const auto time = scan_time(text);
  if (!time.value) return std::nullopt;
  text.remove_prefix(time.size);
  const auto zone = scan_zone(text);
  if (zone.size != text.size() || (!zone.value && !text.empty())) return std::nullopt;

  CivilTime civil = civil_time(*date.value);
  civil.hour = static_cast<int>(*time.value / kPicosecondsPerSecond / 3600);
  civil.minute = static_cast<int>(*time.value / kPicosecondsPerSecond / 60 % 60);
  civil.second = static_cast<int>(*time.value / kPicosecondsPerSecond % 60);
  civil.picosecond = *time.value % kPicosecondsPerSecond;
  return make_moment(civil, zone.value.value_or(0));
}

}  // namespace understudy::mock::query
