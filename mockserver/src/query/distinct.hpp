// SPDX-License-Identifier: MIT
/// The distinct values of a column.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "query/layers.hpp"
#include "query/value.hpp"

namespace understudy::mock::query {

/// Ascending by compare(), Null left out; of equal ones (0 and 0.0) that of the lowest row.
std::vector<Value> distinct_values(const Layers& layers, std::size_t column);
/// The same of some rows.
std::vector<Value> distinct_values(const Layers& layers, std::size_t column,
                                   const std::vector<std::uint32_t>& rows);

}  // namespace understudy::mock::query
