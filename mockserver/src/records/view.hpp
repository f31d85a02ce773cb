// SPDX-License-Identifier: MIT
/// What a reader sees: all collections of an API at one moment.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "query/table.hpp"
#include "records/lazy_table.hpp"
#include "records/record.hpp"
#include "records/rows.hpp"

namespace understudy::mock::records {

/// One collection at one moment. Immutable and thread-safe.
class View {
 public:
  View(std::shared_ptr<const Shape> shape, Rows rows, std::int64_t next_number)
      : View(std::make_shared<const LazyTable>(std::move(shape), std::move(rows), nullptr),
             next_number) {}
  /// The same collection later on; its table is made of what there is of this one's.
  [[nodiscard]] View after(Rows rows, std::int64_t next_number) const {
    return View{LazyTable::after(table_, std::move(rows)), next_number};
  }

  [[nodiscard]] const Shape& shape() const { return table_->shape(); }
  /// The records in their order, for a range-based for.
  [[nodiscard]] const Rows& rows() const { return table_->rows(); }
  /// The record of that id, or null.
  [[nodiscard]] const Record* find(std::string_view id) const { return rows().find(id); }
  /// All rows in record order; made when first asked for, once.
  [[nodiscard]] const query::Table& table() const { return table_->get(); }
  /// Where the next new id begins to look.
  [[nodiscard]] std::int64_t next_number() const { return next_number_; }

 private:
  View(std::shared_ptr<const LazyTable> table, std::int64_t next_number)
      : table_(std::move(table)), next_number_(next_number) {}

  std::shared_ptr<const LazyTable> table_;
  std::int64_t next_number_;
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
