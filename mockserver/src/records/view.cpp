// SPDX-License-Identifier: MIT
#include "records/view.hpp"

#include <algorithm>
#include <cassert>
#include <limits>
#include <utility>

namespace understudy::mock::records {

namespace {

/// A record of ours; limits are for strangers.
Json parse_record(const Record& record) {
  constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();
  auto json = parse_json(record.json, {.bytes = kNone, .elements = kNone, .nodes = kNone});
  assert(json && "a record is JSON");
  return json ? *std::move(json) : Json{};
}

}  // namespace

const query::Table& View::table() const {
  std::call_once(table_once_, [this] {
    query::Table::Builder builder{shape_->columns};
    for (const Record& record : rows_) {
      builder.add(record.json, shape_->cells(parse_record(record)));
    }
    table_.emplace(std::move(builder).finish());
  });
  return *table_;
}

std::optional<std::size_t> Snapshot::find(std::string_view collection) const {
  const auto it = std::lower_bound(
      views_->begin(), views_->end(), collection,
      [](const auto& view, std::string_view name) { return view->shape().name < name; });
  if (it == views_->end() || (*it)->shape().name != collection) return std::nullopt;
  return static_cast<std::size_t>(it - views_->begin());
}

const View& Snapshot::operator[](std::string_view collection) const& {
  const auto number = find(collection);
  assert(number && "a handler names collections that its API has declared");
  return *(*views_)[*number];
}

}  // namespace understudy::mock::records
