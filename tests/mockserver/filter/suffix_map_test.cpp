// SPDX-License-Identifier: MIT
/// suffix-map: the cases file first, then limits and what a table cannot say.
#include <string>
#include <vector>

#include "filter/dialect.hpp"
#include "mockserver/query/example_table.hpp"
#include "support/catch.hpp"

namespace understudy::mock::filter {

namespace {

using testing::default_switches;
using testing::example_table;
using testing::numbers_of;

/// What came out, in the notation of the cases file: one comparison shows every difference.
Json describe(const query::Table& table, const Parsed& parsed) {
  if (parsed) return {{"want", numbers_of(table.select({.filter = *parsed}))}};
  const FilterError& error = parsed.error();
  return {{"error",
           {{"status", 400},
            {"code", name_of(error.code)},
            {"field", error.field},
            {"offset", error.offset},
            {"token", error.token}}}};
}

Parsed parse(const Json& filters, const query::Table& table) {
  return make_suffix_map(default_switches())(filters, table.schema());
}

/// A table of one text column "name" and one column "id", a UUID.
query::Table text_table(const std::vector<std::string>& texts) {
  query::Schema schema;
  schema.add({"name", query::ColumnType::text, true});
  schema.add({"id", query::ColumnType::uuid, false});
  query::Table::Builder builder{schema};
  for (const std::string& text : texts) {
    builder.add("{}", std::vector<query::Value>{text, query::Null{}});
  }
  return std::move(builder).finish();
}

std::vector<std::size_t> rows_of(const query::Table& table, const Json& filters) {
  return numbers_of(table.select({.filter = parse(filters, table).value()}));
}

std::string repeat(const std::string& text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

using Rows = std::vector<std::size_t>;

}  // namespace

TEST_CASE("suffix-map agrees with every case in its file", "[mock][filter][suffix-map][F06]") {
  const query::Table table = example_table();

  testing::each_case("filter/suffix_map.cases.json", 172, [&](const Json& test_case) {
    const Parse dialect = make_suffix_map(testing::switches_of(test_case));
    const char* expected = test_case.contains("want") ? "want" : "error";
    CHECK(describe(table, dialect(test_case.at("input"), table.schema())) ==
          Json{{expected, test_case.at(expected)}});
  });
}

TEST_CASE("suffix-map is listed under its key", "[mock][filter][suffix-map]") {
  const Dialect* dialect = find_dialect("suffix-map");

  REQUIRE(dialect != nullptr);
  CHECK(dialect->make == &make_suffix_map);
  CHECK(find_dialect("suffix_map") == nullptr);
}

TEST_CASE("a refusal says what stood there and what would be right",
          "[mock][filter][suffix-map][message]") {
  const query::Table table = example_table();
  const auto message = [&](const Json& filters) { return parse(filters, table).error().message; };

  CHECK(message({{"isCustomer", "yes"}}) ==
        "byte 0 has 'yes' where 'true' or 'false' is due, without an operator");
  CHECK(message({{"openOppCount", "1<->"}}) ==
        "byte 4 has nothing where a number is due, such as 12 or -0.5");
  CHECK(message({{"openOppCount", "5"}}) ==
        "byte 0 has '5' where a range is due, such as 1<->10, without an operator");
  CHECK(message({{"recentOpenOppDate", "1<->x"}}) ==
        "byte 4 has 'x' where a date in seconds since 1970 is due, such as 1700000000");
  CHECK(message({{"nope", "5"}}) == "there is no such column; ask /columns for the keys");
  CHECK(message({{"state", Json::array()}}) == "an array stands where a text is due");
}

TEST_CASE("the whole has to be an object, null is none", "[mock][filter][suffix-map]") {
  const query::Table table = example_table();

  CHECK(parse(nullptr, table).value() == query::Filter{});
  for (const Json& whole : {Json::array(), Json("state"), Json(1), Json(true)}) {
    const Parsed refused = parse(whole, table);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == FilterErrc::wrong_json_type);
    CHECK(refused.error().field.empty());
    CHECK(refused.error().offset == 0);
  }
}

TEST_CASE("a filter of 4096 bytes is read and the next byte is refused",
          "[mock][filter][suffix-map][limit]") {
  const query::Table table = example_table();
  const std::string longest(4096, 'x');

  const Parsed allowed = parse({{"state", longest}}, table);
  const Parsed refused = parse({{"state", longest + "y"}}, table);

  REQUIRE(allowed);
  CHECK(allowed->all_of.size() == 1);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == FilterErrc::too_long);
  CHECK(refused.error().field == "state");
  CHECK(refused.error().offset == 4096);
  CHECK(refused.error().token == "y");
}

TEST_CASE("512 items are read and the next one is refused where it stands",
          "[mock][filter][suffix-map][limit]") {
  const query::Table table = example_table();
  // accountType comes before state: 500 items there, 10 and two ranges elsewhere, are 512.
  Json filters{{"accountType", repeat("a-,-", 500)},
               {"annualRevenue", "1<->2"},
               {"openOppCount", "1<->2"},
               {"state", repeat("b-,-", 10)}};

  const Parsed allowed = parse(filters, table);
  filters["state"] = repeat("b-,-", 10) + "last-!-";
  const Parsed refused = parse(filters, table);

  REQUIRE(allowed);
  CHECK(allowed->all_of.size() == 4);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == FilterErrc::too_many_conditions);
  CHECK(refused.error().field == "state");
  CHECK(refused.error().offset == 40);
  CHECK(refused.error().token == "last");
}

