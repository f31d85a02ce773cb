// SPDX-License-Identifier: MIT
/// Cells: values of a type, and what hosts send instead of them.
#include "understudy/client/cell.hpp"

#include <string>
#include <tuple>

#include "support/catch.hpp"

namespace understudy::client {

namespace {

struct Row {
  TextCell name = {};
  FlagCell flag = {};
  NumberCell count = {};
  AmountCell amount = {};
  DateCell date = {};
  friend bool operator==(const Row&, const Row&) = default;
};
constexpr auto members_of(const Row* /*record*/) {
  return std::tuple{member("name", &Row::name), member("flag", &Row::flag),
                    member("count", &Row::count), member("amount", &Row::amount),
                    member("date", &Row::date)};
}

Row read_row(const std::string& text) { return read_json<Row>(text).value(); }

}  // namespace

TEST_CASE("a cell holds the value of its column", "[client][cell]") {
  const Row row =
      read_row(R"({"name":"a","flag":false,"count":3,"amount":120000.0,"date":1746706810})");

  CHECK(row.name.value_or("") == "a");
  REQUIRE(row.flag.value() != nullptr);
  CHECK_FALSE(*row.flag.value());
  CHECK(row.count == 3);
  REQUIRE(row.amount.value() != nullptr);
  CHECK(row.amount.value()->text() == "120000.0");
  CHECK(row.date == std::chrono::sys_seconds{std::chrono::seconds{1'746'706'810}});
  CHECK(row.date.other() == nullptr);
}

TEST_CASE("what a host sends instead of a value stays as it came", "[client][cell]") {
  const std::string text = R"({"name":7,"flag":"","count":"N/A","amount":" ","date":"2023-11-14"})";
  const Row row = read_row(text);

  CHECK(row.name.value() == nullptr);
  REQUIRE(row.name.other() != nullptr);
  CHECK(*row.name.other() == 7);
  CHECK(*row.flag.other() == "");
  CHECK(*row.count.other() == "N/A");
  CHECK(*row.amount.other() == " ");
  CHECK(*row.date.other() == "2023-11-14");
  CHECK(row.flag.value_or(true));
  CHECK(write_json(row) == text);
}

TEST_CASE("a number that does not fit its cell is kept as it came", "[client][cell]") {
  const Row row = read_row(R"({"count":2.5,"date":1e300,"amount":1e300})");

  CHECK(*row.count.other() == 2.5);
  CHECK(row.date.value() == nullptr);
  CHECK(row.amount.value() != nullptr);
}

TEST_CASE("null and absent are nothing, and are not written", "[client][cell]") {
  const Row row = read_row(R"({"name":null,"count":null})");

  CHECK(row == Row{});
  CHECK_FALSE(row.name);
  CHECK(write_json(row) == "{}");
  CHECK(write_json(Row{.flag = false, .date = std::chrono::sys_seconds{}}) ==
        R"({"flag":false,"date":0})");
}

}  // namespace understudy::client
