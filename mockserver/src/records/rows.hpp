// SPDX-License-Identifier: MIT
/// The records of one collection, in their order and by their ids.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "persistent_map.hpp"
#include "records/record.hpp"

namespace understudy::mock::records {

/// Copies are cheap and share their records. One object may be read by several threads.
class Rows {
  using ByPlace = PersistentMap<std::shared_ptr<const Record>>;

 public:
  using Place = std::uint64_t;
  using Hash = std::uint64_t (*)(std::string_view id);
  static std::uint64_t hash_of(std::string_view id);

  /// In record order: a new record goes to the end, a changed one stays where it is.
  class Iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = Record;
    using difference_type = std::ptrdiff_t;
    using pointer = const Record*;
    using reference = const Record&;

    Iterator() = default;
    Iterator(const ByPlace* rows, const ByPlace::Entry* entry) : rows_(rows), entry_(entry) {}
    reference operator*() const { return *entry_->value; }
    pointer operator->() const { return entry_->value.get(); }
    /// Ascends from record to record; the same as long as the record is there.
    [[nodiscard]] Place place() const { return entry_->key; }
    Iterator& operator++() {
      entry_ = rows_->next(entry_->key + 1);
      return *this;
    }
    Iterator operator++(int) {
      Iterator before = *this;
      ++*this;
      return before;
    }
    friend bool operator==(const Iterator&, const Iterator&) = default;

   private:
    const ByPlace* rows_ = nullptr;
    const ByPlace::Entry* entry_ = nullptr;
  };

  explicit Rows(Hash hash = &Rows::hash_of) : hash_(hash) {}

  [[nodiscard]] std::size_t size() const { return by_place_.size(); }
  [[nodiscard]] Iterator begin() const { return {&by_place_, by_place_.next(0)}; }
  [[nodiscard]] Iterator end() const { return {&by_place_, nullptr}; }
  /// The record of that id, or null.
  [[nodiscard]] const Record* find(std::string_view id) const;
  /// The place of that record, or null.
  [[nodiscard]] const Place* find_place(std::string_view id) const;
  /// Whether both are copies of one object, unchanged since; false says nothing.
  [[nodiscard]] bool is_same(const Rows& other) const { return by_place_.is_same(other.by_place_); }
  /// Whether both have the record of that id, at the same place.
  [[nodiscard]] bool share_place(const Rows& other, std::string_view id) const;

  /// Calls `visit(place, now)` for every place whose record is not that of `before`, ascending,
  /// with null where there is none any more; stops and returns false when `visit` does. Takes as
  /// long as there are differences.
  template <typename Visit>
  bool for_each_change(const Rows& before, const Visit& visit) const {
    return by_place_.for_each_difference(
        before.by_place_, [&](Place place, const auto*, const auto* now) {
          return visit(place, now == nullptr ? nullptr : now->get());
        });
  }

  /// Adds a record, or takes the place of the one with its id.
  void put(Record record, Edit edit);
  /// False when there is no such record.
  bool remove(std::string_view id, Edit edit);
  /// Without records; places are not given twice.
  void clear();

 private:
  Hash hash_;
  Place next_place_ = 0;
  ByPlace by_place_;
  PersistentMap<Place> by_hash_;
  std::map<std::string, Place, std::less<>> collided_;  ///< ids whose hash another id has taken
};

}  // namespace understudy::mock::records