TEST_CASE("empty items do not count", "[mock][filter][suffix-map][limit]") {
  const query::Table table = example_table();

  const Parsed allowed = parse({{"state", repeat("-,-", 1300) + "Texas"}}, table);

  REQUIRE(allowed);
  CHECK(allowed->all_of.at(0).values == std::vector<query::Value>{std::string{"Texas"}});
}

TEST_CASE("bombs are refused at the limit, not digested", "[mock][filter][suffix-map][bomb]") {
  const query::Table table = example_table();
  const auto code = [&](const Json& filters) { return parse(filters, table).error().code; };

  CHECK(code({{"state", std::string(1'048'576, 'x')}}) == FilterErrc::too_long);
  CHECK(code({{"state", repeat("a-,-", 100'000)}}) == FilterErrc::too_long);
  CHECK(code({{"openOppCount", repeat("9", 1'000'000) + "<->1"}}) == FilterErrc::too_long);
  CHECK(code({{"isCustomer", repeat("true-,-", 100'000)}}) == FilterErrc::too_long);

  Json many = Json::object();
  for (int i = 0; i < 10'000; ++i) many["key" + std::to_string(i)] = "x";
  CHECK(code(many) == FilterErrc::unknown_field);
}

TEST_CASE("numbers of 4000 digits are read", "[mock][filter][suffix-map][bomb]") {
  const query::Table table = example_table();
  const Rows with_value{1, 2, 3, 4, 6};

  CHECK(rows_of(table, {{"openOppCount", "0<->" + repeat("9", 4000)}}) == with_value);
  CHECK(rows_of(table, {{"openOppCount", "-" + repeat("9", 4000) + "<->11"}}) == with_value);
  CHECK(rows_of(table, {{"openOppCount", "0." + repeat("0", 4000) + "<->11"}}) == with_value);
  CHECK(rows_of(table, {{"openOppCount", "0e" + repeat("9", 4000) + "<->0"}}) == Rows{1});
  CHECK(rows_of(table, {{"openOppCount", "-1e-" + repeat("9", 4000) + "<->0"}}) == Rows{1});
  CHECK(rows_of(table, {{"openOppCount", "3<->0." + repeat("0", 3000) + "1e4000"}}) ==
        Rows{2, 3, 4});
  CHECK(rows_of(table, {{"openOppCount", "0<->" + repeat("0", 3000) + "1e-400"}}) == Rows{1});
}

TEST_CASE("letters fold as Unicode says, in no locale", "[mock][filter][suffix-map][folding]") {
  // 1 sharp s, 2 capital sharp s, 3 double s, 4 dotted capital I, 5 dotless small i, 6 I, 7 Kelvin
  // sign, 8 final sigma, 9 capital sigma
  const query::Table table = text_table({"stra\u00DFe", "STRA\u1E9EE", "STRASSE", "\u0130",
                                         "\u0131", "I", "\u212A", "\u03C2", "\u03A3"});

  CHECK(rows_of(table, {{"name", "STRA\u00DFE-?-"}}) == Rows{1, 2});
  CHECK(rows_of(table, {{"name", "strasse-?-"}}) == Rows{3});
  CHECK(rows_of(table, {{"name", "i-?-"}}) == Rows{6});
  CHECK(rows_of(table, {{"name", "\u0130-?-"}}) == Rows{4});
  CHECK(rows_of(table, {{"name", "\u0131-?-"}}) == Rows{5});
  CHECK(rows_of(table, {{"name", "k-?-"}}) == Rows{7});
  CHECK(rows_of(table, {{"name", "\u03C3-?-"}}) == Rows{8, 9});
  CHECK(rows_of(table, {{"name", "K"}}).empty());
}

TEST_CASE("strange texts are only texts", "[mock][filter][suffix-map][bomb]") {
  const std::vector<std::string> texts{
      "__proto__",        std::string("nul\0byte", 8), "' or 1=1 --", "%27", "a=b&c=d+e",
      "\xF0\x9F\x92\xA9", "\u202Eright to left",       "-",           "<->", "line\nfeed"};
  const query::Table table = text_table(texts);

  for (std::size_t i = 0; i < texts.size(); ++i) {
    INFO("row " << i + 1);
    CHECK(rows_of(table, {{"name", texts[i]}}) == Rows{i + 1});
    CHECK(rows_of(table, {{"name", texts[i] + "-!-"}}).size() == texts.size() - 1);
  }
}

TEST_CASE("every prefix is read, or refused at an offset inside it",
          "[mock][filter][suffix-map][property]") {
  const query::Table table = example_table();
  const std::string text = "-12.5e+3<->+7.25E-1-,-true-,-Oklahoma-?-";

  for (const char* field : {"state", "isCustomer", "openOppCount", "annualRevenue",
                            "recentOpenOppDate", "companyPartnerPublicId"}) {
    for (std::size_t length = 0; length <= text.size(); ++length) {
      INFO(field << ", prefix of " << length << " bytes");
      const Parsed parsed = parse({{field, text.substr(0, length)}}, table);
      if (parsed) continue;
      CHECK(parsed.error().field == field);
      CHECK(parsed.error().offset <= length);
      CHECK_FALSE(parsed.error().message.empty());
    }
  }
}

}  // namespace understudy::mock::filter
