// SPDX-License-Identifier: MIT
/// Rows of a plan on their way into a table: which plan, which field is where, and a cell as a
/// value to search.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "query/value.hpp"
#include "understudy/base/result.hpp"
#include "understudy/fixtures/dataset.hpp"
#include "understudy/mock/options.hpp"

namespace understudy::mock {

/// The number of a field among the cells of a row; past the end when there is none.
std::size_t field_number(const fixtures::CollectionInfo& info, std::string_view field);

/// Whether the plan of an API makes all these fields.
///
/// Errors:   bad_input with the first one that is missing
Result<Done> check_fields(const fixtures::Plan& plan, std::string_view api,
                          std::string_view collection, std::span<const std::string_view> fields);

/// The rows an API is to hold.
struct Planned {
  fixtures::Plan plan;
  fixtures::DataSet data;
};

/// The plan that the options name for an API, or the one that ships with it.
///
/// Errors:   bad_input for a plan that cannot be honoured, with the place in it
Result<Planned> plan_for(std::string_view api, const ServerOptions& options);

query::Value value_of(const fixtures::Cell& cell);

}  // namespace understudy::mock
