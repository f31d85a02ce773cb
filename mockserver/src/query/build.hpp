// SPDX-License-Identifier: MIT
/// Tables of many rows, built by several threads.
#pragma once

#include <cstddef>
#include <functional>

#include "query/schema.hpp"
#include "query/table.hpp"

namespace understudy::mock::query {

/// Adds the rows first .. last-1 to a builder; called from several threads, each with a builder of
/// its own.
using FillRows = std::function<void(Table::Builder& builder, std::size_t first, std::size_t last)>;

/// The table of the rows 0 .. count-1, the same however many threads there are. Few rows are filled
/// in by the calling thread alone.
Table build_table(const Schema& schema, RowTexts texts, std::size_t count, const FillRows& fill);

}  // namespace understudy::mock::query
