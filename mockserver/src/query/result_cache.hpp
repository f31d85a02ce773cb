// SPDX-License-Identifier: MIT
/// Results that were asked for before, the least recently used forgotten first.
#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "query/changed_rows.hpp"
#include "query/filter.hpp"
#include "query/table.hpp"

namespace understudy::mock::query {

/// A text that two selections share exactly when they are equal; `now` counts only where the
/// filter asks for it.
std::string cache_key(const Selection& selection);

/// Rows, and the state of the table that they were selected from.
struct KnownResult {
  std::shared_ptr<const Selection> selection;
  RowIds rows;  ///< null: nothing is known
  ChangedRows at;
};

/// Thread-safe. Its lock is held for the look-up only, never while a result is made.
class ResultCache {
 public:
  /// Units:  bytes of row numbers, keys and bookkeeping; one result is kept whatever its size
  explicit ResultCache(std::size_t capacity) : capacity_(capacity) {}

  /// The result kept under `key`; without rows when there is none.
  KnownResult find(std::string_view key);
  /// Takes the place of a result of another state.
  void insert(std::string key, KnownResult result);
  /// All results by key, the least recently used first.
  std::vector<std::pair<std::string, KnownResult>> all();

 private:
  struct Entry {
    std::string key;
    KnownResult result;
  };
  static std::size_t cost(const Entry& entry);

  const std::size_t capacity_;
  std::mutex mutex_;
  std::size_t used_ = 0;
  std::list<Entry> entries_;  // the most recently used first
  std::unordered_map<std::string_view, std::list<Entry>::iterator> by_key_;  // views of entries_
};

}  // namespace understudy::mock::query
