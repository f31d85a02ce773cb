// SPDX-License-Identifier: MIT
/// thql: the cases file first, then limits, messages, and what a table cannot say.
#include <string>
#include <vector>

#include "filter/dialect.hpp"
#include "mockserver/filter/text_cases.hpp"
#include "mockserver/query/example_table.hpp"
#include "support/catch.hpp"

namespace understudy::mock::filter {

namespace {

using testing::describe;
using testing::repeat;
using testing::text_switches;

}  // namespace

TEST_CASE("thql agrees with every case in its file", "[mock][filter][thql][F05][F07]") {
  testing::check_text_cases("filter/thql.cases.json", 123, &make_thql);
}

TEST_CASE("thql is listed under its key", "[mock][filter][thql]") {
  const Dialect* dialect = find_dialect("thql");

  REQUIRE(dialect != nullptr);
  CHECK(dialect->make == &make_thql);
}

TEST_CASE("a refusal of thql says what stood there and what would be right",
          "[mock][filter][thql][message]") {
  const testing::TextFixture thql{make_thql};

  CHECK(thql.message("Name eq 'x'") ==
        "character 5 has 'eq' where an operator is due: =, !=, <, <=, >, >=, like, in");
  CHECK(thql.message("Stauts = 'x'") ==
        "character 0 names the field 'Stauts', which does not exist; did you mean 'Status'?");
  CHECK(thql.message("Created > 'soon'") ==
        "character 10 has ''soon'' where a date in quotes is due, such as '2022-05-17' or "
        "'2022-05-17 08:30:00'");
  CHECK(thql.message("not (Id = 1)") ==
        "character 0 has 'not' where a condition is due; 'not' stands only before 'like' and 'in'");
}

TEST_CASE("nothing is no condition in thql", "[mock][filter][thql]") {
  const testing::TextFixture thql{make_thql};

  CHECK(thql.parse("", thql.table.schema()).value() == query::Filter{});
  CHECK(thql.parse(" \t ", thql.table.schema()).value() == query::Filter{});
  CHECK(thql.parse(nullptr, thql.table.schema()).error().code == FilterErrc::wrong_json_type);
}

TEST_CASE("32 levels of thql are read and the next one is refused",
          "[mock][filter][thql][limit][F02]") {
  const testing::TextFixture thql{make_thql};

  CHECK(thql(repeat("(", 32) + "Id = 1" + repeat(")", 32)) == Json{{"want", {1}}});
  CHECK(thql(repeat("(", 33) + "Id = 1" + repeat(")", 33)) ==
        Json{{"error", {{"code", "too_deep"}, {"offset", 32}, {"token", "("}}}});
}

TEST_CASE("512 parts of thql are read and the next one is refused",
          "[mock][filter][thql][limit][F03][F04]") {
  const testing::TextFixture thql{make_thql};

  CHECK(thql("Id in (" + repeat("9,", 510) + "1)") == Json{{"want", {1}}});
  CHECK(thql.code("Id in (" + repeat("9,", 511) + "1)") == "too_many_conditions");
  // A condition and its value are two, the chain is one.
  CHECK(thql(repeat("Id=9 or ", 254) + "Id=1") == Json{{"want", {1}}});
  CHECK(thql.code(repeat("Id=9 or ", 255) + "Id=1") == "too_many_conditions");
}

TEST_CASE("bombs of thql are refused at the limit, not digested",
          "[mock][filter][thql][bomb][F02][F03][F04]") {
  const testing::TextFixture thql{make_thql};

  for (const char* piece : {"(", "not ", "Id = 1 or ", "'", "Id in (", "a.", "%"}) {
    INFO(piece);
    CHECK(thql.code(repeat(piece, 100'000)) == "too_long");
    CHECK_FALSE(thql.parse(repeat(piece, 4096 / std::string{piece}.size()), thql.table.schema()));
  }
  CHECK(thql("Name like '" + repeat("%a", 2000) + "'") == Json{{"want", Json::array()}});
  CHECK(thql("Name like '" + repeat("_", 4000) + "'") == Json{{"want", Json::array()}});
}

TEST_CASE("every prefix of thql is read, or refused at an offset inside it",
          "[mock][filter][thql][property]") {
  const testing::TextFixture thql{make_thql};
  const std::string text =
      "(Name not like '%\u00E9''s_' or Id in (1,'-2.5',null)) and Created <= '2022/05/17 01:00:00Z'"
      " and Region.Name<>'x'";

  for (std::size_t length = 0; length <= text.size(); ++length) {
    INFO(text.substr(0, length));
    const Parsed parsed = thql.parse(text.substr(0, length), thql.table.schema());
    if (parsed) continue;
    CHECK(parsed.error().offset <= length);
    CHECK_FALSE(parsed.error().message.empty());
  }
}

}  // namespace understudy::mock::filter
