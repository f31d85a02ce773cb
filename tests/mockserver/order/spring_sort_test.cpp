// SPDX-License-Identifier: MIT
/// spring-sort: the cases file, run through the table as well.
#include <string>
#include <utility>

#include "mockserver/query/example_table.hpp"
#include "order/dialect.hpp"
#include "support/catch.hpp"

namespace understudy::mock::order {

namespace {

/// What came out, in the notation of the cases file.
Json describe(const query::Table& table, const Order& order, query::NullOrder nulls) {
  Json keys = Json::array();
  for (const query::SortKey& key : order.keys) {
    keys.push_back({{"key", table.schema()[key.column].key},
                    {"descending", key.descending},
                    {"ignore_case", key.letter_case == query::LetterCase::folded}});
  }
  const auto rows = table.select({.order = order.keys, .null_order = nulls});
  return {{"sorted", order.sorted}, {"keys", keys}, {"rows", testing::numbers_of(rows)}};
}

}  // namespace

TEST_CASE("spring-sort agrees with every case in its file", "[mock][order][spring-sort]") {
  const query::Table table = testing::example_table();

  testing::each_case("order/spring_sort.cases.json", 51, [&](const Json& test_case) {
    const Switches switches = testing::switches_of(test_case);
    const auto query = QueryParams::parse(test_case.at("input").get<std::string>()).value();

    const Parsed parsed = make_spring_sort(switches)(query, table.schema());

    if (test_case.contains("want")) {
      REQUIRE(parsed);
      CHECK(describe(table, *parsed, null_order(switches)) == test_case.at("want"));
      return;
    }
    const Json& error = test_case.at("error");
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().status == error.at("status").get<int>());
    CHECK(parsed.error().rule == error.at("rule").get<std::string>());
    CHECK(parsed.error().source.empty());  // each API's profile knows its own
    CHECK(parsed.error().message ==
          "sort: there is no column '" + error.at("property").get<std::string>() + "'");
  });
}

TEST_CASE("spring-sort is listed under its key", "[mock][order][spring-sort]") {
  const Dialect* dialect = find_dialect("spring-sort");

  REQUIRE(dialect != nullptr);
  CHECK(dialect->make == &make_spring_sort);
  CHECK(find_dialect("spring") == nullptr);
}

TEST_CASE("what was asked for is kept, known or not", "[mock][order][spring-sort]") {
  const query::Table table = testing::example_table();
  const Switches ignoring = testing::switches_of({{"switches", {{"keys.unknown", "ignore"}}}});
  const auto query = QueryParams::parse("sort=nope,accountName,desc,ignorecase&sort=state").value();

  const Parsed parsed = make_spring_sort(ignoring)(query, table.schema());

  REQUIRE(parsed);
  CHECK(
      parsed->criteria ==
      std::vector<Criterion>{
          {.property = "nope", .descending = true, .letter_case = query::LetterCase::folded},
          {.property = "accountName", .descending = true, .letter_case = query::LetterCase::folded},
          {.property = "state"}});
  CHECK(parsed->keys.size() == 2);
}

TEST_CASE("an API may have a switch for unknown columns of a sort alone",
          "[mock][order][spring-sort]") {
  const query::Table table = testing::example_table();
  const auto query = QueryParams::parse("sort=nope").value();
  const auto parse = [&](const char* reading) {
    const std::vector<Switch> known{{.name = "keys.unknown", .values = {reading}},
                                    {.name = "sort.unknown", .values = {"ignore", "reject"}}};
    const Switches defaults = Switches::resolve(known, Strictness::documented, {}).value();
    const Switches reject =
        Switches::resolve(known, Strictness::documented, {{"sort.unknown", "reject"}}).value();
    return std::pair{make_spring_sort(defaults)(query, table.schema()).has_value(),
                     make_spring_sort(reject)(query, table.schema()).has_value()};
  };

  CHECK(parse("reject") == std::pair{true, false});
  CHECK(parse("ignore") == std::pair{true, false});
}

TEST_CASE("thousands of sort keys cost no more than the columns they name",
          "[mock][order][spring-sort][bomb]") {
  const query::Table table = testing::example_table();
  std::string query = "sort=state";
  for (int i = 0; i < 4000; ++i) query += ",state,accountName";

  const Parsed parsed = make_spring_sort(testing::default_switches())(
      QueryParams::parse(query).value(), table.schema());

  REQUIRE(parsed);
  CHECK(parsed->keys.size() == 8001);
  CHECK(testing::numbers_of(table.select({.order = parsed->keys})) ==
        std::vector<std::size_t>{5, 6, 1, 2, 4, 3});
}

TEST_CASE("a property is shown shortened", "[mock][order][spring-sort][message]") {
  const query::Table table = testing::example_table();
  const auto query = QueryParams::parse("sort=" + std::string(5000, 'x')).value();

  const Parsed parsed = make_spring_sort(testing::default_switches())(query, table.schema());

  REQUIRE_FALSE(parsed);
  CHECK(parsed.error().message.size() < 160);
}

}  // namespace understudy::mock::order
