// SPDX-License-Identifier: MIT
#include "query/schema.hpp"

#include <cassert>
#include <utility>

namespace understudy::mock::query {

std::string_view name_of(ColumnType type) {
  switch (type) {
    case ColumnType::boolean:
      return "boolean";
    case ColumnType::currency:
      return "currency";
    case ColumnType::date:
      return "date";
    case ColumnType::number:
      return "number";
    case ColumnType::text:
      return "text";
    case ColumnType::uuid:
      return "uuid";
  }
  return "?";
}

std::size_t Schema::add(Column column) {
  const std::size_t index = columns_.size();
  add_alias(column.key, index);
  columns_.push_back(std::move(column));
  return index;
}

void Schema::add_alias(std::string alias, std::size_t column) {
  [[maybe_unused]] const bool is_new = by_key_.try_emplace(std::move(alias), column).second;
  assert(is_new && "a key names one column");
}

std::optional<std::size_t> Schema::find(std::string_view key) const {
  const auto it = by_key_.find(key);
  if (it == by_key_.end()) return std::nullopt;
  return it->second;
}

}  // namespace understudy::mock::query
