// SPDX-License-Identifier: MIT
/// What a selection keeps of layers: from the base by its columns, from above it row by row.
#pragma once

#include <cstdint>
#include <vector>

#include "query/filter.hpp"
#include "query/layers.hpp"
#include "understudy/base/result.hpp"

namespace understudy::mock::query {

/// The rows in the order of the selection, or the fault of the first one that has one.
Result<std::vector<std::uint32_t>, Fault> select_rows(const Layers& layers,
                                                      const Selection& selection);

/// The same, made of what was known: `rows` are those of `before`, which has the same base.
///
/// Errors:   the fault of the first of `changed` that has one; no other row has any
Result<std::vector<std::uint32_t>, Fault> mend_rows(const std::vector<std::uint32_t>& rows,
                                                    const Layers& before, const Layers& now,
                                                    const std::vector<std::uint32_t>& changed,
                                                    const Selection& selection);

}  // namespace understudy::mock::query
