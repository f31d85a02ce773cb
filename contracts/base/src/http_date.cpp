// SPDX-License-Identifier: MIT
/// The three forms of a date in a field of HTTP, read to the letter.
#include <array>
#include <chrono>
#include <cstddef>

#include "understudy/base/clock.hpp"

namespace understudy {

namespace {

constexpr std::array<std::string_view, 7> kDays{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                "Thursday", "Friday", "Saturday"};
constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr int kLongestFuture = 50;  // years; RFC 9110 section 5.6.7

/// Cuts pieces off the front of a text; once something is missing, everything is.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  void expect(std::string_view text) {
    is_good_ = is_good_ && rest_.starts_with(text);
    if (is_good_) rest_.remove_prefix(text.size());
  }
  [[nodiscard]] bool sees(char c) const { return is_good_ && rest_.starts_with(c); }

  int digits(std::size_t count) {
    int number = 0;
    is_good_ = is_good_ && rest_.size() >= count;
    for (std::size_t i = 0; is_good_ && i < count; ++i) {
      is_good_ = rest_[i] >= '0' && rest_[i] <= '9';
      number = number * 10 + (rest_[i] - '0');
    }
    if (is_good_) rest_.remove_prefix(count);
    return number;
  }

  /// The place of the name in front, of which `length` characters count; 0: all.
  template <std::size_t N>
  unsigned name(const std::array<std::string_view, N>& names, std::size_t length) {
    for (unsigned i = 0; is_good_ && i < N; ++i) {
      const std::string_view name = length == 0 ? names[i] : names[i].substr(0, length);
      if (!rest_.starts_with(name)) continue;
      rest_.remove_prefix(name.size());
      return i;
    }
    is_good_ = false;
    return 0;
  }

  [[nodiscard]] bool is_done() const { return is_good_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool is_good_ = true;
};

struct Parts {
  unsigned weekday = 0;
  int year = 0;
  unsigned month = 0;  ///< 0 is January
  int day = 0;
  int hour = 0;
  int minute = 0;
  int second = 0;
};

void read_time(Reader& reader, Parts& parts) {
  parts.hour = reader.digits(2);
  reader.expect(":");
  parts.minute = reader.digits(2);
  reader.expect(":");
  parts.second = reader.digits(2);
}

// IMF-fixdate = day-name "," SP day SP month SP year SP time-of-day SP GMT
std::optional<Parts> read_imf(std::string_view text) {
  Reader reader{text};
  Parts parts;
  parts.weekday = reader.name(kDays, 3);
  reader.expect(", ");
  parts.day = reader.digits(2);
  reader.expect(" ");
  parts.month = reader.name(kMonths, 0);
  reader.expect(" ");
  parts.year = reader.digits(4);
  reader.expect(" ");
  read_time(reader, parts);
  reader.expect(" GMT");
  return reader.is_done() ? std::optional{parts} : std::nullopt;
}

// rfc850-date = day-name-l "," SP day "-" month "-" 2DIGIT SP time-of-day SP GMT
std::optional<Parts> read_rfc850(std::string_view text, int this_year) {
  Reader reader{text};
  Parts parts;
  parts.weekday = reader.name(kDays, 0);
  reader.expect(", ");
  parts.day = reader.digits(2);
  reader.expect("-");
  parts.month = reader.name(kMonths, 0);
  reader.expect("-");
  parts.year = this_year / 100 * 100 + 100 + reader.digits(2);
  while (parts.year > this_year + kLongestFuture) parts.year -= 100;
  reader.expect(" ");
  read_time(reader, parts);
  reader.expect(" GMT");
  return reader.is_done() ? std::optional{parts} : std::nullopt;
}

// asctime-date = day-name SP month SP ( 2DIGIT / SP DIGIT ) SP time-of-day SP year
std::optional<Parts> read_asctime(std::string_view text) {
  Reader reader{text};
  Parts parts;
  parts.weekday = reader.name(kDays, 3);
  reader.expect(" ");
  parts.month = reader.name(kMonths, 0);
  reader.expect(" ");
  const bool is_short = reader.sees(' ');
  if (is_short) reader.expect(" ");
  parts.day = reader.digits(is_short ? 1 : 2);
  reader.expect(" ");
  read_time(reader, parts);
  reader.expect(" ");
  parts.year = reader.digits(4);
  return reader.is_done() ? std::optional{parts} : std::nullopt;
}

std::optional<WallTime> to_time(const Parts& parts) {
  const std::chrono::year_month_day date{std::chrono::year{parts.year},
                                         std::chrono::month{parts.month + 1},
                                         std::chrono::day{static_cast<unsigned>(parts.day)}};
  // 60 is a leap second (RFC 9110 section 5.6.7).
  if (!date.ok() || parts.hour > 23 || parts.minute > 59 || parts.second > 60) return std::nullopt;
  const std::chrono::sys_days day{date};
  if (std::chrono::weekday{day}.c_encoding() != parts.weekday) return std::nullopt;
  const std::chrono::sys_seconds at = day + std::chrono::hours{parts.hour} +
                                      std::chrono::minutes{parts.minute} +
                                      std::chrono::seconds{parts.second};
  if (at < std::chrono::ceil<std::chrono::seconds>(WallTime::min()) ||
      at > std::chrono::floor<std::chrono::seconds>(WallTime::max())) {
    return std::nullopt;
  }
  return WallTime{at};
}

}  // namespace

std::optional<WallTime> parse_http_date(std::string_view text, WallTime now) {
  const std::chrono::year_month_day today{std::chrono::floor<std::chrono::days>(now)};
  auto parts = read_imf(text);
  if (!parts) parts = read_rfc850(text, static_cast<int>(today.year()));
  if (!parts) parts = read_asctime(text);
  return parts ? to_time(*parts) : std::nullopt;
}

}  // namespace understudy
