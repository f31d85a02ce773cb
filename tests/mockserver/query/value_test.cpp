// SPDX-License-Identifier: MIT
/// Values: their order is exact and total, and numbers are read without loss.
#include "query/value.hpp"

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <variant>
#include <vector>

#include "query/number.hpp"
#include "support/catch.hpp"

namespace understudy::mock::query {

namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// Groups of equal values, ascending.
std::vector<std::vector<Value>> ascending_groups() {
  return {
      {Null{}},
      {false},
      {true},
      {std::numeric_limits<double>::quiet_NaN()},
      {-kInfinity},
      {-9223372036854777856.0},
      {kLeast, -9223372036854775808.0},
      {kLeast + 1},
      {-1.5},
      {std::int64_t{-1}, -1.0},
      {-0.5},
      {std::int64_t{0}, 0.0, -0.0},
      {std::numeric_limits<double>::denorm_min()},
      {0.5},
      {std::int64_t{1}, 1.0},
      {std::int64_t{9007199254740992}, 9007199254740992.0},
      {std::int64_t{9007199254740993}},
      {std::int64_t{9007199254740994}, 9007199254740994.0},
      {kMost - 1},
      {kMost},
      {9223372036854775808.0},
      {kInfinity},
      {std::string{}},
      {std::string{"\0", 1}},
      {std::string{"A"}},
      {std::string{"A\0", 2}},
      {std::string{"Z"}},
      {std::string{"a"}},
      {std::string{"aa"}},
      {std::string{"\u00E9"}},
      {std::string{"\uFFFD"}},
      {std::string{"\U0001F4A9"}},
  };
}

}  // namespace

TEST_CASE("values are in one total order, numbers exactly", "[mock][query][value]") {
  const auto groups = ascending_groups();

  for (std::size_t i = 0; i < groups.size(); ++i) {
    for (std::size_t j = 0; j < groups.size(); ++j) {
      for (const Value& a : groups[i]) {
        for (const Value& b : groups[j]) {
          INFO("groups " << i << " and " << j);
          CHECK((compare(a, b) < 0) == (i < j));
          CHECK((compare(a, b) == 0) == (i == j));
          CHECK((compare(a, b) > 0) == (i > j));
        }
      }
    }
  }
}

TEST_CASE("a number that int64 holds is an integer, others are doubles",
          "[mock][query][value][number]") {
  CHECK(parse_number("0") == Value{std::int64_t{0}});
  CHECK(parse_number("-0") == Value{std::int64_t{0}});
  CHECK(parse_number("+007") == Value{std::int64_t{7}});
  CHECK(parse_number("9223372036854775807") == Value{kMost});
  CHECK(parse_number("-9223372036854775808") == Value{kLeast});
  CHECK(parse_number("9223372036854775808") == Value{9223372036854775808.0});
  CHECK(parse_number("1.0") == Value{1.0});
  CHECK(parse_number("+2.5E-1") == Value{0.25});
  CHECK(parse_number("1e3") == Value{1000.0});
}

TEST_CASE("a number past the range of double is infinite, one too small is zero",
          "[mock][query][value][number]") {
  CHECK(parse_number("1e400") == Value{kInfinity});
  CHECK(parse_number("-1e400") == Value{-kInfinity});
  CHECK(parse_number("1" + std::string(400, '0')) == Value{kInfinity});
  CHECK(parse_number("1" + std::string(400, '0') + ".5") == Value{kInfinity});
  CHECK(parse_number("0." + std::string(400, '0') + "1e+999") == Value{kInfinity});
  CHECK(parse_number("1e99999999999999999999") == Value{kInfinity});
  CHECK(parse_number("1e-400") == Value{0.0});
  CHECK(parse_number("1e-99999999999999999999") == Value{0.0});
  CHECK(parse_number("0." + std::string(400, '0') + "1") == Value{0.0});
  CHECK(parse_number("0e99999999999999999999") == Value{0.0});
  CHECK(std::signbit(std::get<double>(parse_number("-1e-400"))));
}

}  // namespace understudy::mock::query
