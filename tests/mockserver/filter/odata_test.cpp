// SPDX-License-Identifier: MIT
/// odata: the cases file first, then limits, messages, and what a table cannot say.
#include <string>
#include <vector>

#include "filter/dialect.hpp"
#include "mockserver/filter/text_cases.hpp"
#include "mockserver/query/example_table.hpp"
#include "query/explanation.hpp"
#include "support/catch.hpp"

namespace understudy::mock::filter {

namespace {

using testing::describe;
using testing::repeat;
using testing::text_switches;

Json error(const char* code, std::size_t offset, const std::string& token) {
  return {{"error", {{"code", code}, {"offset", offset}, {"token", token}}}};
}

}  // namespace

TEST_CASE("odata agrees with every case in its file", "[mock][filter][odata][F05][F07]") {
  testing::check_text_cases("filter/odata.cases.json", 281, &make_odata);
}

TEST_CASE("odata is listed under its key", "[mock][filter][odata]") {
  const Dialect* dialect = find_dialect("odata");

  REQUIRE(dialect != nullptr);
  CHECK(dialect->make == &make_odata);
}

TEST_CASE("a refusal of odata says what stood there and what would be right",
          "[mock][filter][odata][message]") {
  const testing::TextFixture odata{make_odata};

  CHECK(odata.message("Name = 'x'") ==
        "character 5 has '=' where an operator of OData is due: write eq");
  CHECK(odata.message("Nmae eq 'x'") ==
        "character 0 names the field 'Nmae', which does not exist; did you mean 'Name'?");
  CHECK(odata.message("Xylophone eq 'x'") ==
        "character 0 names the field 'Xylophone', which does not exist");
  CHECK(odata.message("Name eq 5") ==
        "character 8 has '5' where a text is due to compare with, not a number");
  CHECK(odata.message("Name eq") ==
        "character 7 has nothing where a field, a value, a function or '(' is due, such as Name eq "
        "'Acme'");
  CHECK(odata.message("contain(Name,'x')") ==
        "character 0 has 'contain' where a function is due; did you mean 'contains'?");
  CHECK(odata.message("Id eq @p") ==
        "character 6 has '@p': aliases and annotations, such as @p - part of OData, but not "
        "supported here");
  CHECK(odata.message("contains(Name)") == "character 13 has ')' where contains takes 2 arguments");
}

TEST_CASE("a filter that is no text is refused", "[mock][filter][odata]") {
  const testing::TextFixture odata{make_odata};

  for (const Json& value : {Json(5), Json::array(), Json(), Json::object()}) {
    const Parsed parsed = odata.parse(value, odata.table.schema());
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().code == FilterErrc::wrong_json_type);
  }
}

TEST_CASE("4096 bytes of odata are read and the next one is refused",
          "[mock][filter][odata][limit]") {
  const testing::TextFixture odata{make_odata};
  const std::string longest = "Name ne '" + std::string(4086, 'x') + "'";

  REQUIRE(longest.size() == 4096);
  CHECK(odata(longest) == Json{{"want", {1, 2, 3, 4, 5, 6}}});
  CHECK(odata.code(longest + "y") == "too_long");
  CHECK(odata.parse(longest + "y", odata.table.schema()).error().offset == 4096);
  // The cut falls into a character of two bytes: the place is that character.
  const std::string cut = "Name ne '" + std::string(4086, 'x') + "\u00E9\u00E9'";
  CHECK(odata.parse(cut, odata.table.schema()).error().offset == 4095);
  CHECK(odata.code(std::string(1'048'576, 'x')) == "too_long");
}

TEST_CASE("32 levels of odata are read and the next one is refused",
          "[mock][filter][odata][limit][F02]") {
  const testing::TextFixture odata{make_odata};
  const Json all{{"want", {1, 2, 3, 4, 5, 6}}};

  CHECK(odata(repeat("(", 32) + "true" + repeat(")", 32)) == all);
  CHECK(odata(repeat("(", 33) + "true" + repeat(")", 33)) == error("too_deep", 32, "("));
  CHECK(odata(repeat("not ", 32) + "true") == all);
  CHECK(odata(repeat("not ", 33) + "true") == error("too_deep", 128, "not"));
  CHECK(odata(repeat("-", 32) + "Id lt 0 or true") == all);
  CHECK(odata(repeat("-", 33) + "Id lt 0") == error("too_deep", 32, "-"));
  CHECK(odata(repeat("trim(", 32) + "Name" + repeat(")", 32) + " ne ''") == all);
  CHECK(odata(repeat("trim(", 33) + "Name" + repeat(")", 33) + " ne ''") ==
        error("too_deep", 164, "("));
  CHECK(odata(repeat("[", 33)) == error("too_deep", 32, "["));
  CHECK(odata.code(repeat("a/any(x:", 40) + "true" + repeat(")", 40)) == "too_deep");
}

