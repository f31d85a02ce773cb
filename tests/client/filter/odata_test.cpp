// SPDX-License-Identifier: MIT
#include "understudy/client/filter/odata.hpp"

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "support/catch.hpp"

using namespace understudy;
using namespace understudy::client::odata;
using namespace std::chrono;

namespace {

std::string text_of(const Value& value) { return value.text(); }

}  // namespace

TEST_CASE("the documented conditions are written as they stand in the document",
          "[client][filter][odata]") {
  const Filter tier = field("Partner_Tier__cf").eq("Premier");
  const Filter active = field("Partner_Tier__cf").ne("Pending") && field("Status").ne("Inactive");

  CHECK(tier.text() == "Partner_Tier__cf eq 'Premier'");
  CHECK(active.text() == "Partner_Tier__cf ne 'Pending' and Status ne 'Inactive'");
  CHECK((active && !field("Name").lower().contains("nintex")).text() ==
        "Partner_Tier__cf ne 'Pending' and Status ne 'Inactive' and not "
        "contains(tolower(Name),'nintex')");
}

TEST_CASE("every relation, function and test for null has its word", "[client][filter][odata]") {
  const Field name = field("Name");
  const std::vector<std::pair<Filter, std::string>> wanted{
      {name.eq(1), "Name eq 1"},
      {name.ne(1), "Name ne 1"},
      {name.gt(1), "Name gt 1"},
      {name.ge(1), "Name ge 1"},
      {name.lt(1), "Name lt 1"},
      {name.le(1), "Name le 1"},
      {name.is_null(), "Name eq null"},
      {name.is_not_null(), "Name ne null"},
      {name.is_true(), "Name"},
      {name.in({}), "Name in ()"},
      {name.in({"a", 2, true}), "Name in ('a',2,true)"},
      {name.contains("x"), "contains(Name,'x')"},
      {name.starts_with("x"), "startswith(Name,'x')"},
      {name.ends_with("x"), "endswith(Name,'x')"},
      {name.lower().eq("x"), "tolower(Name) eq 'x'"},
      {name.upper().trim().eq("X"), "trim(toupper(Name)) eq 'X'"},
      {name.length().le(8), "length(Name) le 8"},
      {name.year().eq(2022), "year(Name) eq 2022"},
      {name.month().eq(5), "month(Name) eq 5"},
      {name.day().eq(16), "day(Name) eq 16"},
      {field("Region.Name").eq("EMEA"), "Region/Name eq 'EMEA'"},
  };
  for (const auto& [filter, text] : wanted) CHECK(filter.text() == text);
}

TEST_CASE("parentheses stand where precedence would say something else",
          "[client][filter][odata]") {
  const Filter a = field("A").eq(1);
  const Filter b = field("B").eq(2);
  const Filter c = field("C").eq(3);
  const Filter in = field("D").in({4});

  CHECK((a && b && c).text() == "A eq 1 and B eq 2 and C eq 3");
  CHECK((a && (b && c)).text() == "A eq 1 and B eq 2 and C eq 3");
  CHECK((a || b || c).text() == "A eq 1 or B eq 2 or C eq 3");
  CHECK(((a && b) || c).text() == "A eq 1 and B eq 2 or C eq 3");
  CHECK((a || (b && c)).text() == "A eq 1 or B eq 2 and C eq 3");
  CHECK(((a || b) && c).text() == "(A eq 1 or B eq 2) and C eq 3");
  CHECK((a && (b || c)).text() == "A eq 1 and (B eq 2 or C eq 3)");
  // `not` binds tighter than `eq`, and less tight than `in`
  CHECK((!a).text() == "not (A eq 1)");
  CHECK((!in).text() == "not D in (4)");
  CHECK((!!a).text() == "not not (A eq 1)");
  CHECK((!(a && b)).text() == "not (A eq 1 and B eq 2)");
  CHECK((!a && b).text() == "not (A eq 1) and B eq 2");
}

TEST_CASE("a list of conditions is one condition, or none", "[client][filter][odata]") {
  const std::vector<Filter> two{field("A").eq(1), field("B").eq(2)};

  CHECK(all_of(two)->text() == "A eq 1 and B eq 2");
  CHECK(any_of(two)->text() == "A eq 1 or B eq 2");
  CHECK_FALSE(all_of({}).has_value());
  CHECK_FALSE(any_of({}).has_value());
}

TEST_CASE("values are spelled so that they read back as themselves", "[client][filter][odata]") {
  CHECK(text_of("O'Neill's") == "'O''Neill''s'");
  CHECK(text_of("' or 1 eq 1 or Name eq '") == "''' or 1 eq 1 or Name eq '''");
  CHECK(text_of("") == "''");
  CHECK(text_of("a\xFF\xC3"
                "b") ==
        "'a\xEF\xBF\xBD\xEF\xBF\xBD"
        "b'");
  CHECK(text_of(true) == "true");
  CHECK(text_of(std::numeric_limits<std::int64_t>::min()) == "-9223372036854775808");
  CHECK(text_of(12.5) == "12.5");
  CHECK(text_of(1e300) == "1e+300");
  CHECK(text_of(HUGE_VAL) == "INF");
  CHECK(text_of(-HUGE_VAL) == "-INF");
  CHECK(text_of(std::nan("")) == "NaN");
  CHECK(text_of(sys_days{2022y / May / 17}) == "2022-05-17");
  CHECK(text_of(sys_days{2022y / May / 17} + 1h + 2min + 3s + 4ms) == "2022-05-17T01:02:03.004Z");
}

TEST_CASE("days outside of four digits become the nearest one inside", "[client][filter][odata]") {
  CHECK(text_of(sys_days{year{12'000} / January / 1}) == "9999-12-31");
  CHECK(text_of(sys_days{year{-5} / January / 1}) == "0001-01-01");
  CHECK(text_of(sys_days{year{12'000} / January / 1} + 0ms) == "9999-12-31T23:59:59.999Z");
}

TEST_CASE("a name that comes from elsewhere is checked", "[client][filter][odata]") {
  CHECK(find_field("Region.Name").value().eq(1).text() == "Region/Name eq 1");
  CHECK(find_field(std::string(128, 'x')).has_value());
  for (const std::string& name :
       {std::string{}, std::string{"1A"}, std::string{"A B"}, std::string{"A eq 1 or B"},
        std::string{"A."}, std::string{".A"}, std::string{"A..B"}, std::string{"A.B.C.D"},
        std::string{"\xC3\x84"}, std::string(129, 'x')}) {
    INFO(name);
    const Result<Field> field = find_field(name);
    REQUIRE_FALSE(field.has_value());
    CHECK(field.error().code == Errc::bad_input);
  }
}
