// SPDX-License-Identifier: MIT
/// The order of a column's distinct values.
#pragma once

#include "query/column.hpp"

namespace understudy::mock::query {

Ranks make_ranks(const DistinctValues& values);

}  // namespace understudy::mock::query
