// SPDX-License-Identifier: MIT
#include "records/draft.hpp"

#include <utility>

namespace understudy::mock::records {

Draft::Draft(Snapshot base) : base_(std::move(base)), edit_(new_edit()) {
  open_.reserve(base_.views().size());
  for (const auto& view : base_.views()) open_.push_back({view->rows(), view->next_number()});
}

void Draft::put(std::size_t collection, Record record) {
  open_[collection].rows.put(std::move(record), edit_);
  open_[collection].changed = true;
}

bool Draft::remove(std::size_t collection, std::string_view id) {
  const bool removed = open_[collection].rows.remove(id, edit_);
  open_[collection].changed = open_[collection].changed || removed;
  return removed;
}

void Draft::clear(std::size_t collection) {
  open_[collection].rows.clear();
  open_[collection].changed = true;
}

void Draft::set_next_number(std::size_t collection, std::int64_t next) {
  open_[collection].changed = open_[collection].changed || open_[collection].next_number != next;
  open_[collection].next_number = next;
}

void Draft::become(const Snapshot& other) { *this = Draft{other}; }

Snapshot Draft::finish() && {
  Snapshot::Views views = base_.views();
  for (std::size_t i = 0; i < views.size(); ++i) {
    if (!open_[i].changed) continue;
    views[i] = std::make_shared<const View>(
        views[i]->after(std::move(open_[i].rows), open_[i].next_number));
  }
  return Snapshot{std::move(views)};
}

}  // namespace understudy::mock::records
