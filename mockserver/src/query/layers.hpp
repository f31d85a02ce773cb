// SPDX-License-Identifier: MIT
/// Rows as an immutable base with columns, and above it the few rows that have changed since.
///
/// A write makes new layers that share the base and all changed rows but its own, so that it costs
/// what it changes. A row keeps its number for as long as it is there: what was selected before a
/// write is mended after it, not made again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "query/changed_rows.hpp"
#include "query/evaluate.hpp"
#include "query/result_cache.hpp"
#include "query/schema.hpp"
#include "query/table.hpp"
#include "query/text_store.hpp"

namespace understudy::mock::query {

/// RowTexts, columns and what was asked of them. Immutable but for the results; thread-safe.
struct Base {
  Base(Schema columns_of_rows, RowTexts texts_of_rows);

  void add_json(std::string_view json);

  Schema schema;
  RowTexts kept;
  TextStore texts;                       // of copied rows
  std::vector<TextStore::Place> places;  // of copied rows
  std::vector<std::string_view> borrowed;
  StoredColumns columns;
  mutable ResultCache results;

  [[nodiscard]] std::size_t size() const {
    return kept == RowTexts::copied ? places.size() : borrowed.size();
  }
  [[nodiscard]] std::string_view json(std::uint32_t row) const {
    return kept == RowTexts::copied ? texts.at(places[row]) : borrowed[row];
  }
};

/// Collects the rows of a base.
class BaseBuilder {
 public:
  BaseBuilder(Schema schema, RowTexts kept);

  void add(std::string_view json, std::span<const Value> cells);
  /// The rows of a builder of the same schema, behind those that are here.
  void append(BaseBuilder&& later);
  std::shared_ptr<const Base> finish() &&;

 private:
  std::shared_ptr<Base> base_;
  std::vector<ColumnBuilder> columns_;
};

/// Immutable; cheap to copy.
class Layers {
 public:
  explicit Layers(std::shared_ptr<const Base> base);

  [[nodiscard]] const Base& base() const { return *base_; }
  [[nodiscard]] const ChangedRows& changed() const { return changed_; }
  /// The rows there are; their numbers are below limit().
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::uint32_t limit() const { return limit_; }
  [[nodiscard]] bool has(std::uint32_t row) const;
  /// Whether it is not as in the base.
  [[nodiscard]] bool is_changed(std::uint32_t row) const { return find_changed(row) != nullptr; }
  [[nodiscard]] std::string_view json(std::uint32_t row) const;
  /// Like json() of a row that is there, and valid as long as the base and the changed row.
  [[nodiscard]] ValueView value(std::uint32_t row, std::size_t column) const;
  /// The rows that are as in the base, ascending; nothing when all of it is.
  [[nodiscard]] std::optional<std::vector<std::uint32_t>> rows_of_base() const;
  /// The changed rows that are there, ascending.
  [[nodiscard]] std::vector<std::uint32_t> rows_above() const;

  /// The same base with these changed rows above it: an earlier or later state.
  [[nodiscard]] Layers at(ChangedRows changed) const;
  [[nodiscard]] Layers with(std::vector<RowChange> changes) const;
  /// Whether what is above the base has grown to a good part of it, or past bearing.
  [[nodiscard]] bool is_heavy() const { return has_grown_past(1); }
  [[nodiscard]] bool is_overloaded() const { return has_grown_past(8); }
  /// The same rows and numbers on a base of their own.
  [[nodiscard]] Layers folded() const;

 private:
  [[nodiscard]] const ChangedRow* find_changed(std::uint32_t row) const {
    const auto* changed = changed_.find(row);
    return changed == nullptr ? nullptr : changed->get();
  }
  [[nodiscard]] bool has_grown_past(std::size_t times) const;
  template <typename Visit>
  void each_number(const Visit& visit) const;
  [[nodiscard]] std::unique_ptr<const StoredColumn> fold_column(std::size_t column) const;

  std::shared_ptr<const Base> base_;
  ChangedRows changed_;
  std::size_t gaps_ = 0;  // numbers of the base that no row had when it was made
  std::size_t size_ = 0;
  std::uint32_t limit_ = 0;
};

/// Some rows of layers with columns of their own, where a selection looks at a column.
struct Excerpt {
  std::vector<std::uint32_t> rows;
  StoredColumns columns;
};
Excerpt make_excerpt(const Layers& layers, std::vector<std::uint32_t> rows,
                     const std::vector<bool>& columns);

}  // namespace understudy::mock::query
