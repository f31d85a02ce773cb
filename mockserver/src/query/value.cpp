// SPDX-License-Identifier: MIT
#include "query/value.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>

#include "query/number.hpp"
#include "query/value_view.hpp"

namespace understudy::mock::query {

namespace {

constexpr double kTwoTo63 = 9223372036854775808.0;

/// The kinds that compare with each other share a class; classes are in ascending order.
std::size_t class_of(const ValueView& view) {
  constexpr std::array<std::size_t, 6> kClasses{0, 1, 2, 2, 4, 3};
  return kClasses[view.index()];
}

std::strong_ordering compare_doubles(double a, double b) {
  if (a < b) return std::strong_ordering::less;
  if (a > b) return std::strong_ordering::greater;
  return !std::isnan(a) <=> !std::isnan(b);
}

// Through double, 2^53 and 2^53 + 1 would be equal.
std::strong_ordering compare_exactly(std::int64_t a, double b) {
  if (b >= kTwoTo63) return std::strong_ordering::less;
  if (std::isnan(b) || b < -kTwoTo63) return std::strong_ordering::greater;
  const auto whole = static_cast<std::int64_t>(b);
  if (a != whole) return a <=> whole;
  return compare_doubles(0.0, b - static_cast<double>(whole));
}

std::strong_ordering compare_numbers(const ValueView& a, const ValueView& b) {
  const auto* left = std::get_if<std::int64_t>(&a);
  const auto* right = std::get_if<std::int64_t>(&b);
  if (left != nullptr && right != nullptr) return *left <=> *right;
  if (left != nullptr) return compare_exactly(*left, *std::get_if<double>(&b));
  if (right != nullptr) return 0 <=> compare_exactly(*right, *std::get_if<double>(&a));
  return compare_doubles(*std::get_if<double>(&a), *std::get_if<double>(&b));
}

/// Whether a number that double cannot hold is too large for it rather than too small: the power of
/// ten of its first digit that is not 0 says so.
bool is_huge(std::string_view text) {
  const std::size_t e = std::min(text.find_first_of("eE"), text.size());
  const std::string_view mantissa = text.substr(0, e);
  const std::size_t point = std::min(mantissa.find('.'), mantissa.size());
  const std::size_t first = std::min(mantissa.find_first_of("123456789"), mantissa.size());
  const std::int64_t power = static_cast<std::int64_t>(point) - static_cast<std::int64_t>(first);
  if (e == text.size()) return power > 0;

  std::string_view digits = text.substr(e + 1);
  if (digits.front() == '+') digits.remove_prefix(1);
  std::int64_t exponent = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), exponent);
  if (read.ec != std::errc{}) return digits.front() != '-';
  constexpr std::int64_t kFar = std::int64_t{1} << 32;
  return power + std::clamp(exponent, -kFar, kFar) > 0;
}

}  // namespace

ValueView view_of(const Value& value) {
  return std::visit([](const auto& held) -> ValueView { return held; }, value);
}

Value to_value(const ValueView& view) {
  return std::visit(
      [](const auto& held) -> Value {
        if constexpr (std::is_same_v<decltype(held), const std::string_view&>) {
          return std::string{held};
        } else {
          return held;
        }
      },
      view);
}

std::strong_ordering compare_views(const ValueView& a, const ValueView& b) {
  if (const auto by_class = class_of(a) <=> class_of(b); by_class != 0) return by_class;
  if (const auto* text = std::get_if<std::string_view>(&a)) {
    return *text <=> *std::get_if<std::string_view>(&b);
  }
  if (const auto* flag = std::get_if<bool>(&a)) return *flag <=> *std::get_if<bool>(&b);
  if (const auto* moment = std::get_if<Moment>(&a)) {
    return compare_instants(*moment, *std::get_if<Moment>(&b));
  }
  if (std::holds_alternative<Null>(a)) return std::strong_ordering::equal;
  return compare_numbers(a, b);
}

std::strong_ordering compare(const Value& a, const Value& b) {
  return compare_views(view_of(a), view_of(b));
}

Value parse_number(std::string_view text) {
  if (text.front() == '+') text.remove_prefix(1);
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  std::int64_t integer = 0;
  const auto whole = std::from_chars(begin, end, integer);
  if (whole.ec == std::errc{} && whole.ptr == end) return integer;

  double number = 0;
  if (std::from_chars(begin, end, number).ec != std::errc::result_out_of_range) return number;
  const double size = is_huge(text) ? std::numeric_limits<double>::infinity() : 0.0;
  return text.front() == '-' ? -size : size;
}

}  // namespace understudy::mock::query
