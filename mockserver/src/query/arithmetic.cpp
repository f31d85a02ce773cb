// SPDX-License-Identifier: MIT
#include "query/arithmetic.hpp"

#include <cmath>
#include <limits>

namespace understudy::mock::query {

namespace {

constexpr double kTwoTo63 = 9223372036854775808.0;

std::optional<double> to_double(const ValueView& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return static_cast<double>(*integer);
  if (const auto* number = std::get_if<double>(&value)) return *number;
  return std::nullopt;
}

/// `exact(a, b, &result)` is true when the result does not fit, as the compilers' builtins say it.
template <typename Exact, typename Rounded>
ValueView calculate(const ValueView& a, const ValueView& b, Exact exact, Rounded rounded) {
  const auto* left = std::get_if<std::int64_t>(&a);
  const auto* right = std::get_if<std::int64_t>(&b);
  std::int64_t result = 0;
  if (left != nullptr && right != nullptr && !exact(*left, *right, &result)) return result;
  const auto x = to_double(a);
  const auto y = to_double(b);
  if (!x || !y) return Null{};
  return rounded(*x, *y);
}

/// The same for two integers of which the second is a divisor.
template <typename Exact, typename Rounded>
std::optional<ValueView> divide_by(const ValueView& a, const ValueView& b, Exact exact,
                                   Rounded rounded) {
  const auto* left = std::get_if<std::int64_t>(&a);
  const auto* right = std::get_if<std::int64_t>(&b);
  if (left != nullptr && right != nullptr) {
    if (*right == 0) return std::nullopt;
    return exact(*left, *right);
  }
  const auto x = to_double(a);
  const auto y = to_double(b);
  if (!x || !y) return Null{};
  return rounded(*x, *y);
}

template <typename Rounded>
ValueView round_with(const ValueView& a, Rounded rounded) {
  if (const auto* number = std::get_if<double>(&a)) return rounded(*number);
  if (std::holds_alternative<std::int64_t>(a)) return a;
  return Null{};
}

}  // namespace

ValueView add(const ValueView& a, const ValueView& b) {
  return calculate(
      a, b, [](auto x, auto y, auto* sum) { return __builtin_add_overflow(x, y, sum); },
      [](double x, double y) { return x + y; });
}

ValueView subtract(const ValueView& a, const ValueView& b) {
  return calculate(
      a, b, [](auto x, auto y, auto* rest) { return __builtin_sub_overflow(x, y, rest); },
      [](double x, double y) { return x - y; });
}

ValueView multiply(const ValueView& a, const ValueView& b) {
  return calculate(
      a, b, [](auto x, auto y, auto* product) { return __builtin_mul_overflow(x, y, product); },
      [](double x, double y) { return x * y; });
}

ValueView negate(const ValueView& a) {
  if (const auto* number = std::get_if<double>(&a)) return -*number;
  return subtract(std::int64_t{0}, a);
}

ValueView divide_fully(const ValueView& a, const ValueView& b) {
  const auto x = to_double(a);
  const auto y = to_double(b);
  if (!x || !y) return Null{};
  return *x / *y;
}

std::optional<ValueView> divide(const ValueView& a, const ValueView& b) {
  return divide_by(
      a, b,
      [](std::int64_t x, std::int64_t y) -> ValueView {
        if (y == -1) return negate(x);
        return x / y;
      },
      [](double x, double y) -> ValueView { return x / y; });
}

std::optional<ValueView> modulo(const ValueView& a, const ValueView& b) {
  return divide_by(
      a, b, [](std::int64_t x, std::int64_t y) -> ValueView { return y == -1 ? 0 : x % y; },
      [](double x, double y) -> ValueView { return std::fmod(x, y); });
}

ValueView round_away(const ValueView& a) {
  return round_with(a, [](double x) { return std::round(x); });
}
ValueView round_down(const ValueView& a) {
  return round_with(a, [](double x) { return std::floor(x); });
}
ValueView round_up(const ValueView& a) {
  return round_with(a, [](double x) { return std::ceil(x); });
}

std::optional<std::int64_t> whole_number(const ValueView& a) {
  if (const auto* integer = std::get_if<std::int64_t>(&a)) return *integer;
  const auto* number = std::get_if<double>(&a);
  if (number == nullptr || std::isnan(*number)) return std::nullopt;
  if (*number >= kTwoTo63) return std::numeric_limits<std::int64_t>::max();
  if (*number < -kTwoTo63) return std::numeric_limits<std::int64_t>::min();
  return static_cast<std::int64_t>(*number);
}

}  // namespace understudy::mock::query
