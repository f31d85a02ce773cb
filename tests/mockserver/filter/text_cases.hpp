// SPDX-License-Identifier: MIT
/// What the tests of the text languages share: rows, switches, and the driver of their cases files.
///
/// Shape:    as in query/example_table.hpp; `input` is the text, `want` row numbers from 1, `error`
///           {code, offset, token}
#pragma once

#include <cstddef>
#include <string>

#include "filter/dialect.hpp"
#include "query/table.hpp"
#include "switches.hpp"
#include "understudy/base/json.hpp"

namespace understudy::mock::testing {

/// The time it is in these tests: 2024-01-01T00:00:00Z.
inline constexpr WallTime kTestNow{std::chrono::seconds{1'704'067'200}};

/// [{key, type, aliases?}] and [{key: value}]: dates are texts in both.
query::Table table_of(const Json& columns, const Json& rows);

/// The six rows of filter/partner_accounts.json.
query::Table partner_accounts();

/// The switches of odata, thql and orderby-list, with those that a case sets.
Switches text_switches(const Json& test_case = Json::object());

/// {"want": rows} or {"error": {code, offset, token}}.
Json describe(const query::Table& table, const std::string& text, const filter::Parse& parse);

/// One table and the default reading of a language.
struct TextFixture {
  explicit TextFixture(filter::Parse (*make)(const Switches& switches))
      : parse{make(text_switches())} {}

  Json operator()(const std::string& text) const { return describe(table, text, parse); }
  std::string message(const std::string& text) const {
    return parse(text, table.schema()).error().message;
  }
  std::string code(const std::string& text) const {
    return std::string{filter::name_of(parse(text, table.schema()).error().code)};
  }

  query::Table table = partner_accounts();
  filter::Parse parse;
};

/// Runs every case of a cases file; fails unless there are `count` of them.
void check_text_cases(const std::string& file, std::size_t count,
                      filter::Parse (*make)(const Switches& switches));

/// `text` as often as that.
std::string repeat(const std::string& text, std::size_t times);

}  // namespace understudy::mock::testing
