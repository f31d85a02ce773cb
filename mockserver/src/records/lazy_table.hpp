// SPDX-License-Identifier: MIT
/// The table of a collection, made when somebody asks for it: of an earlier one where that is near.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "query/table.hpp"
#include "records/numbered_table.hpp"
#include "records/record.hpp"
#include "records/rows.hpp"

namespace understudy::mock::records {

/// The rows of one collection at one moment, and their table. Thread-safe.
class LazyTable {
 public:
  /// `origin`: where the table may start from; null: nowhere.
  LazyTable(std::shared_ptr<const Shape> shape, Rows rows, std::shared_ptr<const LazyTable> origin)
      : shape_(std::move(shape)), rows_(std::move(rows)), origin_(std::move(origin)) {}

  /// That of a later moment. It holds none of those in between whose table nobody has asked for.
  static std::shared_ptr<const LazyTable> after(const std::shared_ptr<const LazyTable>& before,
                                                Rows rows);

  [[nodiscard]] const Shape& shape() const { return *shape_; }
  [[nodiscard]] const Rows& rows() const { return rows_; }
  /// All rows in record order.
  [[nodiscard]] const query::Table& get() const { return made().table; }

 private:
  [[nodiscard]] std::shared_ptr<const LazyTable> origin() const;
  [[nodiscard]] const NumberedTable& made() const;

  std::shared_ptr<const Shape> shape_;
  Rows rows_;
  mutable std::mutex mutex_;  ///< of the origin
  mutable std::shared_ptr<const LazyTable> origin_;
  mutable std::once_flag once_;
  mutable std::optional<NumberedTable> made_;
  mutable std::atomic<bool> is_made_{false};
};

}  // namespace understudy::mock::records
