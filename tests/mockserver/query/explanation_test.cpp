// SPDX-License-Identifier: MIT
/// Why rows are kept or dropped: clauses in words and in numbers, examples and windows of rows, and
/// the same answer as the selection itself for whatever is asked.
#include "query/explanation.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "example_table.hpp"
#include "filter/dialect.hpp"
#include "query/words.hpp"
#include "random_filters.hpp"
#include "random_rows.hpp"
#include "support/catch.hpp"

namespace understudy::mock::query {

namespace {

using Which = ExampleOptions::Which;

Selection select_by(const Table& table, const Json& filters) {
  const auto parse = filter::make_suffix_map(testing::default_switches());
  return {.filter = parse(filters, table.schema()).value()};
}

std::string words(const Json& filters) {
  const Table table = testing::example_table();
  return explain(table, select_by(table, filters), "").clauses.at(0).text;
}

}  // namespace

TEST_CASE("a condition is told in words", "[mock][query][explain]") {
  CHECK(words({{"state", "Florida"}}) == R"(state is "Florida")");
  CHECK(words({{"state", "Florida-,-Texas"}}) == R"(state is one of "Florida", "Texas")");
  CHECK(words({{"state", "Florida-!-"}}).starts_with(R"(state is not "Florida")"));
  CHECK(words({{"state", "lor-?-"}}) == R"(state contains "lor")");
  CHECK(words({{"openOppCount", "1<->3"}}) == "openOppCount is from 1 to 3");
  CHECK(words({{"isCustomer", "true"}}) == "isCustomer is true");
}

TEST_CASE("a range without a bound, and a condition that keeps null", "[mock][query][explain]") {
  Schema columns;
  columns.add({"count", ColumnType::number});
  Condition condition{.op = Op::between, .values = {std::int64_t{1}, Null{}}};
  CHECK(describe(condition, columns) == "count is at least 1");
  condition.values = {Null{}, std::int64_t{3}};
  condition.negated = true;
  condition.null_row = NullRow::kept;
  CHECK(describe(condition, columns) == "count is not at most 3, or null");
}

TEST_CASE("a moment is told in its own offset", "[mock][query][explain]") {
  CHECK(describe(Value{Moment{.seconds = 0}}) == "1970-01-01T00:00:00Z");
  CHECK(describe(Value{Moment{.seconds = 0, .nanoseconds = 250'000'000, .offset = -90}}) ==
        "1969-12-31T22:30:00.25-01:30");
  CHECK(describe(Value{std::string(200, 'a')}).size() < 100);
}

TEST_CASE("each clause says how many rows it keeps, and what it saw in those it drops",
          "[mock][query][explain]") {
  const Table table = testing::example_table();
  Selection selection = select_by(table, {{"isCustomer", "true"}, {"openOppCount", "1<->5"}});
  selection.order = {{.column = *table.schema().find("state"), .descending = true}};

  const ExplainedSelection explained = explain(table, selection, "");

  CHECK(explained.rows == table.size());
  CHECK(explained.kept == table.select(selection)->size());
  CHECK(explained.order == std::vector<std::string>{"state descending"});
  REQUIRE(explained.clauses.size() == 2);
  for (const ExplainedClause& clause : explained.clauses) {
    REQUIRE(clause.kept);
    CHECK(*clause.kept >= explained.kept);
    CHECK(*clause.kept < explained.rows);
  }
  const auto dropped = std::find_if(explained.examples.begin(), explained.examples.end(),
                                    [](const ExplainedRow& row) { return row.dropped_by == 0; });
  REQUIRE(dropped != explained.examples.end());
  CHECK(dropped->json.find("RUD Fleet") != std::string::npos);
  CHECK(dropped->why == "isCustomer is false");
}

TEST_CASE("rows are shown in windows of what is asked for", "[mock][query][explain]") {
  const Table table = testing::example_table();
  const Selection selection = select_by(table, {{"isCustomer", "true"}});
  const std::size_t kept = table.select(selection)->size();
  const auto show = [&](Which which, std::size_t first, std::size_t most) {
    return explain(table, selection, "", {which, first, most}).examples;
  };

  CHECK(show(Which::every, 0, 100).size() == table.size());
  CHECK(show(Which::kept, 0, 100).size() == kept);
  CHECK(show(Which::dropped, 0, 100).size() == table.size() - kept);
  CHECK(show(Which::every, 0, 2) ==
        std::vector{show(Which::every, 0, 1).at(0), show(Which::every, 1, 1).at(0)});
  CHECK(show(Which::every, table.size(), 5).empty());
}

TEST_CASE("a search is a clause, and no clause at all keeps every row", "[mock][query][explain]") {
  const Table table = testing::example_table();

  const auto searched = explain(table, {.search = "pharma"}, "");
  REQUIRE(searched.clauses.size() == 1);
  CHECK(searched.clauses[0].text == R"(a searched column contains "pharma")");
  CHECK(searched.clauses[0].kept == searched.kept);
  CHECK(explain(table, {}, "").kept == table.size());
}

TEST_CASE("what is explained is what is selected: 300 random filters", "[mock][query][explain]") {
  Random random{Pcg32{Seed{20'261'122}, 1}};
  for (int round = 0; round < 300; ++round) {
    const Data data = make_data(random, 40);
    const Json filters = random_filters(random);
    const auto parsed =
        filter::make_suffix_map(testing::default_switches())(filters, data.table.schema());
    if (!parsed) continue;
    const Selection selection{.filter = *parsed};
    const auto explained = explain(data.table, selection, "", {Which::every, 0, 100});

    const RowIds rows = data.table.select(selection);
    REQUIRE(explained.kept == rows->size());
    REQUIRE(explained.examples.size() == data.table.size());
    for (std::uint32_t row = 0; row < data.table.size(); ++row) {
      const ExplainedRow& shown = explained.examples[row];
      const bool is_selected = std::find(rows->begin(), rows->end(), row) != rows->end();
      REQUIRE(shown.is_kept == is_selected);
      REQUIRE(shown.dropped_by.has_value() != is_selected);
    }
  }
}

}  // namespace understudy::mock::query
