// SPDX-License-Identifier: MIT
/// All collections while they are being changed: by a transaction, a recovery or a restore.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "records/view.hpp"

namespace understudy::mock::records {

/// Collections are named by their number in the snapshot it was made from.
class Draft {
 public:
  explicit Draft(Snapshot base);
  Draft(Draft&&) = default;
  Draft& operator=(Draft&&) = default;

  [[nodiscard]] const Snapshot& base() const { return base_; }
  [[nodiscard]] const Rows& rows(std::size_t collection) const { return open_[collection].rows; }
  [[nodiscard]] std::int64_t next_number(std::size_t collection) const {
    return open_[collection].next_number;
  }

  void put(std::size_t collection, Record record);
  bool remove(std::size_t collection, std::string_view id);
  /// Without records; the counter stays.
  void clear(std::size_t collection);
  void set_next_number(std::size_t collection, std::int64_t next);
  /// As in another snapshot of the same collections.
  void become(const Snapshot& other);

  /// The state it has come to. Untouched collections keep their view, with its table.
  [[nodiscard]] Snapshot finish() &&;

 private:
  struct Open {
    Rows rows;
    std::int64_t next_number = 0;
    bool changed = false;
  };

  Snapshot base_;
  Edit edit_;
  std::vector<Open> open_;
};

}  // namespace understudy::mock::records
