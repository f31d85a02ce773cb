// SPDX-License-Identifier: MIT
/// The columns of a table: keys, aliases, types.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace understudy::mock::query {

enum class ColumnType : std::uint8_t {
  boolean,
  currency,
  date,       ///< seconds since 1970, an integer
  date_time,  ///< a Moment
  day,        ///< a Moment, midnight UTC
  list,       ///< anything that is not null; only null or not can be asked
  number,
  text,
  uuid,
};
/// "boolean", "currency" and so on.
std::string_view name_of(ColumnType type);

struct Column {
  std::string key;
  ColumnType type = ColumnType::text;
  bool searched = false;  ///< free-text search looks into it
};

/// The columns of one table, in order; a column is named by its index.
class Schema {
 public:
  /// Returns the index of the new column.
  std::size_t add(Column column);
  /// A second key for a column that is there already.
  void add_alias(std::string alias, std::size_t column);

  /// The column of that key or alias, exact; nothing when there is none.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view key) const;
  /// The same without regard to the case of ASCII letters, an exact key first.
  [[nodiscard]] std::optional<std::size_t> find_in_any_case(std::string_view key) const;
  /// All keys and aliases, sorted.
  [[nodiscard]] std::vector<std::string_view> keys() const;
  [[nodiscard]] const Column& operator[](std::size_t column) const { return columns_[column]; }
  [[nodiscard]] std::size_t size() const { return columns_.size(); }
  [[nodiscard]] const std::vector<Column>& columns() const { return columns_; }

 private:
  std::vector<Column> columns_;
  std::map<std::string, std::size_t, std::less<>> by_key_;
};

}  // namespace understudy::mock::query
