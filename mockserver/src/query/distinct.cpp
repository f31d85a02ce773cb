// SPDX-License-Identifier: MIT
#include "query/distinct.hpp"

#include <algorithm>
#include <compare>
#include <limits>
#include <numeric>
#include <optional>

namespace understudy::mock::query {

namespace {

constexpr std::uint32_t kNowhere = std::numeric_limits<std::uint32_t>::max();

/// A value and the lowest row that has it.
struct Seen {
  ValueView value;
  std::uint32_t row = kNowhere;
};

bool is_below(const Seen& a, const Seen& b) {
  const auto order = compare_views(a.value, b.value);
  return order != 0 ? order < 0 : a.row < b.row;
}

/// Ascending; `first_rows` are the lowest rows by code, or kNowhere.
std::vector<Seen> in_order(const StoredColumn& column, const std::vector<std::uint32_t>& first) {
  const Ranks& ranks = column.ranks();
  std::vector<Code> code_of_rank(ranks.highest + 1, kNullCode);
  for (Code code = kNullCode + 1; code < first.size(); ++code) {
    Code& known = code_of_rank[ranks.of_code[code]];
    if (first[code] == kNowhere) continue;
    if (known == kNullCode || first[code] < first[known]) known = code;
  }
  std::vector<Seen> ascending;
  const DistinctValues values = column.values();
  for (const Code code : code_of_rank) {
    if (code != kNullCode) ascending.push_back({values[code], first[code]});
  }
  return ascending;
}

class Collector {
 public:
  Collector(const Layers& layers, std::size_t column)
      : layers_(layers),
        number_(column),
        column_(*layers.base().columns[column]),
        first_(column_.values().size(), kNowhere) {}

  void add_base(std::uint32_t row) {
    std::uint32_t& first = first_[column_.codes()[row]];
    first = std::min(first, row);
  }
  /// Codes were given in the order of rows.
  void add_all_of_base() { std::iota(first_.begin(), first_.end(), std::uint32_t{0}); }
  void add_above(std::uint32_t row) {
    const ValueView value = layers_.value(row, number_);
    if (!std::holds_alternative<Null>(value)) above_.push_back({value, row});
  }

  [[nodiscard]] std::vector<Value> values() && {
    std::vector<Seen> seen = in_order(column_, first_);
    const auto middle = static_cast<std::ptrdiff_t>(seen.size());
    std::sort(above_.begin(), above_.end(), is_below);
    seen.insert(seen.end(), above_.begin(), above_.end());
    std::inplace_merge(seen.begin(), seen.begin() + middle, seen.end(), is_below);
    std::vector<Value> values;
    const Seen* last = nullptr;
    for (const Seen& one : seen) {
      if (last != nullptr && compare_views(last->value, one.value) == 0) continue;
      values.push_back(to_value(one.value));
      last = &one;
    }
    return values;
  }

 private:
  const Layers& layers_;
  std::size_t number_;
  const StoredColumn& column_;
  std::vector<std::uint32_t> first_;
  std::vector<Seen> above_;
};

}  // namespace

std::vector<Value> distinct_values(const Layers& layers, std::size_t column) {
  Collector collector{layers, column};
  if (const auto below = layers.rows_of_base()) {
    for (const std::uint32_t row : *below) collector.add_base(row);
  } else {
    collector.add_all_of_base();
  }
  for (const std::uint32_t row : layers.rows_above()) collector.add_above(row);
  return std::move(collector).values();
}

std::vector<Value> distinct_values(const Layers& layers, std::size_t column,
                                   const std::vector<std::uint32_t>& rows) {
  Collector collector{layers, column};
  for (const std::uint32_t row : rows) {
    if (layers.is_changed(row)) {
      collector.add_above(row);
    } else {
      collector.add_base(row);
    }
  }
  return std::move(collector).values();
}

}  // namespace understudy::mock::query
