// SPDX-License-Identifier: MIT
#include "instant.hpp"

#include <chrono>

namespace understudy::conformance {

namespace {

/// Reads from the front of a text.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  /// 1*DIGIT of exactly that many.
  int number(std::size_t digits, int low, int high) {
    if (text_.size() < digits) return fail();
    int value = 0;
    for (const char c : text_.substr(0, digits)) {
      if (c < '0' || c > '9') return fail();
      value = value * 10 + (c - '0');
    }
    text_.remove_prefix(digits);
    return value < low || value > high ? fail() : value;
  }
  /// One of these characters.
  char one_of(std::string_view choices) {
    if (text_.empty() || choices.find(text_.front()) == choices.npos)
      return static_cast<char>(fail());
    const char c = text_.front();
    text_.remove_prefix(1);
    return c;
  }
  bool starts_with_any(std::string_view choices) const {
    return !text_.empty() && choices.find(text_.front()) != choices.npos;
  }
  bool at_end() const { return text_.empty(); }
  bool ok() const { return ok_; }

  /// [ "." 1*DIGIT ]
  Duration fraction() {
    if (!starts_with_any(".")) return Duration{0};
    one_of(".");
    if (!starts_with_any("0123456789")) fail();
    Duration value{0};
    Duration unit{100'000'000};
    while (starts_with_any("0123456789")) {
      value += unit * (one_of("0123456789") - '0');
      unit /= 10;
    }
    return value;
  }
  /// [ "Z" / ("+" / "-") hh:mm ]
  std::chrono::minutes zone() {
    if (at_end()) return std::chrono::minutes{0};
    const char sign = one_of("Zz+-");
    if (sign != '+' && sign != '-') return std::chrono::minutes{0};
    const int hours = number(2, 0, 23);
    one_of(":");
    const std::chrono::minutes offset{hours * 60 + number(2, 0, 59)};
    return sign == '-' ? -offset : offset;
  }

 private:
  int fail() {
    ok_ = false;
    return 0;
  }
  std::string_view text_;
  bool ok_ = true;
};

}  // namespace

std::optional<WallTime> read_instant(std::string_view text) {
  // 1678 to 2261 is what WallTime has; nothing of an API lies outside.
  Cursor cursor{text};
  const int year = cursor.number(4, 1700, 2200);
  cursor.one_of("-");
  const int month = cursor.number(2, 1, 12);
  cursor.one_of("-");
  const int day = cursor.number(2, 1, 31);
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!cursor.ok() || !date.ok()) return std::nullopt;
  const WallTime midnight{std::chrono::sys_days{date}};
  if (cursor.at_end()) return midnight;
  cursor.one_of("Tt ");
  const std::chrono::hours hours{cursor.number(2, 0, 23)};
  cursor.one_of(":");
  const std::chrono::minutes minutes{cursor.number(2, 0, 59)};
  cursor.one_of(":");
  const std::chrono::seconds seconds{cursor.number(2, 0, 60)};
  const Duration fraction = cursor.fraction();
  const std::chrono::minutes zone = cursor.zone();
  if (!cursor.ok() || !cursor.at_end()) return std::nullopt;
  return midnight + hours + minutes + seconds + fraction - zone;
}

}  // namespace understudy::conformance
