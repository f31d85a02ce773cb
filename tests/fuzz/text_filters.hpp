// SPDX-License-Identifier: MIT
/// What the text languages promise for any text: a selection, or a refusal that points into it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "filter/dialect.hpp"
#include "fuzz/fuzz.hpp"
#include "query/moment.hpp"
#include "query/table.hpp"
#include "understudy/base/unicode.hpp"

namespace understudy::fuzz {

/// A column of each type, two rows with values and one of nulls.
inline mock::query::Table make_typed_table() {
  using namespace mock::query;
  Schema schema;
  schema.add({"Text", ColumnType::text, true});
  schema.add({"Flag", ColumnType::boolean});
  schema.add({"Number", ColumnType::number});
  schema.add({"Real", ColumnType::number});
  schema.add({"Moment", ColumnType::date_time});
  schema.add({"Day", ColumnType::day});
  schema.add({"List", ColumnType::list});
  schema.add({"Guid", ColumnType::uuid});
  Table::Builder builder{schema};
  builder.add("{}",
              std::vector<Value>{std::string{"Ohio"}, true, std::int64_t{7}, 12.5,
                                 parse_moment("2022-05-16T19:27:14-06:00").value(),
                                 scan_date("2024-02-29").value.value(), std::string{"[\"a\"]"},
                                 std::string{"00000000-0000-4000-8000-000000000001"}});
  builder.add("{}", std::vector<Value>{std::string{"Ut\xC3\xA4h"}, false, std::int64_t{-1}, 0.0,
                                       parse_moment("0001-01-01T00:00:00Z").value(),
                                       scan_date("9999-12-31").value.value(), std::string{"[]"},
                                       std::string{""}});
  builder.add("{}", std::vector<Value>(8, Value{Null{}}));
  return std::move(builder).finish();
}

inline void check_text_filter(const mock::filter::Parse& parse, std::string_view text,
                              const mock::query::Table& table) {
  const auto check_error = [&](const mock::filter::FilterError& error) {
    require(!error.message.empty(), "a refusal has a sentence");
    require(error.offset <= text.size(), "a refusal points into its text");
    require(is_utf8(error.message), "a sentence is UTF-8");
  };
  const mock::filter::Parsed parsed = parse(Json(std::string{text}), table.schema());
  if (!parsed) return check_error(parsed.error());
  const auto rows = table.try_select({.filter = *parsed, .now = {}});
  if (!rows) return check_error(mock::filter::describe_fault(text, rows.error()));
  std::uint32_t before = 0;
  bool is_first = true;
  for (const std::uint32_t row : **rows) {
    require(row < table.size(), "rows are rows of the table");
    require(is_first || row > before, "rows come in their order, each once");
    before = row;
    is_first = false;
  }
}

}  // namespace understudy::fuzz
