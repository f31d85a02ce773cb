// SPDX-License-Identifier: MIT
/// What the clauses of an expression say about the rows of a table.
///
/// A clause over one column is decided once per distinct value and looked up per row; only a
/// comparison of several columns is calculated row by row. `and`, `or` and `not` between clauses
/// combine one byte per row.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "query/column.hpp"
#include "query/machine.hpp"
#include "query/predicate.hpp"

namespace understudy::mock::query {

/// Rows that are still in question: all of a table, or some, ascending.
struct RowSet {
  std::size_t table_size = 0;
  std::optional<std::span<const std::uint32_t>> some = {};

  [[nodiscard]] std::size_t size() const { return some ? some->size() : table_size; }
};

/// Not thread-safe. Refers to the predicate and the columns.
class Clauses {
 public:
  using Columns = std::span<const std::unique_ptr<const StoredColumn>>;

  Clauses(const Predicate& predicate, Columns columns, WallTime now);

  /// Whether a value can leave the expression without an answer.
  [[nodiscard]] bool can_fault() const { return can_fault_; }
  /// Where the calculations pass their limit; nothing when a table of that size is no trouble.
  [[nodiscard]] std::optional<Fault> find_excess(std::size_t row_count) const;

  [[nodiscard]] std::uint32_t root() const {
    return static_cast<std::uint32_t>(predicate_.nodes.size() - 1);
  }
  /// The clauses that all have to hold.
  [[nodiscard]] std::vector<std::uint32_t> conjuncts() const;
  /// The one column that a clause looks at; nothing when it looks at none or at several.
  [[nodiscard]] std::optional<std::uint32_t> column_of(std::uint32_t clause) const;
  /// What a clause over one column says about a value of it.
  Truth decide_code(std::uint32_t clause, Code code);
  /// What a clause says about each row, in order.
  std::vector<Truth> decide_rows(std::uint32_t clause, const RowSet& rows);

  /// The fault of a row that has one.
  Fault explain_fault(std::uint32_t row);

 private:
  /// A subtree that is calculated as a whole.
  struct Unit {
    std::vector<std::uint32_t> columns;  // its column nodes
    std::vector<std::uint32_t> steps;    // what depends on them
  };

  [[nodiscard]] bool is_unit(std::uint32_t node) const;
  [[nodiscard]] Unit make_unit(std::uint32_t root) const;
  void load(const Unit& unit, std::uint32_t row);
  std::vector<Truth> decide_unit(std::uint32_t root, const RowSet& rows);
  template <typename Decide>
  void each_row(const RowSet& rows, std::vector<Truth>& truths, const Decide& decide) const;
  void merge(std::uint32_t parent, std::vector<Truth>& into,
             const std::vector<Truth>& truths) const;

  const Predicate& predicate_;
  Columns columns_;
  Machine machine_;
  std::vector<std::uint32_t> starts_;       // by node: the first of its subtree
  std::vector<std::uint32_t> looks_at_;     // by node: a column, kNoColumn or kManyColumns
  std::vector<std::optional<Unit>> units_;  // by node: made when first decided
  bool can_fault_ = false;
};

}  // namespace understudy::mock::query
