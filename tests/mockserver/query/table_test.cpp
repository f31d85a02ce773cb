// SPDX-License-Identifier: MIT
/// The table: what it hands back, what it finds, what it keeps.
#include "query/table.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "example_table.hpp"
#include "filter/dialect.hpp"
#include "query/text_store.hpp"
#include "support/catch.hpp"
#include "understudy/base/random.hpp"

namespace understudy::mock::query {

namespace {

using testing::example_table;
using testing::numbers_of;
using Rows = std::vector<std::size_t>;

/// A table of one column whose rows have the texts "0", "1" and so on.
Table table_of(const std::vector<Value>& values) {
  Schema schema;
  schema.add({"v", ColumnType::text, true});
  Table::Builder builder{schema};
  for (std::size_t i = 0; i < values.size(); ++i) {
    builder.add(std::to_string(i), std::vector<Value>{values[i]});
  }
  return std::move(builder).finish();
}

std::string page_of(const Table& table, const RowIds& rows, std::size_t first, std::size_t count) {
  std::string out{"<"};
  table.append_json_array(out, rows, first, count);
  return out;
}

Rows sorted_by(const Table& table, SortKey key, NullOrder nulls = NullOrder::smallest) {
  return numbers_of(table.select({.order = {key}, .null_order = nulls}));
}

}  // namespace

TEST_CASE("the search agrees with every case in its file", "[mock][query][search]") {
  const Table table = example_table();
  const auto parse = filter::make_suffix_map(testing::default_switches());

  testing::each_case("query/search.cases.json", 12, [&](const Json& test_case) {
    const Json& input = test_case.at("input");
    const auto filter = parse(input.value("filters", Json::object()), table.schema()).value();
    const Selection selection{.filter = filter, .search = input.at("search").get<std::string>()};
    CHECK(Json(numbers_of(table.select(selection))) == test_case.at("want"));
  });
}

TEST_CASE("a search looks into the searched columns only", "[mock][query][search]") {
  Schema schema;
  schema.add({"seen", ColumnType::text, true});
  schema.add({"hidden", ColumnType::text, false});
  Table::Builder builder{schema};
  builder.add("{}", std::vector<Value>{std::string{"Needle"}, std::string{"x"}});
  builder.add("{}", std::vector<Value>{std::string{"x"}, std::string{"needle"}});
  const Table table = std::move(builder).finish();

  CHECK(numbers_of(table.select({.search = "NEEDLE"})) == Rows{1});
}

TEST_CASE("an array has the rows asked for, in their order, and ends where they end",
          "[mock][query][table]") {
  const Table table = table_of({std::string{"b"}, std::string{"a"}, std::string{"c"}});
  const RowIds rows = table.select({.order = {{.column = 0}}});

  CHECK(page_of(table, rows, 0, 3) == "<[1,0,2]");
  CHECK(page_of(table, rows, 0, 2) == "<[1,0]");
  CHECK(page_of(table, rows, 2, 2) == "<[2]");
  CHECK(page_of(table, rows, 3, 2) == "<[]");
  CHECK(page_of(table, rows, 4, 2) == "<[]");
  CHECK(page_of(table, rows, 1, ~std::size_t{0}) == "<[0,2]");
  CHECK(page_of(table, rows, ~std::size_t{0}, ~std::size_t{0}) == "<[]");
  CHECK(page_of(table, rows, 1, 0) == "<[]");
}

TEST_CASE("pages of any size put together are the list", "[mock][query][table][property]") {
  std::vector<Value> values;
  for (int i = 0; i < 97; ++i) values.emplace_back(std::int64_t{(i * 37) % 11});
  const Table table = table_of(values);
  const RowIds rows = table.select({.order = {{.column = 0, .descending = true}}});
  std::string whole;
  table.append_json_array(whole, rows, 0, rows->size());

  for (std::size_t size = 1; size <= 98; ++size) {
    std::string joined{"["};
    for (std::size_t first = 0; first < rows->size(); first += size) {
      std::string page;
      table.append_json_array(page, rows, first, size);
      if (first != 0) joined += ',';
      joined += page.substr(1, page.size() - 2);
    }
    CHECK(joined + "]" == whole);
  }
}

TEST_CASE("a table without rows answers everything with nothing", "[mock][query][table]") {
  const Table table = table_of({});

  CHECK(table.size() == 0);
  CHECK(table.select({})->empty());
  CHECK(table.select({.search = "x"})->empty());
  CHECK(table.select({.order = {{.column = 0}}})->empty());
  CHECK(table.distinct(0).empty());
  CHECK(page_of(table, table.select({}), 0, 20) == "<[]");
}

TEST_CASE("a value comes back as it went in", "[mock][query][table]") {
  const std::vector<Value> values{Null{}, true, false, std::int64_t{-1}, std::int64_t{1},
                                  1.0,    -0.0, 0.0,   std::string{},    std::string{"x\0y", 3},
                                  Null{}, 1.5,  true,  std::string{"1"}};
  const Table table = table_of(values);

  for (std::uint32_t row = 0; row < values.size(); ++row) {
    CHECK(table.value(row, 0) == values[row]);
    CHECK(table.json(row) == std::to_string(row));
  }
}

TEST_CASE("distinct values are ascending and without null; of equal ones the first is named",
          "[mock][query][table][distinct]") {
  const Table table = table_of({std::string{"b"}, Null{}, 2.0, std::int64_t{2}, std::string{"B"},
                                false, std::int64_t{-3}, std::string{"b"}, true, std::string{}});

  CHECK(table.distinct(0) == std::vector<Value>{false, true, std::int64_t{-3}, 2.0, std::string{},
                                                std::string{"B"}, std::string{"b"}});
}

TEST_CASE("distinct values of a result are those of its rows", "[mock][query][table][distinct]") {
  const Table table = example_table();
  const std::size_t state = *table.schema().find("state");
  const auto filter = filter::make_suffix_map(testing::default_switches())({{"isCustomer", "true"}},
                                                                           table.schema());

  const RowIds rows = table.select({.filter = *filter});

  CHECK(table.distinct(state, rows) == std::vector<Value>{std::string{"California"},
                                                          std::string{"Oklahoma"},
                                                          std::string{"Texas"}});
}

TEST_CASE("inside one column null, booleans, numbers and texts follow each other",
          "[mock][query][sort]") {
  const Table table = table_of({std::string{"a"}, std::int64_t{2}, Null{}, true, 1.5, false,
                                std::string{}, std::int64_t{9007199254740993}, 9007199254740992.0});

  CHECK(sorted_by(table, {.column = 0}) == Rows{3, 6, 4, 5, 2, 9, 8, 7, 1});
  CHECK(sorted_by(table, {.column = 0, .descending = true}) == Rows{1, 7, 8, 9, 2, 5, 4, 6, 3});
  CHECK(sorted_by(table, {.column = 0}, NullOrder::largest) == Rows{6, 4, 5, 2, 9, 8, 7, 1, 3});
}

TEST_CASE("equal numbers of different kinds are ties", "[mock][query][sort]") {
  const Table table = table_of({0.0, std::int64_t{0}, -0.0, std::int64_t{-1}, 0.0});

  CHECK(sorted_by(table, {.column = 0}) == Rows{4, 1, 2, 3, 5});
  CHECK(sorted_by(table, {.column = 0, .descending = true}) == Rows{1, 2, 3, 5, 4});
}

TEST_CASE("a column of many values sorts beyond the first digit of the radix",
          "[mock][query][sort]") {
  std::vector<Value> values;
  Pcg32 random{Seed{7}};
  for (int i = 0; i < 70'000; ++i) values.emplace_back(std::int64_t{random.next()});
  const Table table = table_of(values);

  const RowIds rows = table.select({.order = {{.column = 0}}});

  REQUIRE(rows->size() == values.size());
  bool ascending = true;
  for (std::size_t i = 1; i < rows->size(); ++i) {
    const auto order = compare(values[(*rows)[i - 1]], values[(*rows)[i]]);
    ascending = ascending && (order < 0 || (order == 0 && (*rows)[i - 1] < (*rows)[i]));
  }
  CHECK(ascending);
}

TEST_CASE("the code of a value may need one, two or four bytes", "[mock][query][column]") {
  for (const std::int64_t count : {255, 256, 65'535, 65'536}) {
    std::vector<Value> values;
    for (std::int64_t i = 0; i < count; ++i) values.emplace_back(i);
    const Table table = table_of(values);
    const auto last = static_cast<std::uint32_t>(count - 1);

    CHECK(table.value(0, 0) == Value{std::int64_t{0}});
    CHECK(table.value(last, 0) == Value{count - 1});
    CHECK(table.distinct(0) == values);
  }
}

TEST_CASE("everything asked for is one result that is never copied", "[mock][query][cache]") {
  const Table table = example_table();

  CHECK(table.select({}) == table.select({}));
  CHECK(*table.select({}) == std::vector<std::uint32_t>{0, 1, 2, 3, 4, 5});
}

TEST_CASE("a selection asked for again is the same result", "[mock][query][cache]") {
  const Table table = example_table();
  const Selection selection{.search = "test", .order = {{.column = 0}}};

  const RowIds first = table.select(selection);

  CHECK(table.select(selection) == first);
  CHECK(table.select({.search = "test"}) != first);
}

TEST_CASE("a table can be moved and goes on answering", "[mock][query][table]") {
  Table table = example_table();
  const RowIds before = table.select({.search = "test"});

  Table moved{std::move(table)};
  table = example_table();

  CHECK(moved.select({.search = "test"}) == before);
  CHECK(table.size() == 6);
}

TEST_CASE("texts of every length are found again", "[mock][query][text-store]") {
  constexpr std::size_t kBlock = (std::size_t{1} << 20) - 1;
  const std::vector<std::size_t> lengths{kBlock + 1, 0, 1,          4096, kBlock - 1,
                                         kBlock,     5, kBlock - 5, 0,    3 * kBlock};
  TextStore store;
  std::vector<TextStore::Place> places;

  for (std::size_t i = 0; i < lengths.size(); ++i) {
    places.push_back(store.add(std::string(lengths[i], static_cast<char>('a' + i))));
  }
  store.finish();

  for (std::size_t i = 0; i < lengths.size(); ++i) {
    CHECK(store.at(places[i]) == std::string(lengths[i], static_cast<char>('a' + i)));
  }
}

TEST_CASE("keys and aliases name columns exactly", "[mock][query][schema]") {
  Schema schema;
  const std::size_t first = schema.add({"a", ColumnType::text, false});
  const std::size_t second = schema.add({"b", ColumnType::date, false});
  schema.add_alias("alias", second);

  CHECK(schema.find("a") == first);
  CHECK(schema.find("b") == second);
  CHECK(schema.find("alias") == second);
  CHECK_FALSE(schema.find("A").has_value());
  CHECK_FALSE(schema.find("").has_value());
  CHECK(schema.size() == 2);
  CHECK(schema[second].key == "b");
}

}  // namespace understudy::mock::query
