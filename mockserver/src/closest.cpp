// SPDX-License-Identifier: MIT
#include "closest.hpp"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace understudy::mock {

namespace {

constexpr std::size_t kLongestTypo = 64;  // ours: what is longer is no slip of a known name

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

std::size_t count_edits(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  const auto same = [&](std::size_t i, std::size_t j) { return lower(a[i]) == lower(b[j]); };
  for (std::size_t i = 0; i < a.size(); ++i) {
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      row[j + 1] = std::min({last[j] + (same(i, j) ? 0U : 1U), last[j + 1] + 1, row[j] + 1});
      const bool swapped = i > 0 && j > 0 && same(i, j - 1) && same(i - 1, j);
      if (swapped) row[j + 1] = std::min(row[j + 1], before[j - 1] + 1);
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return last.back();
}

std::string_view find_closest(std::span<const std::string_view> names, std::string_view typo,
                              std::size_t most_edits) {
  std::string_view closest;
  std::size_t fewest = most_edits + 1;
  if (typo.size() > kLongestTypo) return closest;
  for (const std::string_view name : names) {
    const std::size_t edits = count_edits(typo, name);
    if (edits >= fewest) continue;
    closest = name;
    fewest = edits;
  }
  return closest;
}

std::string suggest(std::span<const std::string_view> names, std::string_view typo,
                    std::size_t most_edits) {
  const std::string_view meant = find_closest(names, typo, most_edits);
  if (!meant.empty()) return "did you mean " + std::string{meant} + "?";
  std::string known;
  for (const std::string_view name : names) (known += known.empty() ? "" : ", ") += name;
  return "choose from: " + known;
}

}  // namespace understudy::mock
