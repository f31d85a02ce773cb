// SPDX-License-Identifier: MIT
/// Rows that are not as the base of a table has them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "persistent_map.hpp"
#include "query/value.hpp"

namespace understudy::mock::query {

/// A row as it is now, or one that is gone.
struct ChangedRow {
  bool removed = false;
  std::string copy = {};       ///< of the JSON, where a table copies texts
  std::string_view json = {};  ///< as it is sent
  std::vector<Value> cells = {};
};

/// By row number.
using ChangedRows = PersistentMap<std::shared_ptr<const ChangedRow>>;

}  // namespace understudy::mock::query
