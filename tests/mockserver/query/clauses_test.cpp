// SPDX-License-Identifier: MIT
/// Expressions over columns: beside conditions, with faults, past the limit of work, in the cache.
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "filter/dialect.hpp"
#include "mockserver/filter/text_cases.hpp"
#include "mockserver/query/example_table.hpp"
#include "query/characters.hpp"
#include "query/result_cache.hpp"
#include "query/table.hpp"
#include "support/catch.hpp"

namespace understudy::mock::query {

namespace {

using testing::numbers_of;
using Rows = std::vector<std::size_t>;

Filter odata(const std::string& text, const Schema& schema) {
  return filter::make_odata(testing::text_switches())(text, schema).value();
}

/// Rows 0 to count-1 with "n" the row, "m" the row modulo 7, "t" a text of its own.
Table numbered(std::int64_t count) {
  Schema schema;
  schema.add({"n", ColumnType::number});
  schema.add({"m", ColumnType::number});
  schema.add({"t", ColumnType::text, true});
  Table::Builder builder{schema};
  for (std::int64_t n = 0; n < count; ++n) {
    builder.add("{}", std::vector<Value>{n, n % 7, "row " + std::to_string(n)});
  }
  return std::move(builder).finish();
}

}  // namespace

TEST_CASE("conditions, expression and search all have to hold", "[mock][query][clauses]") {
  const Table table = numbered(100);
  Condition small;
  small.column = 0;
  small.op = Op::between;
  small.values = {std::int64_t{10}, std::int64_t{40}};
  const Selection selection{
      .filter = {.all_of = {small}, .where = odata("m eq 3 or n eq 11", table.schema()).where},
      .search = "1"};

  // n from 10 to 40 with n mod 7 = 3, or 11; and a 1 in the text
  CHECK(*table.select(selection) == std::vector<std::uint32_t>{10, 11, 17, 31});
}

TEST_CASE("a clause over several columns sees the rows that are left", "[mock][query][clauses]") {
  const Table table = numbered(1000);

  const auto rows = table.select({.filter = odata("m eq 2 and n mod 10 eq m and t eq concat('row ',"
                                                  "substring(t,4))",
                                                  table.schema())});

  std::vector<std::uint32_t> wanted;
  for (std::uint32_t n = 0; n < 1000; ++n) {
    if (n % 7 == 2 && n % 10 == 2) wanted.push_back(n);
  }
  CHECK(*rows == wanted);
}

TEST_CASE("a fault names the first row and the divisor", "[mock][query][clauses][fault]") {
  const Table table = numbered(100);
  const std::string text = "n gt 50 and 1 div m eq 1";

  const auto selected = table.try_select({.filter = odata(text, table.schema())});

  REQUIRE_FALSE(selected);
  CHECK(selected.error().kind == FaultKind::division_by_zero);
  CHECK(selected.error().row == 56);
  CHECK(text.substr(selected.error().span.begin, 1) == "m");
  const auto error = filter::describe_fault(text, selected.error());
  CHECK(error.offset == 18);
  CHECK(error.message == "character 18 has 'm' where a divisor is due that is 0 in no row");
}

TEST_CASE("a fault is not looked for where an earlier clause has decided",
          "[mock][query][clauses][fault]") {
  const Table table = numbered(100);
  const auto count = [&](const std::string& text) {
    const auto selected = table.try_select({.filter = odata(text, table.schema())});
    return selected ? static_cast<int>((*selected)->size()) : -1;
  };

  CHECK(count("m ne 0 and 6 div m eq 1") == 42);
  CHECK(count("6 div m eq 1 and m ne 0") == -1);
  CHECK(count("m eq 0 or 6 div m eq 1") == 57);
  CHECK(count("m eq 0 or n div m ge 0") == 100);
  CHECK(count("not (m eq 0 or 6 div m eq 1)") == 43);
  CHECK(count("m ne 0 and (n lt 50 or 6 div m eq 1)") > 0);
  CHECK(count("null eq 1 or 6 div m eq 1") == -1);
  CHECK(numbered(0).try_select({.filter = odata("1 div 0 eq 1", table.schema())}));
}

TEST_CASE("an expression that would take seconds is refused", "[mock][query][clauses][limit]") {
  const Table table = numbered(500'000);
  std::string text = "n add m add n add m eq 0";
  for (int i = 1; i < 55; ++i) text += " or n add m add n add m eq 0";

  const auto refused = table.try_select({.filter = odata(text, table.schema())});
  const auto allowed = table.try_select({.filter = odata("n add m eq 12", table.schema())});

  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == FaultKind::too_much_work);
  REQUIRE(allowed);
  for (const std::uint32_t row : **allowed) CHECK(row + row % 7 == 12);
}

TEST_CASE("the cache tells expressions apart, and times only where they matter",
          "[mock][query][clauses][cache]") {
  const Table table = testing::partner_accounts();
  const auto key = [&](const std::string& text, WallTime now) {
    return cache_key({.filter = odata(text, table.schema()), .now = now});
  };
  const WallTime later = testing::kTestNow + std::chrono::seconds{1};

  CHECK(key("Id eq 1", testing::kTestNow) == key("Id eq 1", later));
  CHECK(key("Created lt now()", testing::kTestNow) != key("Created lt now()", later));
  CHECK(key("Id eq 1", later) != key("Id eq 2", later));
  CHECK(key("Id eq 1", later) != key("Id ne 1", later));
  CHECK(key("Id lt 1", later) != key("Id le 1", later));
  CHECK(key("Id eq 1 and Id eq 2", later) != key("Id eq 1 or Id eq 2", later));
  CHECK(cache_key({}) != key("true", later));
  CHECK(cache_key({}) != cache_key({.search = "x"}));
}

TEST_CASE("the same expression again is not calculated again", "[mock][query][clauses][cache]") {
  const Table table = testing::partner_accounts();
  const Selection selection{.filter = odata("contains(Name,'s')", table.schema())};

  CHECK(table.select(selection) == table.select(selection));
}

TEST_CASE("letters change their case as Unicode says, one for one", "[mock][query][characters]") {
  const auto lower = [](std::string_view text) {
    std::string changed = "whatever stood there";
    to_lower(text, changed);
    return changed;
  };
  const auto upper = [](std::string_view text) {
    std::string changed;
    to_upper(text, changed);
    return changed;
  };

  CHECK(lower("ABC \u00C9\u0130\u1E9E\u03A3\u01C5\U00010400") ==
        "abc \u00E9i\u00DF\u03C3\u01C6\U00010428");
  CHECK(upper("abc \u00E9\u0131\u00DF\u03C2\u01C6\u00FF\U00010428") ==
        "ABC \u00C9I\u00DF\u03A3\u01C4\u0178\U00010400");
  CHECK(lower("\xFF\xC3") == "\xFF\xC3");
  CHECK(count_characters("a\u00E9\U0001F4A9") == 3);
  CHECK(byte_of_character("a\u00E9b", 2) == 3);
  CHECK(byte_of_character("a\u00E9b", 9) == 4);
  CHECK(trim_spaces("\u3000 \t\n x \u00A0y\u2028\u0085") == "x \u00A0y");
  CHECK(trim_spaces(" \u2003 ").empty());
}

}  // namespace understudy::mock::query
