// SPDX-License-Identifier: MIT
/// Which rows a filter and a search keep.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "query/column.hpp"
#include "query/filter.hpp"
#include "query/schema.hpp"

namespace understudy::mock::query {

using StoredColumns = std::vector<std::unique_ptr<const StoredColumn>>;

/// The rows that hold every condition and contain the search, ascending.
std::vector<std::uint32_t> evaluate(const Schema& schema, const StoredColumns& columns,
                                    std::size_t row_count, const Filter& filter,
                                    std::string_view search);

}  // namespace understudy::mock::query
