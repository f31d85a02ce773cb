// SPDX-License-Identifier: MIT
#include "records/lazy_table.hpp"

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

std::shared_ptr<const LazyTable> LazyTable::after(const std::shared_ptr<const LazyTable>& before,
                                                  Rows rows) {
  auto origin = before->is_made_.load(std::memory_order_acquire) ? nullptr : before->origin();
  if (origin == nullptr) origin = before;
  return std::make_shared<const LazyTable>(before->shape_, std::move(rows), std::move(origin));
}

std::shared_ptr<const LazyTable> LazyTable::origin() const {
  const std::lock_guard lock{mutex_};
  return origin_;
}

const NumberedTable& LazyTable::made() const {
  std::call_once(once_, [this] {
    const RowShape shape{shape_->columns, [this](Rows::Place, const Record& record) {
                           return shape_->cells(parse_record(record));
                         }};
    const auto from = origin();
    if (from != nullptr && are_near(from->rows_, rows_)) {
      made_ = make_table_from(from->made(), from->rows_, rows_, shape);
    }
    if (!made_) made_.emplace(make_table(rows_, shape));
    is_made_.store(true, std::memory_order_release);
    const std::lock_guard lock{mutex_};
    origin_ = nullptr;
  });
  return *made_;
}

}  // namespace understudy::mock::records
