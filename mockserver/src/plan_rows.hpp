// SPDX-License-Identifier: MIT
/// Rows of a plan on their way into a table: which field is where, and a cell as JSON and as a
/// value to search.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "query/value.hpp"
#include "understudy/base/result.hpp"
#include "understudy/fixtures/dataset.hpp"

namespace understudy::mock {

/// The number of a field among the cells of a row; past the end when there is none.
std::size_t field_number(const fixtures::CollectionInfo& info, std::string_view field);

/// Whether the plan of an API makes all these fields.
///
/// Errors:   bad_input with the first one that is missing
Result<Done> check_fields(const fixtures::Plan& plan, std::string_view api,
                          std::string_view collection, std::span<const std::string_view> fields);

/// Appends a cell as JSON.
void append_cell(std::string& out, const fixtures::Cell& cell);

query::Value value_of(const fixtures::Cell& cell);

}  // namespace understudy::mock
