// SPDX-License-Identifier: MIT
#include "understudy/client/filter/thql.hpp"

#include <cmath>
#include <limits>
#include <string>
#include <type_traits>
#include <vector>

#include "support/catch.hpp"

using namespace understudy;
using namespace understudy::client::thql;
using namespace std::chrono;

namespace {

std::string text_of(const Value& value) { return value.text(); }

}  // namespace

// An infinity would have no spelling, and 1.5 must not become 1.
static_assert(!std::is_convertible_v<double, Value>);

TEST_CASE("every comparison has its word", "[client][filter][thql]") {
  const Field name = field("Name");
  const std::vector<std::pair<Filter, std::string>> wanted{
      {name.eq("x"), "Name = 'x'"},
      {name.ne("x"), "Name != 'x'"},
      {name.gt(1), "Name > 1"},
      {name.ge(1), "Name >= 1"},
      {name.lt(1), "Name < 1"},
      {name.le(1), "Name <= 1"},
      {name.is_null(), "Name = null"},
      {name.is_not_null(), "Name != null"},
      {name.like("b_r%"), "Name like 'b_r%'"},
      {name.not_like("%nintex%"), "Name not like '%nintex%'"},
      {name.in(1), "Name in (1)"},
      {name.in("a", 2, true), "Name in ('a',2,true)"},
      {name.not_in("a"), "Name not in ('a')"},
      {name.in(std::vector<Value>{1, 3, 9}).value(), "Name in (1,3,9)"},
      {name.not_in(std::vector<Value>{1}).value(), "Name not in (1)"},
      {field("Region.Name").eq("EMEA"), "Region.Name = 'EMEA'"},
  };
  for (const auto& [filter, text] : wanted) CHECK(filter.text() == text);
}

TEST_CASE("conditions of both kinds always get parentheses", "[client][filter][thql]") {
  const Filter a = field("A").eq(1);
  const Filter b = field("B").eq(2);
  const Filter c = field("C").eq(3);

  CHECK((a && b && c).text() == "A = 1 and B = 2 and C = 3");
  CHECK((a || (b || c)).text() == "A = 1 or B = 2 or C = 3");
  CHECK(((a && b) || c).text() == "(A = 1 and B = 2) or C = 3");
  CHECK((a && (b || c)).text() == "A = 1 and (B = 2 or C = 3)");
  CHECK(all_of({a, b})->text() == "A = 1 and B = 2");
  CHECK(any_of({a, b})->text() == "A = 1 or B = 2");
  CHECK_FALSE(all_of({}).has_value());
}

TEST_CASE("values of THQL are spelled so that they read back as themselves",
          "[client][filter][thql]") {
  CHECK(text_of("O'Neill") == "'O''Neill'");
  CHECK(text_of("a\xFF") == "'a\xEF\xBF\xBD'");
  CHECK(text_of(false) == "false");
  CHECK(text_of(-7) == "-7");
  CHECK(text_of(sys_days{2016y / March / 5}) == "'2016-03-05'");
  CHECK(text_of(sys_days{2022y / May / 17} + 3600s) == "'2022-05-17T01:00:00'");
  CHECK(text_of(sys_days{year{12'000} / January / 1} + 0s) == "'9999-12-31T23:59:59'");
}

TEST_CASE("numbers with decimals never get an exponent", "[client][filter][thql]") {
  CHECK(text_of(find_number(12.5).value()) == "12.5");
  CHECK(text_of(find_number(-0.1).value()) == "-0.1");
  CHECK(text_of(find_number(1e21).value()) == "1000000000000000000000");
  CHECK(text_of(find_number(std::numeric_limits<double>::denorm_min()).value()).size() == 326);
  CHECK(text_of(find_number(std::numeric_limits<double>::max()).value()).size() == 309);
  CHECK(find_number(HUGE_VAL).error().code == Errc::bad_input);
  CHECK(find_number(std::nan("")).error().code == Errc::bad_input);
}

TEST_CASE("what the language has no form for is refused", "[client][filter][thql]") {
  CHECK(field("A").in(std::vector<Value>{}).error().code == Errc::bad_input);
  CHECK(field("A").not_in(std::vector<Value>{}).error().code == Errc::bad_input);
  CHECK(find_pattern("plain 'text'").value() == "plain 'text'");
  CHECK(find_pattern("100%").error().code == Errc::bad_input);
  CHECK(find_pattern("a_b").error().code == Errc::bad_input);
  CHECK(find_field("A or B").error().code == Errc::bad_input);
}
