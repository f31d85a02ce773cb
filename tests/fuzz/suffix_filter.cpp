// SPDX-License-Identifier: MIT
/// suffix-map filters as JSON texts: a selection or a refusal that points into its text, under the
/// strict and the lax reading.
#include <map>
#include <string>
#include <vector>

#include "filter/dialect.hpp"
#include "fuzz/fuzz.hpp"
#include "query/table.hpp"

namespace {

using understudy::Json;
using understudy::fuzz::require;
using namespace understudy::mock;

Switches switches(const std::map<std::string, std::string>& overrides) {
  static const std::vector<Switch> kKnown{{"filter.exact_case", {"sensitive", "insensitive"}},
                                          {"filter.malformed", {"reject", "ignore"}},
                                          {"filter.null_not_contains", {"keep", "drop"}},
                                          {"filter.open_range", {"reject", "open"}},
                                          {"keys.unknown", {"reject", "ignore"}}};
  return Switches::resolve(kKnown, Strictness::documented, overrides).value();
}

/// A column "t", "b", "n", "d", "c" and "u" of each type.
query::Table make_table() {
  query::Schema schema;
  schema.add({"t", query::ColumnType::text, true});
  schema.add({"b", query::ColumnType::boolean});
  schema.add({"n", query::ColumnType::number});
  schema.add({"d", query::ColumnType::date});
  schema.add({"c", query::ColumnType::currency});
  schema.add({"u", query::ColumnType::uuid});
  query::Table::Builder builder{schema};
  builder.add("{}",
              std::vector<query::Value>{std::string{"Ohio"}, true, std::int64_t{7},
                                        std::int64_t{1'772'625'600}, 12.5, std::string{"c1-u"}});
  builder.add("{}", std::vector<query::Value>{std::string{"Utah"}, false, std::int64_t{-1},
                                              query::Null{}, query::Null{}, query::Null{}});
  builder.add("{}", std::vector<query::Value>{query::Null{}, query::Null{}, query::Null{},
                                              std::int64_t{0}, 0.0, std::string{""}});
  return std::move(builder).finish();
}

void check(const filter::Parse& parse, const Json& filters, const query::Table& table) {
  const filter::Parsed parsed = parse(filters, table.schema());
  if (parsed) {
    const query::RowIds rows = table.select({.filter = *parsed});
    for (const std::uint32_t row : *rows) require(row < table.size(), "rows are rows of the table");
    return;
  }
  const filter::FilterError& error = parsed.error();
  require(!error.message.empty(), "a refusal has a sentence");
  if (!filters.is_object()) return;
  const auto entry = filters.find(error.field);
  if (entry == filters.end()) return;
  if (const auto* text = entry->get_ptr<const std::string*>()) {
    require(error.offset <= text->size(), "a refusal points into its text");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const query::Table kTable = make_table();
  static const filter::Parse kStrict = filter::make_suffix_map(switches({}));
  static const filter::Parse kLax =
      filter::make_suffix_map(switches({{"filter.exact_case", "insensitive"},
                                        {"filter.malformed", "ignore"},
                                        {"filter.null_not_contains", "drop"},
                                        {"filter.open_range", "open"},
                                        {"keys.unknown", "ignore"}}));

  const auto filters = understudy::parse_json(understudy::fuzz::text_of(data, size));
  if (!filters) return 0;
  check(kStrict, *filters, kTable);
  check(kLax, *filters, kTable);
  return 0;
}
