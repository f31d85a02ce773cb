// SPDX-License-Identifier: MIT
#include "records/numbered_table.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "query/build.hpp"

namespace understudy::mock::records {

namespace {

// ours: past a good part of the rows it is quicker to begin anew
constexpr std::size_t kFew = 256;
constexpr std::size_t kShare = 8;
constexpr std::size_t kMostNumbers = std::numeric_limits<std::uint32_t>::max();

}  // namespace

RowNumbers::RowNumbers(const Rows& rows) {
  places_.reserve(rows.size());
  for (auto row = rows.begin(); row != rows.end(); ++row) places_.push_back(row.place());
  if (!places_.empty()) end_ = places_.back() + 1;
}

std::optional<std::uint32_t> RowNumbers::find(Rows::Place place) const {
  std::uint64_t number = places_.size();
  if (place < end_) {
    const auto it = std::lower_bound(places_.begin(), places_.end(), place);
    if (it == places_.end() || *it != place) return std::nullopt;
    number = static_cast<std::uint64_t>(it - places_.begin());
  } else {
    number += place - end_;
  }
  if (number >= kMostNumbers) return std::nullopt;
  return static_cast<std::uint32_t>(number);
}

NumberedTable make_table(const Rows& rows, const RowShape& shape) {
  auto numbers = std::make_shared<const RowNumbers>(rows);
  std::vector<const Record*> records;
  records.reserve(rows.size());
  for (const Record& record : rows) records.push_back(&record);
  const auto fill = [&](query::Table::Builder& builder, std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) {
      const Rows::Place place = numbers->place_of(static_cast<std::uint32_t>(i));
      builder.add(records[i]->json, shape.cells(place, *records[i]));
    }
  };
  return {query::build_table(shape.columns, query::RowTexts::borrowed, records.size(), fill),
          std::move(numbers)};
}

bool are_near(const Rows& before, const Rows& now) {
  std::size_t left = kFew + now.size() / kShare;
  return now.for_each_change(before, [&](Rows::Place, const Record*) { return left-- > 0; });
}

std::optional<NumberedTable> make_table_from(const NumberedTable& table, const Rows& before,
                                             const Rows& now, const RowShape& shape) {
  std::vector<query::RowChange> changes;
  const bool serves = now.for_each_change(before, [&](Rows::Place place, const Record* record) {
    const auto number = table.numbers->find(place);
    if (!number || *number / 2 > now.size() + kFew) return false;  // most are of no row
    query::RowChange& change = changes.emplace_back(query::RowChange{.row = *number});
    if (record == nullptr) return true;
    change.json = record->json;
    change.cells = shape.cells(place, *record);
    return true;
  });
  if (!serves) return std::nullopt;
  return NumberedTable{table.table.with(std::move(changes)), table.numbers};
}

}  // namespace understudy::mock::records
