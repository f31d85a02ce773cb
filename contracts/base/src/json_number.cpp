// SPDX-License-Identifier: MIT
/// Numbers through from_chars, which says "out of range" for the huge and the tiny alike.
#include "json_number.hpp"

#include <charconv>
#include <cstdint>
#include <system_error>

namespace understudy {

namespace {

/// Whether the leading digit stands before the decimal point once the exponent has moved it.
bool is_huge(std::string_view number) {
  if (number.starts_with('-')) number.remove_prefix(1);
  const std::size_t mark = number.find_first_of("eE");
  std::int64_t exponent = 0;
  if (mark != std::string_view::npos) {
    std::string_view digits = number.substr(mark + 1);
    const bool is_negative = digits.starts_with('-');
    if (is_negative || digits.starts_with('+')) digits.remove_prefix(1);
    constexpr std::int64_t kFar = 1'000'000'000;  // past the digits of any text that is read
    for (const char digit : digits) {
      if (exponent < kFar) exponent = exponent * 10 + (digit - '0');
    }
    if (is_negative) exponent = -exponent;
  }
  const std::string_view mantissa = number.substr(0, mark);
  const std::size_t point = mantissa.find('.');
  const std::string_view whole = mantissa.substr(0, point);
  if (whole != "0") return static_cast<std::int64_t>(whole.size()) + exponent > 0;
  if (point == std::string_view::npos) return false;
  const std::size_t zeros = mantissa.substr(point + 1).find_first_not_of('0');
  return zeros != std::string_view::npos && exponent - static_cast<std::int64_t>(zeros) > 0;
}

}  // namespace

double read_double(std::string_view number) {
  double value = 0;
  const auto read = std::from_chars(number.data(), number.data() + number.size(), value);
  if (read.ec == std::errc::result_out_of_range) return number.starts_with('-') ? -0.0 : 0.0;
  return value;
}

bool is_past_double(std::string_view number) {
  double value = 0;
  const auto read = std::from_chars(number.data(), number.data() + number.size(), value);
  return read.ec == std::errc::result_out_of_range && is_huge(number);
}

}  // namespace understudy
