// SPDX-License-Identifier: MIT
#include "records/view.hpp"

#include <algorithm>
#include <cassert>

namespace understudy::mock::records {

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
