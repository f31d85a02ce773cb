// SPDX-License-Identifier: MIT
/// A stable radix sort per key, the last key first: no comparison, and no cost per key pair.
#include "query/sort.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>

namespace understudy::mock::query {

namespace {

constexpr unsigned kDigitBits = 11;  // ours: the counters fit the first-level cache
constexpr std::uint32_t kDigits = std::uint32_t{1} << kDigitBits;

/// Turns the rank of a value into its place in the order asked for.
class Placing {
 public:
  Placing(const Ranks& ranks, bool descending, NullOrder null_order)
      : ranks_(ranks.of_code), highest_(ranks.highest + 1), descending_(descending) {
    null_ = is_null_first(null_order, descending) ? 0 : highest_;
  }

  std::uint32_t operator()(Code code) const {
    if (code == kNullCode) return null_;
    return descending_ ? highest_ - ranks_[code] : ranks_[code];
  }
  [[nodiscard]] std::uint32_t highest() const { return highest_; }

 private:
  const std::vector<std::uint32_t>& ranks_;
  std::uint32_t highest_;  // beyond every value, whose ranks end one below
  bool descending_;
  std::uint32_t null_ = 0;
};

struct Entry {
  std::uint32_t place;
  std::uint32_t row;
};

void sort_by_digit(std::vector<Entry>& entries, std::vector<Entry>& spare, unsigned shift) {
  const auto digit = [shift](const Entry& entry) { return (entry.place >> shift) % kDigits; };
  std::array<std::uint32_t, kDigits> next{};
  for (const Entry& entry : entries) ++next[digit(entry)];
  std::uint32_t begin = 0;
  for (std::uint32_t& count : next) {
    const std::uint32_t size = count;
    count = begin;
    begin += size;
  }
  for (const Entry& entry : entries) spare[next[digit(entry)]++] = entry;
  entries.swap(spare);
}

/// The keys that can still decide something: a column's second key finds only ties, unless the
/// first one took letters of both cases for the same.
std::vector<SortKey> drop_idle(std::span<const SortKey> keys) {
  std::vector<SortKey> useful;
  for (const SortKey& key : keys) {
    const bool is_idle = std::any_of(useful.begin(), useful.end(), [&](const SortKey& earlier) {
      return earlier.column == key.column &&
             (earlier.letter_case == LetterCase::kept || earlier.letter_case == key.letter_case);
    });
    if (!is_idle) useful.push_back(key);
  }
  return useful;
}

}  // namespace

bool is_null_first(NullOrder null_order, bool descending) {
  const bool null_is_low = null_order == NullOrder::smallest;
  return null_order != NullOrder::last && null_is_low != descending;
}

void sort_rows(std::vector<std::uint32_t>& rows, const StoredColumns& columns,
               std::span<const SortKey> keys, NullOrder null_order) {
  if (keys.empty()) return;
  const std::vector<SortKey> useful = drop_idle(keys);
  std::vector<Entry> entries(rows.size());
  std::vector<Entry> spare(rows.size());
  std::transform(rows.begin(), rows.end(), entries.begin(), [](std::uint32_t row) {
    return Entry{0, row};
  });

  for (auto key = useful.rbegin(); key != useful.rend(); ++key) {
    const StoredColumn& column = *columns[key->column];
    const Placing place{column.ranks(key->letter_case), key->descending, null_order};
    column.codes().visit([&](const auto& codes) {
      for (Entry& entry : entries) entry.place = place(codes[entry.row]);
    });
    const auto bits = static_cast<unsigned>(std::bit_width(place.highest()));
    for (unsigned shift = 0; shift < bits; shift += kDigitBits) {
      sort_by_digit(entries, spare, shift);
    }
  }
  std::transform(entries.begin(), entries.end(), rows.begin(),
                 [](const Entry& entry) { return entry.row; });
}

}  // namespace understudy::mock::query