TEST_CASE("512 parts of odata are read and the next one is refused",
          "[mock][filter][odata][limit][F03][F04]") {
  const testing::TextFixture odata{make_odata};

  // A list of 510 items, what is looked for and the operator.
  CHECK(odata("Id in (" + repeat("9,", 509) + "1)") == Json{{"want", {1}}});
  CHECK(odata.code("Id in (" + repeat("9,", 510) + "1)") == "too_many_conditions");
  // A chain is one node for its operator and three for each comparison.
  CHECK(odata(repeat("Id eq 9 or ", 169) + "Id eq 1") == Json{{"want", {1}}});
  CHECK(odata.code(repeat("Id eq 9 or ", 170) + "Id eq 1") == "too_many_conditions");
  CHECK(odata(repeat("1 add ", 254) + "1 eq 255") == Json{{"want", {1, 2, 3, 4, 5, 6}}});
}

TEST_CASE("bombs of odata are refused at the limit, not digested",
          "[mock][filter][odata][bomb][F02][F03][F04]") {
  const testing::TextFixture odata{make_odata};

  for (const char* piece : {"(", "not ", "-", "[", "trim(", "a/any(x:", "Id eq 1 or ", "1 add ",
                            "'", "Id in (", "a/b()", "{\"a\":"}) {
    INFO(piece);
    CHECK(odata.code(repeat(piece, 100'000)) == "too_long");
    CHECK_FALSE(odata.parse(repeat(piece, 4096 / std::string{piece}.size()), odata.table.schema()));
  }
  CHECK(odata.code("Id in (" + repeat("1,", 10'000) + "1)") == "too_long");
}

TEST_CASE("every prefix of odata is read, or refused at an offset inside it",
          "[mock][filter][odata][property]") {
  const testing::TextFixture odata{make_odata};
  const std::vector<std::string> texts{
      "not (contains(tolower(Name),'\u00E9''s') or -Id sub 2.5e+3 le 2022) and IsActive eq null",
      "Created ge 2022-05-17T00:00:00.125+05:30 and Key eq 01234567-89ab-cdef-0123-456789abcdef",
      R"(Name in ["a\"b", 'c', null] or Products/any(x:x/Id eq geo.length(geography'SRID=0')))",
      R"({"a":[1,$it/b,@c.d#e],"f":case(true:1)} has Sales.Pattern'Yellow')"};

  for (const std::string& text : texts) {
    for (std::size_t length = 0; length <= text.size(); ++length) {
      INFO(text.substr(0, length));
      const Parsed parsed = odata.parse(text.substr(0, length), odata.table.schema());
      if (parsed) continue;
      CHECK(parsed.error().offset <= length);
      CHECK_FALSE(parsed.error().message.empty());
    }
  }
}

TEST_CASE("fields of the same name in other letters: the exact one wins", "[mock][filter][odata]") {
  query::Schema schema;
  schema.add({"name", query::ColumnType::text});
  schema.add({"Name", query::ColumnType::number});
  const Parse parse = make_odata(text_switches());

  CHECK(parse("name eq 'x'", schema));
  CHECK(parse("Name eq 5", schema));
  CHECK_FALSE(parse("name eq 5", schema));
}

TEST_CASE("rows are explained clause by clause, in the words of the filter",
          "[mock][filter][odata][explain]") {
  const testing::TextFixture odata{make_odata};
  const std::string text = "Id lt 4 and not contains(MailingCountry,'U')";
  const query::Filter filter = odata.parse(text, odata.table.schema()).value();

  const auto explained = query::explain(odata.table, {.filter = filter}, text);

  REQUIRE(explained.clauses.size() == 3);
  CHECK(explained.clauses[0].text == "Id lt 4");
  CHECK(explained.clauses[0].kept == 3);
  CHECK(explained.clauses[1].text == "not contains(MailingCountry,'U')");
  CHECK(explained.clauses[1].within == std::nullopt);
  CHECK(explained.clauses[2].text == "contains(MailingCountry,'U')");
  CHECK(explained.clauses[2].within == 1);
  for (const ExplainedRow& row : explained.examples) {
    CHECK(row.is_kept == !row.dropped_by.has_value());
    CHECK(row.is_kept == row.why.empty());
  }
}

}  // namespace understudy::mock::filter
