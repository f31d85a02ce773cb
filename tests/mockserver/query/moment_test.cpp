// SPDX-License-Identifier: MIT
/// Moments: read, taken apart, ordered by instant, and kept in columns without loss.
#include "query/moment.hpp"

#include <compare>
#include <string_view>
#include <vector>

#include "query/table.hpp"
#include "query/value.hpp"
#include "support/catch.hpp"
#include "understudy/base/random.hpp"

namespace understudy::mock::query {

namespace {

Moment moment(std::string_view text) {
  INFO(text);
  const auto parsed = parse_moment(text);
  REQUIRE(parsed.has_value());
  return *parsed;
}

}  // namespace

TEST_CASE("moments are seconds since 1970, whatever their offset", "[mock][query][moment]") {
  CHECK(moment("1970-01-01T00:00:00Z").seconds == 0);
  CHECK(moment("2022-05-16T19:27:14-06:00") ==
        Moment{.seconds = 1'652'750'834, .nanoseconds = 0, .picoseconds = 0, .offset = -360});
  CHECK(moment("0001-01-01T00:00Z").seconds == -62'135'596'800);
  CHECK(moment("9999-12-31T23:59:59.999999999999Z") ==
        Moment{.seconds = 253'402'300'799, .nanoseconds = 999'999'999, .picoseconds = 999});
  CHECK(moment("2024-02-29T12:00:00") == moment("2024-02-29T12:00:00Z"));
}

TEST_CASE("days and times that do not exist are no moments", "[mock][query][moment]") {
  for (const char* text :
       {"2023-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2023-13-01T00:00:00Z",
        "2023-00-01T00:00:00Z", "2023-01-00T00:00:00Z", "2023-04-31T00:00:00Z",
        "2023-01-01T24:00:00Z", "2023-01-01T23:60:00Z", "2023-01-01T23:59:60Z",
        "2023-01-01T00:00:00+24:00", "2023-01-01T00:00:00+1:00", "2023-01-01 00:00:00Z",
        "2023-01-01T00:00:00Zx", "2023-01-01T", "2023-01-01", "", "23-01-01T00:00:00Z"}) {
    INFO(text);
    CHECK_FALSE(parse_moment(text).has_value());
  }
  CHECK(parse_moment("2000-02-29T00:00:00Z").has_value());
}

TEST_CASE("a moment is taken apart in its own offset", "[mock][query][moment]") {
  const Moment at = moment("2022-05-16T19:27:14.25-06:00");

  CHECK(civil_time(at) == CivilTime{2022, 5, 16, 19, 27, 14, 250'000'000'000});
  CHECK(day_of(at) == moment("2022-05-16T00:00:00Z"));
  CHECK(time_of_day(at) == 70'034'250'000'000'000);
  CHECK(time_of_day(moment("1969-12-31T23:00:00Z")) == 82'800'000'000'000'000);
}

TEST_CASE("every day of ten thousand years comes back", "[mock][query][moment]") {
  Moment at = moment("0000-01-01T00:00:00Z");
  std::int64_t days = 0;
  std::int64_t wrong = 0;
  while (true) {
    const CivilTime civil = civil_time(at);
    if (civil.year == 10'000) break;
    if (make_moment(civil, 0) != at) ++wrong;
    at.seconds += 86'400;
    ++days;
  }
  CHECK(days == 3'652'425);
  CHECK(wrong == 0);
}

TEST_CASE("moments compare by instant and lie between numbers and texts",
          "[mock][query][moment][value]") {
  const Value early = moment("2022-05-16T19:27:14-06:00");
  const Value same = moment("2022-05-17T01:27:14Z");
  const Value late = moment("2022-05-17T01:27:14.000000000001Z");

  CHECK(std::is_eq(compare(early, same)));
  CHECK(early != same);
  CHECK(std::is_lt(compare(same, late)));
  CHECK(std::is_gt(compare(late, Value{1e300})));
  CHECK(std::is_lt(compare(late, Value{std::string{}})));
}

TEST_CASE("columns keep moments as they are and sort them by instant",
          "[mock][query][moment][column]") {
  Pcg32 random{Seed{3}};
  Schema schema;
  schema.add({"at", ColumnType::date_time});
  Table::Builder builder{schema};
  std::vector<Moment> moments;
  for (int i = 0; i < 2000; ++i) {
    Moment at{.seconds = random.between(-62'135'596'800, 253'402'300'799),
              .offset = static_cast<std::int16_t>(random.between(-840, 840))};
    if (i % 4 == 0) at.seconds = random.between(0, 3);
    if (i % 3 == 0) at.nanoseconds = random.below(1000) * 1'000'000;
    if (i % 5 == 0) at.nanoseconds = random.below(1'000'000'000);
    if (i % 7 == 0) at.picoseconds = static_cast<std::uint16_t>(random.below(1000));
    if (i % 11 == 0) at.seconds *= 1000;
    moments.push_back(at);
    builder.add("{}", std::vector<Value>{at});
  }
  const Table table = std::move(builder).finish();

  int wrong = 0;
  for (std::uint32_t row = 0; row < moments.size(); ++row) {
    if (table.value(row, 0) != Value{moments[row]}) ++wrong;
  }
  CHECK(wrong == 0);
  const RowIds rows = table.select({.order = {{.column = 0}}});
  for (std::size_t i = 1; i < rows->size(); ++i) {
    const auto order = compare_instants(moments[(*rows)[i - 1]], moments[(*rows)[i]]);
    if (order > 0 || (order == 0 && (*rows)[i - 1] > (*rows)[i])) ++wrong;
  }
  CHECK(wrong == 0);
}

}  // namespace understudy::mock::query
