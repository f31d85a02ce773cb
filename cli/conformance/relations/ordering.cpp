// SPDX-License-Identifier: MIT
#include "ordering.hpp"

#include <optional>
#include <string>

#include "collation.hpp"

namespace understudy::conformance {

namespace {

/// The values of a field down a list, those that are missing left out.
std::vector<const Json*> present_values(const std::vector<Json>& rows, const FieldSpec& field) {
  std::vector<const Json*> values;
  for (const Json& row : rows) {
    const Json* value = value_of(row, field);
    if (value != nullptr) values.push_back(value);
  }
  return values;
}

/// The first place where values are out of order, or nothing.
std::optional<std::size_t> disorder(const std::vector<const Json*>& values, Direction direction,
                                    Collation collation) {
  for (std::size_t i = 1; i < values.size(); ++i) {
    const int order = compare_values(*values[i - 1], *values[i], collation);
    if (direction == Direction::ascending ? order > 0 : order < 0) return i;
  }
  return std::nullopt;
}

/// Whether two values, one before the other, are out of order in whatever collation.
bool surely_apart(const Json& before, const Json& after, Direction direction) {
  const Json& small = direction == Direction::ascending ? before : after;
  const Json& great = direction == Direction::ascending ? after : before;
  const auto* x = small.get_ptr<const std::string*>();
  const auto* y = great.get_ptr<const std::string*>();
  if (x == nullptr || y == nullptr) return compare_values(small, great, Collation::folded) > 0;
  return surely_after(*x, *y);
}

/// Whether values stand in an order that a collation nobody has told could have made: none is
/// surely out of order with its neighbour, nor with the furthest of those before it.
bool may_be_ordered(const std::vector<const Json*>& values, Direction direction) {
  const int way = direction == Direction::ascending ? 1 : -1;
  const Json* furthest = nullptr;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i > 0 && surely_apart(*values[i - 1], *values[i], direction)) return false;
    if (furthest != nullptr && surely_apart(*furthest, *values[i], direction)) return false;
    const bool is_further =
        furthest == nullptr || compare_values(*values[i], *furthest, Collation::folded) * way > 0;
    if (is_further) furthest = values[i];
  }
  return true;
}

Judgement out_of_order(const std::vector<const Json*>& values, std::size_t at,
                       Direction direction) {
  const std::string way = direction == Direction::ascending ? "ascending" : "descending";
  return broken("rows are not in " + way + " order",
                shown(values[at]) + " before " + shown(values[at - 1]),
                shown(values[at - 1]) + " before " + shown(values[at]));
}

/// Whether the rows without a value stand together at one end: the sources do not say which.
bool missing_at_one_end(const std::vector<Json>& rows, const FieldSpec& field) {
  std::size_t changes = 0;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    changes += (value_of(rows[i - 1], field) == nullptr) != (value_of(rows[i], field) == nullptr);
  }
  return changes <= 1;
}

}  // namespace

Judgement in_order(const std::vector<Json>& rows, const SortKey& key, bool exact) {
  const auto values = present_values(rows, *key.field);
  const Collation first = key.ignores_case ? Collation::folded : Collation::code_point;
  const auto at = disorder(values, key.direction, first);
  const bool is_sensible = !at || (!exact && may_be_ordered(values, key.direction));
  if (!is_sensible) return out_of_order(values, *at, key.direction);
  if (!missing_at_one_end(rows, *key.field)) {
    return broken("rows without a value do not stand together", "all at one end", "apart");
  }
  if (!exact || rows.empty()) return holds();
  const Json& small = key.direction == Direction::ascending ? rows.front() : rows.back();
  const bool has_missing = values.size() < rows.size();
  if (has_missing && value_of(small, *key.field) != nullptr) {
    return broken("rows without a value are not the smallest", "at the small end",
                  "at the great end");
  }
  return holds();
}

Judgement judge_sorted(const std::vector<Json>& rows, const ListSample& sample, const SortKey& key,
                       bool exact) {
  if (sample.is_whole) {
    Judgement same = same_rows(sample.rows, rows, *sample.list);
    if (same.kind != Judgement::Kind::holds) return same;
  }
  return in_order(rows, key, exact);
}

Judgement second_in_order(const std::vector<Json>& rows, const FieldSpec& first,
                          const SortKey& second) {
  Judgement whole = in_order(rows, {&first}, false);
  if (whole.kind == Judgement::Kind::broken) return whole;
  std::vector<Json> group;
  const auto judge = [&] { return in_order(group, second, false); };
  for (const Json& row : rows) {
    const Json* value = value_of(row, first);
    const Json* before = group.empty() ? nullptr : value_of(group.back(), first);
    const bool same =
        !group.empty() && ((value == nullptr && before == nullptr) ||
                           (value != nullptr && before != nullptr && *value == *before));
    if (!same && !group.empty()) {
      Judgement judgement = judge();
      if (judgement.kind == Judgement::Kind::broken) return judgement;
      group.clear();
    }
    group.push_back(row);
  }
  return judge();
}

}  // namespace understudy::conformance
