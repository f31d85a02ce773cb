// SPDX-License-Identifier: MIT
/// Orders as Impartner's own tools write them: fields, the first one first.
///
/// Grammar:  item = name [ RWS ( "asc" / "desc" ) ]; items are separated by commas
/// Source:   impartner S12
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "understudy/base/result.hpp"

namespace understudy::client {

/// One key of an order. Nulls come first in an ascending one.
struct OrderByItem {
  enum class Direction : std::uint8_t { ascending, descending };

  std::string field = {};  ///< "Name", "Region.Name"
  Direction direction = Direction::ascending;

  friend bool operator==(const OrderByItem&, const OrderByItem&) = default;
};

/// The items of the list: "Name desc".
///
/// Errors:   bad_input for what names no field
Result<std::vector<std::string>> orderby_texts(const std::vector<OrderByItem>& order);

}  // namespace understudy::client
