// SPDX-License-Identifier: MIT
/// The content of /filterdata: the values of one column, or its bounds.
///
/// Source: S11
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "apis/partnertap/columns.hpp"
#include "query/value.hpp"

namespace understudy::mock::partnertap {

class FilterValues {
 public:
  /// No element at all.
  FilterValues() = default;
  /// `distinct` ascending, without null. Text columns give their non-empty texts, boolean columns
  /// their booleans, numeric and date columns one element with the bounds of their numbers.
  FilterValues(const ColumnFact& fact, std::vector<query::Value> distinct);

  [[nodiscard]] std::size_t size() const { return elements_.size(); }
  /// Appends the array of `count` elements from `first` on.
  void append(std::string& out, std::size_t first, std::size_t count) const;

 private:
  std::vector<std::string> elements_;  ///< finished JSON
};

/// What free-text search looks for: the text without blanks around it (S14).
std::string trim_search(std::string_view text);

}  // namespace understudy::mock::partnertap
