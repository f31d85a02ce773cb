// SPDX-License-Identifier: MIT
/// The rows above the base are sorted on their own and put in by binary search: they have no rank
/// among the values of the base.
#include "query/layered_select.hpp"

#include <algorithm>
#include <compare>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "query/evaluate.hpp"
#include "query/sort.hpp"
#include "understudy/base/unicode.hpp"

namespace understudy::mock::query {

namespace {

using Rows = std::vector<std::uint32_t>;

std::vector<bool> columns_of(const Selection& selection, const Schema& schema) {
  std::vector<bool> columns(schema.size());
  for (const Condition& condition : selection.filter.all_of) columns[condition.column] = true;
  for (const Node& node : selection.filter.where.nodes) {
    if (node.fn == Fn::column) columns[node.column] = true;
  }
  for (const SortKey& key : selection.order) columns[key.column] = true;
  for (std::size_t i = 0; i < schema.size(); ++i) {
    if (schema[i].searched && !selection.search.empty()) columns[i] = true;
  }
  return columns;
}

std::strong_ordering compare_folded(const ValueView& a, const ValueView& b) {
  const auto* left = std::get_if<std::string_view>(&a);
  const auto* right = std::get_if<std::string_view>(&b);
  if (left == nullptr || right == nullptr) return compare_views(a, b);
  const std::string folded_left = fold_case(*left);
  const std::string folded_right = fold_case(*right);
  return compare_views(std::string_view{folded_left}, std::string_view{folded_right});
}

/// A row as one state has it.
struct RowAt {
  const Layers& layers;
  std::uint32_t row;
};

/// Whether `a` comes before `b`.
bool is_before(const RowAt& a, const RowAt& b, const Selection& selection) {
  for (const SortKey& key : selection.order) {
    const ValueView left = a.layers.value(a.row, key.column);
    const ValueView right = b.layers.value(b.row, key.column);
    const bool left_is_null = std::holds_alternative<Null>(left);
    const bool right_is_null = std::holds_alternative<Null>(right);
    if (left_is_null && right_is_null) continue;
    if (left_is_null || right_is_null) {
      return left_is_null == is_null_first(selection.null_order, key.descending);
    }
    const auto order = key.letter_case == LetterCase::folded ? compare_folded(left, right)
                                                             : compare_views(left, right);
    if (order != 0) return (order < 0) != key.descending;
  }
  return a.row < b.row;
}

/// A place in a list, and the row that goes in before it or the row there that goes out.
struct Edit {
  std::size_t place;
  std::optional<std::uint32_t> put;
};

/// Where a row of `at` is or would be among `rows`, which are in order in `layers`.
std::size_t place_of(const RowAt& at, const Rows& rows, const Layers& layers,
                     const Selection& selection) {
  const auto it =
      std::lower_bound(rows.begin(), rows.end(), at, [&](std::uint32_t row, const RowAt& wanted) {
        return is_before({layers, row}, wanted, selection);
      });
  return static_cast<std::size_t>(it - rows.begin());
}

/// The list with all edits, which are in the order of their places.
Rows edited(const Rows& rows, const std::vector<Edit>& edits) {
  Rows out;
  out.reserve(rows.size() + edits.size());
  std::size_t from = 0;
  for (const Edit& edit : edits) {
    const auto begin = rows.begin() + static_cast<std::ptrdiff_t>(from);
    out.insert(out.end(), begin, rows.begin() + static_cast<std::ptrdiff_t>(edit.place));
    from = edit.place;
    if (edit.put) {
      out.push_back(*edit.put);
    } else {
      ++from;
    }
  }
  out.insert(out.end(), rows.begin() + static_cast<std::ptrdiff_t>(from), rows.end());
  return out;
}

/// Those of `rows` that the selection keeps, in its order.
Result<Rows, Fault> select_above(const Layers& layers, Rows rows, const Selection& selection) {
  const Schema& schema = layers.base().schema;
  const Excerpt excerpt = make_excerpt(layers, std::move(rows), columns_of(selection, schema));
  auto kept = evaluate(schema, excerpt.columns, {excerpt.rows.size()}, selection);
  if (!kept) {
    Fault fault = kept.error();
    if (fault.kind != FaultKind::too_much_work) fault.row = excerpt.rows[fault.row];
    return Failure{fault};
  }
  sort_rows(*kept, excerpt.columns, selection.order, selection.null_order);
  for (std::uint32_t& row : *kept) row = excerpt.rows[row];
  return kept;
}

}  // namespace

Result<Rows, Fault> select_rows(const Layers& layers, const Selection& selection) {
  const Base& base = layers.base();
  const auto below = layers.rows_of_base();
  RowSet all{base.size()};
  if (below) all.some = *below;
  auto rows = evaluate(base.schema, base.columns, all, selection);
  if (!below) {
    if (rows) sort_rows(*rows, base.columns, selection.order, selection.null_order);
    return rows;
  }
  const auto above = select_above(layers, layers.rows_above(), selection);
  if (!rows || !above) {
    const bool base_first = !rows && (above || rows.error().row <= above.error().row);
    return Failure{base_first ? rows.error() : above.error()};
  }
  sort_rows(*rows, base.columns, selection.order, selection.null_order);
  std::vector<Edit> edits;
  for (const std::uint32_t row : *above) {
    edits.push_back({place_of({layers, row}, *rows, layers, selection), row});
  }
  return edited(*rows, edits);
}

Result<Rows, Fault> mend_rows(const Rows& rows, const Layers& before, const Layers& now,
                              const Rows& changed, const Selection& selection) {
  Rows there;
  std::copy_if(changed.begin(), changed.end(), std::back_inserter(there),
               [&](std::uint32_t row) { return now.has(row); });
  const auto kept = select_above(now, std::move(there), selection);
  if (!kept) return Failure{kept.error()};
  std::vector<Edit> edits;
  for (const std::uint32_t row : *kept) {
    edits.push_back({place_of({now, row}, rows, before, selection), row});
  }
  for (const std::uint32_t row : changed) {
    if (!before.has(row)) continue;
    const std::size_t place = place_of({before, row}, rows, before, selection);
    if (place < rows.size() && rows[place] == row) edits.push_back({place, std::nullopt});
  }
  // What goes in before a place comes before what goes out there.
  std::stable_sort(edits.begin(), edits.end(),
                   [](const Edit& a, const Edit& b) { return a.place < b.place; });
  return edited(rows, edits);
}

}  // namespace understudy::mock::query
