// SPDX-License-Identifier: MIT
/// What filters are asked by: values that show the mistakes hosts make, and what they select.
#include <string>
#include <utility>
#include <vector>

#include "relations/predicate.hpp"
#include "support/catch.hpp"

using namespace understudy;
using namespace understudy::conformance;

namespace {

FieldSpec text_field(const std::string& name) {
  FieldSpec field;
  field.name = name;
  field.at = "/" + name;
  field.type = "string";
  field.filters = {"any"};
  return field;
}

/// Rows of one text column.
ListSample rows_of(const std::vector<std::string>& values) {
  ListSample sample;
  sample.fields = {text_field("name")};
  for (const std::string& value : values) sample.rows.push_back({{"name", value}});
  return sample;
}

Truth contains(const std::string& value, const std::string& item) {
  return holds_for(
      Json{{"name", value}},
      Condition{text_field("name"), Test::contains, {item}, Letters::ignored, Absent::dropped});
}

}  // namespace

TEST_CASE("without regard to case a filter is asked by a letter beyond ASCII, its case turned",
          "[conformance][choose]") {
  std::vector<std::string> values(40, "Plain Labs");
  for (std::size_t i = 0; i < values.size(); ++i) values[i] += " " + std::to_string(i);
  values[17] = "Caf\u00E9 Nord";
  Wish wish;
  wish.test = Test::contains;
  wish.letters = Letters::ignored;

  const auto chosen = choose_condition(rows_of(values), wish);

  REQUIRE(chosen);
  REQUIRE(chosen->values.size() == 1);
  CHECK(chosen->values[0].get_ref<const std::string&>().find("\u00C9") != std::string::npos);
}

TEST_CASE("items that a rule adds stand between those of the rows", "[conformance][choose]") {
  Wish wish;
  wish.items = 2;
  wish.also = {"%"};

  const auto chosen = choose_condition(rows_of({"a", "b", "c", "d"}), wish);

  REQUIRE(chosen);
  REQUIRE(chosen->values.size() == 3);
  CHECK(chosen->values[1] == Json("%"));
}

TEST_CASE("a letter with a mark may be that letter in a collation, and nothing else",
          "[conformance][choose]") {
  const std::vector<std::pair<std::string, Truth>> found{
      {"CAF\u00C9 Nord", Truth::yes}, {"Cafe Nord", Truth::open},
      {"Cafes", Truth::open},         {"Carf", Truth::no},
      {"Caf 1", Truth::no},           {"", Truth::no}};
  for (const auto& [value, truth] : found) {
    CAPTURE(value);
    CHECK(contains(value, "caf\u00E9") == truth);
  }
  CHECK(contains("\u0416\u0430\u0440", "e") == Truth::no);
  CHECK(contains("\u00D6l", "\u00F6L") == Truth::yes);
}

TEST_CASE("of three conditions each keeps rows out that the others let in",
          "[conformance][choose]") {
  ListSample sample;
  sample.fields = {text_field("a"), text_field("b"), text_field("c")};
  for (const char* values : {"xyz", "xyq", "xpz", "oyz", "opq"}) {
    sample.rows.push_back({{"a", std::string(1, values[0])},
                           {"b", std::string(1, values[1])},
                           {"c", std::string(1, values[2])}});
  }
  const auto usable = [](const std::string& /*text*/) { return true; };

  const auto all = choose_joined(sample, Expression::Kind::all, usable, Letters::regarded);
  const auto any = choose_joined(sample, Expression::Kind::any, usable, Letters::regarded);

  REQUIRE(all);
  REQUIRE(all->parts.size() == 3);
  CHECK(holds_for(sample.rows[0], *all) == Truth::yes);
  for (std::size_t i = 1; i < sample.rows.size(); ++i) {
    CHECK(holds_for(sample.rows[i], *all) == Truth::no);
  }
  REQUIRE(any);
  CHECK(any->parts.size() == 2);
}
