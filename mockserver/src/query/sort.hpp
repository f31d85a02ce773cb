// SPDX-License-Identifier: MIT
/// Rows in the order of their values.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "query/evaluate.hpp"
#include "query/filter.hpp"

namespace understudy::mock::query {

/// Whether null comes before every value.
bool is_null_first(NullOrder null_order, bool descending);

/// Sorts `rows` by the keys, the first one deciding first; ties keep the order they came in, under
/// descending keys too.
void sort_rows(std::vector<std::uint32_t>& rows, const StoredColumns& columns,
               std::span<const SortKey> keys, NullOrder null_order);

}  // namespace understudy::mock::query
