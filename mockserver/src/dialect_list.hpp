// SPDX-License-Identifier: MIT
/// What the lists of dialects have in common: sorted by name, and found by it.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string_view>

namespace understudy::mock {

/// Whether every name comes before the next one, so that none stands twice.
template <class Dialect, std::size_t kCount>
constexpr bool is_sorted_by_name(const std::array<Dialect, kCount>& list) {
  const auto out_of_order = [](const Dialect& a, const Dialect& b) { return a.name >= b.name; };
  return std::adjacent_find(list.begin(), list.end(), out_of_order) == list.end();
}

/// Null when no dialect has that name.
template <class Dialect>
const Dialect* find_by_name(std::span<const Dialect> list, std::string_view name) {
  const auto it = std::find_if(list.begin(), list.end(),
                               [&](const Dialect& dialect) { return dialect.name == name; });
  return it == list.end() ? nullptr : &*it;
}

}  // namespace understudy::mock
