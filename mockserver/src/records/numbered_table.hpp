// SPDX-License-Identifier: MIT
/// Tables of records: made once, then brought from one state of the records to the next.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "query/schema.hpp"
#include "query/table.hpp"
#include "records/record.hpp"
#include "records/rows.hpp"

namespace understudy::mock::records {

/// The number that each record has in a table, and its tables after that.
class RowNumbers {
 public:
  /// Of these rows, in order, from 0 on.
  explicit RowNumbers(const Rows& rows);

  /// Nothing for a place that is none of theirs and not behind them.
  [[nodiscard]] std::optional<std::uint32_t> find(Rows::Place place) const;
  [[nodiscard]] Rows::Place place_of(std::uint32_t number) const {
    return number < places_.size() ? places_[number] : end_ + (number - places_.size());
  }
  [[nodiscard]] std::size_t size() const { return places_.size(); }

 private:
  std::vector<Rows::Place> places_;
  Rows::Place end_ = 0;  ///< behind them; later places have the numbers that follow
};

struct NumberedTable {
  query::Table table;
  std::shared_ptr<const RowNumbers> numbers;
};

/// A record as a row of a table, whose JSON has to stay where it is. Called from several threads.
struct RowShape {
  query::Schema columns;
  std::function<std::vector<query::Value>(Rows::Place place, const Record& record)> cells;
};

/// All rows in record order. Views their JSON.
NumberedTable make_table(const Rows& rows, const RowShape& shape);
/// Whether a table of one state is worth having for that of the other.
bool are_near(const Rows& before, const Rows& now);
/// The same of the table of an earlier or later state, in the time that the differences take;
/// nothing where its numbers do not serve any more.
std::optional<NumberedTable> make_table_from(const NumberedTable& table, const Rows& before,
                                             const Rows& now, const RowShape& shape);

}  // namespace understudy::mock::records
