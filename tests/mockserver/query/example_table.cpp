// SPDX-License-Identifier: MIT
#include "example_table.hpp"

#include <array>
#include <fstream>
#include <map>
#include <utility>

#include "support/catch.hpp"

namespace understudy::mock::testing {

namespace {

query::ColumnType column_type(const std::string& name) {
  for (const auto type :
       {query::ColumnType::boolean, query::ColumnType::currency, query::ColumnType::date,
        query::ColumnType::number, query::ColumnType::text, query::ColumnType::uuid}) {
    if (query::name_of(type) == name) return type;
  }
  FAIL("no column type " << name);
  return query::ColumnType::text;
}

/// The switches that the dialects under test read, and the one that a handler reads for them.
std::vector<Switch> known_switches() {
  return {{"filter.exact_case", {"sensitive", "insensitive"}},
          {"filter.malformed", {"reject", "ignore"}},
          {"filter.null_not_contains", {"keep", "drop"}},
          {"filter.open_range", {"reject", "open"}},
          {"keys.unknown", {"reject", "ignore"}},
          {"page.over_max", {"clamp", "reject"}},
          {"page.shape", {"spring-2.1", "spring-2.0", "spring-1"}},
          {"sort.nulls", {"smallest", "largest", "last"}}};
}

}  // namespace

Json load_json(const std::string& file) {
  std::ifstream in(std::string{UNDERSTUDY_TESTS_DIR} + "/mockserver/" + file);
  Json json = Json::parse(in, nullptr, /*allow_exceptions=*/false);
  INFO(file);
  REQUIRE_FALSE(json.is_discarded());
  return json;
}

void each_case(const std::string& file, std::size_t count,
               const std::function<void(const Json&)>& check) {
  std::size_t seen = 0;
  const Json groups = load_json(file);
  for (const Json& group : groups) {
    for (const Json& test_case : group.at("cases")) {
      INFO(group.at("description")
           << " / " << test_case.at("description") << ": " << test_case.at("input"));
      check(test_case);
      ++seen;
    }
  }
  CHECK(seen == count);
}

Switches switches_of(const Json& test_case) {
  std::map<std::string, std::string> overrides;
  if (test_case.contains("switches")) test_case.at("switches").get_to(overrides);
  return Switches::resolve(known_switches(), Strictness::documented, overrides).value();
}

Switches default_switches() { return switches_of(Json::object()); }

query::Value cell_of(const Json& value, query::ColumnType type) {
  if (const auto* text = value.get_ptr<const std::string*>()) {
    const bool textual = type == query::ColumnType::text || type == query::ColumnType::uuid;
    if (text->empty() && !textual) return query::Null{};
    return *text;
  }
  if (const auto* flag = value.get_ptr<const bool*>()) return *flag;
  if (value.is_number_float()) return *to_double(value);
  if (value.is_number_integer()) return *to_int64(value);
  return query::Null{};
}

query::Table example_table() {
  const Json file = load_json("query/example_accounts.json");
  query::Schema schema;
  std::vector<Json::json_pointer> places;
  for (const Json& column : file.at("columns")) {
    const auto key = column.at("key").get<std::string>();
    const std::size_t index = schema.add({key, column_type(column.at("type").get<std::string>()),
                                          column.at("searched").get<bool>()});
    for (const Json& alias : column.value("aliases", Json::array())) {
      schema.add_alias(alias.get<std::string>(), index);
    }
    auto place = Json::json_pointer{};
    if (column.contains("group")) place /= column.at("group").get<std::string>();
    places.push_back(place / key);
  }

  query::Table::Builder builder{schema};
  for (const Json& row : file.at("rows")) {
    std::vector<query::Value> cells;
    for (std::size_t i = 0; i < places.size(); ++i) {
      cells.push_back(cell_of(row.at(places[i]), schema[i].type));
    }
    builder.add(dump_json(row), cells);
  }
  return std::move(builder).finish();
}

std::vector<std::size_t> numbers_of(const query::RowIds& rows) {
  std::vector<std::size_t> numbers;
  for (const std::uint32_t row : *rows) numbers.push_back(std::size_t{row} + 1);
  return numbers;
}

}  // namespace understudy::mock::testing
