// SPDX-License-Identifier: MIT
/// Which rows a filter and a search keep.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "query/clauses.hpp"
#include "query/column.hpp"
#include "query/filter.hpp"
#include "query/schema.hpp"
#include "understudy/base/result.hpp"

namespace understudy::mock::query {

using StoredColumns = std::vector<std::unique_ptr<const StoredColumn>>;

/// Those of `rows` that hold every condition and contain the search, ascending; or the fault of the
/// first one for which the expression has no answer, whatever else would keep or drop it.
Result<std::vector<std::uint32_t>, Fault> evaluate(const Schema& schema,
                                                   const StoredColumns& columns, const RowSet& rows,
                                                   const Selection& selection);

}  // namespace understudy::mock::query
