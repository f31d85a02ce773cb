// SPDX-License-Identifier: MIT
/// A filter that leaves most of a list: to see what else holds of a list that is filtered.
#pragma once

#include <optional>

#include "rows.hpp"

namespace understudy::conformance {

/// The query of the condition that selects most of the rows, but not all; nothing where the list
/// has no filters or its rows no values for one.
std::optional<ListQuery> wide_filter(const ListSample& sample);

/// Whether a list can be filtered.
bool has_filters(const ListSpec& list);

/// Appends what one query asks to another.
void append(ListQuery& query, ListQuery more);

}  // namespace understudy::conformance
