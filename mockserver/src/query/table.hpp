// SPDX-License-Identifier: MIT
/// Rows, stored twice: as finished JSON text to send, and as dictionary-encoded columns to search.
///
/// A column keeps one small number per row, an index into the column's distinct values. A condition
/// is decided once per distinct value and then looked up per row; sorting compares ranks of
/// distinct values, never the values. Pages copy JSON text and build nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "query/filter.hpp"
#include "query/schema.hpp"
#include "query/value.hpp"
#include "understudy/base/result.hpp"

namespace understudy::mock::query {

/// Row numbers, in the order asked for.
using RowIds = std::shared_ptr<const std::vector<std::uint32_t>>;

/// Whether a table copies the JSON of its rows, or views texts that stay where they are for as long
/// as a table shows them.
enum class RowTexts : std::uint8_t { borrowed, copied };

/// A row that is new or has changed; without cells, one that is gone.
struct RowChange {
  std::uint32_t row = 0;
  std::string_view json = {};
  std::optional<std::vector<Value>> cells = {};
};

/// Immutable once built; every member function is thread-safe.
///
/// A row is named by its number: those of a Builder from 0 on, in order. with() leaves the numbers
/// as they are, and gives none twice; results are lists of the numbers that there are.
class Table {
 public:
  /// Collects rows; finish() gives the table.
  class Builder {
   public:
    explicit Builder(Schema schema, RowTexts texts = RowTexts::copied);
    ~Builder();
    Builder(Builder&&) noexcept;
    Builder& operator=(Builder&&) noexcept;
    /// `json` is the record as it is sent; `cells` one value per column of the schema, in order.
    void add(std::string_view json, std::span<const Value> cells);
    /// The rows of a builder of the same schema, behind those that are here. Takes all processors
    /// for a moment.
    void append(Builder&& later);
    Table finish() &&;

   private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
  };

  ~Table();
  Table(Table&&) noexcept;
  Table& operator=(Table&&) noexcept;

  /// The same with these changes, at most one per row. Takes as long as there are changes: the new
  /// table shares what it can with this one, the results of selections included, which are mended
  /// when they are asked for again.
  [[nodiscard]] Table with(std::vector<RowChange> changes) const;

  [[nodiscard]] const Schema& schema() const;
  /// The rows there are. Their numbers are below limit().
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] std::uint32_t limit() const;
  [[nodiscard]] std::string_view json(std::uint32_t row) const;
  [[nodiscard]] Value value(std::uint32_t row, std::size_t column) const;

  /// The rows a selection keeps, in its order. Cached by selection, least recently used out first
  /// past a bound in bytes.
  [[nodiscard]] RowIds select(const Selection& selection) const;
  /// The same for an expression that may have no answer for some row, for example by a division by
  /// zero; select() takes such a row for an error of the program.
  [[nodiscard]] Result<RowIds, Fault> try_select(const Selection& selection) const;

  /// The distinct values of a column over all rows, ascending by compare(), Null left out.
  [[nodiscard]] std::vector<Value> distinct(std::size_t column) const;
  /// The same over the rows of one result.
  [[nodiscard]] std::vector<Value> distinct(std::size_t column, const RowIds& rows) const;

  /// Appends "[row,row]" for `count` rows of `rows` from `first` on; both may run past the end.
  void append_json_array(std::string& out, const RowIds& rows, std::size_t first,
                         std::size_t count) const;

 private:
  struct Impl;
  explicit Table(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace understudy::mock::query
