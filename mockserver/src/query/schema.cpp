// SPDX-License-Identifier: MIT
#include "query/schema.hpp"

#include <algorithm>
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
    case ColumnType::date_time:
      return "date_time";
    case ColumnType::day:
      return "day";
    case ColumnType::list:
      return "list";
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

std::optional<std::size_t> Schema::find_in_any_case(std::string_view key) const {
  if (const auto exact = find(key)) return exact;
  const auto lower = [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  };
  for (const auto& [known, column] : by_key_) {
    const bool is_same = std::equal(known.begin(), known.end(), key.begin(), key.end(),
                                    [&](char a, char b) { return lower(a) == lower(b); });
    if (is_same) return column;
  }
  return std::nullopt;
}

std::vector<std::string_view> Schema::keys() const {
  std::vector<std::string_view> keys;
  for (const auto& [key, column] : by_key_) keys.push_back(key);
  return keys;
}

}  // namespace understudy::mock::query
