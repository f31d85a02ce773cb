// SPDX-License-Identifier: MIT
/// What the laws of the filter languages share: rows as sets, and a count of the checks.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace understudy::mock::testing {

/// Row numbers from 1, rising.
using RowSet = std::vector<std::size_t>;

inline RowSet all_rows(std::size_t count) {
  RowSet all(count);
  for (std::size_t i = 0; i < count; ++i) all[i] = i + 1;
  return all;
}
inline RowSet both(const RowSet& a, const RowSet& b) {
  RowSet rows;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(rows));
  return rows;
}
inline RowSet either(const RowSet& a, const RowSet& b) {
  RowSet rows;
  std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(rows));
  return rows;
}
inline RowSet without(const RowSet& a, const RowSet& b) {
  RowSet rows;
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(rows));
  return rows;
}
inline bool is_within(const RowSet& part, const RowSet& whole) {
  return std::includes(whole.begin(), whole.end(), part.begin(), part.end());
}

/// Counts checks, and tells of the first ones that fail with all that is needed to run them again.
class Laws {
 public:
  Laws(std::uint64_t seed, std::size_t row_count) : seed_(seed), row_count_(row_count) {}

  /// From here on the failures are of this round and these filters.
  void round(int number, std::string filters) {
    round_ = number;
    filters_ = std::move(filters);
  }

  void same(const std::string& law, const RowSet& got, const RowSet& wanted) {
    if (!got.empty() && got.size() < row_count_) ++partial_;
    count(law, got == wanted, got, wanted);
  }
  void within(const std::string& law, const RowSet& part, const RowSet& whole) {
    if (!part.empty() && whole.size() < row_count_) ++partial_;
    count(law, is_within(part, whole), part, whole);
  }

  [[nodiscard]] int checks() const { return checks_; }
  [[nodiscard]] int failures() const { return failures_; }
  /// Checks of which the rows were neither none nor all: the others say little.
  [[nodiscard]] int partial() const { return partial_; }
  /// The first failures, each with its seed, round and filters.
  [[nodiscard]] const std::string& told() const { return told_; }
  [[nodiscard]] const std::set<std::string>& names() const { return names_; }

 private:
  void count(const std::string& law, bool holds, const RowSet& got, const RowSet& wanted) {
    constexpr int kShown = 5;
    ++checks_;
    names_.insert(law);
    if (holds || ++failures_ > kShown) return;
    told_ += "seed " + std::to_string(seed_) + ", round " + std::to_string(round_) + ": " + law +
             "\n  " + filters_ + "\n  got" + text_of(got) + "\n  for" + text_of(wanted) + '\n';
  }
  static std::string text_of(const RowSet& rows) {
    std::string text;
    for (const std::size_t row : rows) text += ' ' + std::to_string(row);
    return text;
  }

  std::uint64_t seed_;
  std::size_t row_count_;
  int round_ = 0;
  std::string filters_;
  int checks_ = 0;
  int failures_ = 0;
  int partial_ = 0;
  std::string told_;
  std::set<std::string> names_;
};

/// Refused or faulty filters have no rows to speak of.
using MaybeRows = std::optional<RowSet>;

}  // namespace understudy::mock::testing
