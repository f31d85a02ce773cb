// SPDX-License-Identifier: MIT
/// Results that were asked for before, the least recently used forgotten first.
#pragma once

#include <cstddef>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "query/filter.hpp"
#include "query/table.hpp"

namespace understudy::mock::query {

/// A text that two selections share exactly when they are equal; `now` counts only where the
/// filter asks for it.
std::string cache_key(const Selection& selection);

/// Thread-safe. Its lock is held for the look-up only, never while a result is made.
class ResultCache {
 public:
  /// Units:  bytes of row numbers, keys and bookkeeping; one result is kept whatever its size
  explicit ResultCache(std::size_t capacity) : capacity_(capacity) {}

  /// The result kept under `key`, or null.
  RowIds find(std::string_view key);
  void insert(std::string key, RowIds rows);

 private:
  struct Entry {
    std::string key;
    RowIds rows;
  };
  static std::size_t cost(const Entry& entry);

  const std::size_t capacity_;
  std::mutex mutex_;
  std::size_t used_ = 0;
  std::list<Entry> entries_;  // the most recently used first
  std::unordered_map<std::string_view, std::list<Entry>::iterator> by_key_;  // views of entries_
};

}  // namespace understudy::mock::query
