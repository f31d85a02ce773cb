// SPDX-License-Identifier: MIT
#include "records/rows.hpp"

#include <functional>
#include <utility>

namespace understudy::mock::records {

std::uint64_t Rows::hash_of(std::string_view id) { return std::hash<std::string_view>{}(id); }

const Rows::Place* Rows::find_place(std::string_view id) const {
  const Place* place = by_hash_.find(hash_(id));
  if (place != nullptr && (*by_place_.find(*place))->id == id) return place;
  const auto it = collided_.find(id);
  return it == collided_.end() ? nullptr : &it->second;
}

const Record* Rows::find(std::string_view id) const {
  const Place* place = find_place(id);
  return place == nullptr ? nullptr : by_place_.find(*place)->get();
}

bool Rows::share_place(const Rows& other, std::string_view id) const {
  const Place* here = find_place(id);
  const Place* there = other.find_place(id);
  return here != nullptr && there != nullptr && *here == *there;
}

void Rows::put(Record record, Edit edit) {
  if (const Place* known = find_place(record.id)) {
    by_place_.set(*known, std::make_shared<const Record>(std::move(record)), edit);
    return;
  }
  const Place place = next_place_++;
  const std::uint64_t hash = hash_(record.id);
  if (by_hash_.find(hash) == nullptr) {
    by_hash_.set(hash, place, edit);
  } else {
    collided_.emplace(record.id, place);
  }
  by_place_.set(place, std::make_shared<const Record>(std::move(record)), edit);
}

bool Rows::remove(std::string_view id, Edit edit) {
  const Place* known = find_place(id);
  if (known == nullptr) return false;
  const Place place = *known;
  if (const auto it = collided_.find(id); it != collided_.end()) {
    collided_.erase(it);
  } else {
    by_hash_.erase(hash_(id), edit);
  }
  by_place_.erase(place, edit);
  return true;
}

void Rows::clear() {
  by_place_ = {};
  by_hash_ = {};
  collided_.clear();
}

}  // namespace understudy::mock::records
