// SPDX-License-Identifier: MIT
/// One write: many changes that happen together or not at all.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "records/changes.hpp"
#include "records/draft.hpp"
#include "understudy/base/random.hpp"

namespace understudy::mock::records {

/// What the function given to Store::write() works with; collections are those of its API.
class Transaction {
 public:
  /// The state before this write, with tables to ask.
  [[nodiscard]] const Snapshot& before() const { return draft_.base(); }
  /// The records with this write's own changes; until the next change.
  [[nodiscard]] const Rows& rows(std::string_view collection) const;
  /// The record of that id or null, with this write's own changes; until the next change.
  [[nodiscard]] const Record* find(std::string_view collection, std::string_view id) const;

  /// Adds a record at the end, or takes the place of the one with its id.
  void put(std::string_view collection, Record record);
  /// False when there is no such record.
  bool remove(std::string_view collection, std::string_view id);

  /// An id that no record has, counted up from Collection::next_number.
  std::int64_t new_number(std::string_view collection);
  /// A UUID that no record has, version 4 in form: from the server's seed and the same counter.
  std::string new_uuid(std::string_view collection);

 private:
  friend class Store;
  Transaction(Snapshot base, Seed seed, std::string_view api)
      : draft_(std::move(base)), seed_(seed), api_(api) {}
  [[nodiscard]] std::size_t number_of(std::string_view collection) const;
  std::int64_t take_number(std::size_t collection);

  Draft draft_;
  Seed seed_;
  std::string_view api_;
  ChangeText changes_;
};

}  // namespace understudy::mock::records
