// SPDX-License-Identifier: MIT
/// What the cases files of filter, order, paging and query share: the example rows, the switches of
/// a case, and the way to a file.
///
/// Shape:    a cases file is [{description, source, cases: [{description, input, switches?,
///           want | error}]}]; rows are numbered from 1, in the order of the answer
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "query/schema.hpp"
#include "query/table.hpp"
#include "query/value.hpp"
#include "switches.hpp"
#include "understudy/base/json.hpp"

namespace understudy::mock::testing {

/// A JSON file below tests/mockserver; a broken one fails the test.
Json load_json(const std::string& file);

/// Calls `check` for every case of a cases file; fails unless there are `count` of them.
void each_case(const std::string& file, std::size_t count,
               const std::function<void(const Json&)>& check);

/// The defaults, with the switches that a case sets.
Switches switches_of(const Json& test_case);
Switches default_switches();

/// The six rows of query/example_accounts.json.
query::Table example_table();

/// A cell as the record builder makes it: "" is null except in text and UUID columns.
query::Value cell_of(const Json& value, query::ColumnType type);

/// Row numbers from 1, as cases files have them.
std::vector<std::size_t> numbers_of(const query::RowIds& rows);

}  // namespace understudy::mock::testing
