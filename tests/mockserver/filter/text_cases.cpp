// SPDX-License-Identifier: MIT
#include "mockserver/filter/text_cases.hpp"

#include <map>
#include <utility>
#include <vector>

#include "mockserver/query/example_table.hpp"
#include "support/catch.hpp"

namespace understudy::mock::testing {

namespace {

query::ColumnType type_of(const std::string& name) {
  for (const auto type :
       {query::ColumnType::boolean, query::ColumnType::date_time, query::ColumnType::day,
        query::ColumnType::list, query::ColumnType::number, query::ColumnType::text,
        query::ColumnType::uuid}) {
    if (query::name_of(type) == name) return type;
  }
  FAIL("no column type " << name);
  return query::ColumnType::text;
}

query::Value typed_cell(const Json& value, query::ColumnType type) {
  if (value.is_null()) return query::Null{};
  if (type == query::ColumnType::list) return dump_json(value);
  const auto* text = value.get_ptr<const std::string*>();
  if (type == query::ColumnType::day) return query::scan_date(*text).value.value();
  if (type == query::ColumnType::date_time) return query::parse_moment(*text).value();
  return cell_of(value, type);
}

}  // namespace

query::Table table_of(const Json& columns, const Json& rows) {
  query::Schema schema;
  for (const Json& column : columns) {
    const auto type = type_of(column.at("type").get<std::string>());
    const std::size_t index = schema.add({column.at("key").get<std::string>(), type, false});
    for (const Json& alias : column.value("aliases", Json::array())) {
      schema.add_alias(alias.get<std::string>(), index);
    }
  }
  query::Table::Builder builder{schema};
  for (const Json& row : rows) {
    std::vector<query::Value> cells;
    for (const query::Column& column : schema.columns()) {
      cells.push_back(typed_cell(row.at(column.key), column.type));
    }
    builder.add(dump_json(row), cells);
  }
  return std::move(builder).finish();
}

query::Table partner_accounts() {
  const Json file = load_json("filter/partner_accounts.json");
  return table_of(file.at("columns"), file.at("rows"));
}

Switches text_switches(const Json& test_case) {
  static const std::vector<Switch> kKnown{{"filter.string_case", {"sensitive", "insensitive"}},
                                          {"odata.case", {"any", "lower"}},
                                          {"odata.coerce", {"off", "on"}},
                                          {"odata.not_blank", {"required", "optional"}},
                                          {"odata.trim", {"no", "yes"}},
                                          {"sort.string_case", {"sensitive", "insensitive"}},
                                          {"thql.null", {"sql", "odata"}},
                                          {"thql.string_case", {"insensitive", "sensitive"}},
                                          {"thql.underscore", {"wildcard", "literal"}}};
  std::map<std::string, std::string> overrides;
  if (test_case.contains("switches")) test_case.at("switches").get_to(overrides);
  return Switches::resolve(kKnown, Strictness::documented, overrides).value();
}

Json describe(const query::Table& table, const std::string& text, const filter::Parse& parse) {
  const auto error_of = [](const filter::FilterError& error) -> Json {
    return {{"error",
             {{"code", name_of(error.code)}, {"offset", error.offset}, {"token", error.token}}}};
  };
  const filter::Parsed parsed = parse(text, table.schema());
  if (!parsed) return error_of(parsed.error());
  const auto rows = table.try_select({.filter = *parsed, .now = kTestNow});
  if (!rows) return error_of(filter::describe_fault(text, rows.error()));
  return {{"want", numbers_of(*rows)}};
}

void check_text_cases(const std::string& file, std::size_t count,
                      filter::Parse (*make)(const Switches& switches)) {
  const query::Table table = partner_accounts();
  each_case(file, count, [&](const Json& test_case) {
    const filter::Parse parse = make(text_switches(test_case));
    const char* expected = test_case.contains("want") ? "want" : "error";
    CHECK(describe(table, test_case.at("input").get<std::string>(), parse) ==
          Json{{expected, test_case.at(expected)}});
  });
}

std::string repeat(const std::string& text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

}  // namespace understudy::mock::testing
