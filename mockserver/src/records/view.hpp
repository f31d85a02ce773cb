// SPDX-License-Identifier: MIT
/// What a reader sees: all collections of an API at one moment.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "query/table.hpp"
#include "records/record.hpp"
#include "records/rows.hpp"

namespace understudy::mock::records {

/// One collection at one moment. Immutable and thread-safe.
class View {
 public:
  View(std::shared_ptr<const Shape> shape, Rows rows, std::int64_t next_number)
      : shape_(std::move(shape)), rows_(std::move(rows)), next_number_(next_number) {}

  [[nodiscard]] const Shape& shape() const { return *shape_; }
  /// The records in their order, for a range-based for.
  [[nodiscard]] const Rows& rows() const { return rows_; }
  /// The record of that id, or null.
  [[nodiscard]] const Record* find(std::string_view id) const { return rows_.find(id); }
  /// All rows in record order; built when first asked for, once.
  [[nodiscard]] const query::Table& table() const;
  /// Where the next new id begins to look.
  [[nodiscard]] std::int64_t next_number() const { return next_number_; }

 private:
  friend class Draft;
  std::shared_ptr<const Shape> shape_;
  Rows rows_;
  std::int64_t next_number_;
  mutable std::once_flag table_once_;
  mutable std::optional<query::Table> table_;
};

/// Every collection of one API at the same moment. Cheap to copy; a request takes one and asks
/// nothing else, so that no answer mixes two states. Its views live as long as it does.
class Snapshot {
 public:
  using Views = std::vector<std::shared_ptr<const View>>;

  Snapshot() : Snapshot(Views{}) {}
  explicit Snapshot(Views views) : views_(std::make_shared<const Views>(std::move(views))) {}

  /// A collection that the API has declared.
  [[nodiscard]] const View& operator[](std::string_view collection) const&;
  const View& operator[](std::string_view collection) const&& = delete;  // nobody would own it
  /// Sorted by name.
  [[nodiscard]] const Views& views() const { return *views_; }
  /// The number of that collection among the views; nothing when there is none.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view collection) const;

 private:
  std::shared_ptr<const Views> views_;
};

}  // namespace understudy::mock::records
