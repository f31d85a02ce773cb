// SPDX-License-Identifier: MIT
/// Values are sorted by numbers made of them, texts by eight bytes after the other: looking at a
/// value costs more than sorting it.
#include "query/ranks.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <compare>
#include <cstddef>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace understudy::mock::query {

namespace {

std::uint64_t ordered_bits(double number) {
  constexpr std::uint64_t kSign = std::uint64_t{1} << 63;
  if (std::isnan(number)) return 0;
  const auto bits = std::bit_cast<std::uint64_t>(number + 0.0);  // -0.0 + 0.0 is 0.0
  return (bits & kSign) != 0 ? ~bits : bits | kSign;
}

/// Eight bytes as a number that orders as they do; zeros stand for what is behind the end.
std::uint64_t bytes_at(std::string_view text, std::size_t from) {
  text.remove_prefix(std::min(from, text.size()));
  std::uint64_t bytes = 0;
  for (std::size_t i = 0; i < sizeof bytes; ++i) {
    const unsigned char byte = i < text.size() ? static_cast<unsigned char>(text[i]) : 0;
    bytes = (bytes << 8) | byte;
  }
  return bytes;
}

std::uint64_t ordered_bits(const Moment& moment) {
  constexpr std::int64_t kFar = std::int64_t{1} << 40;  // the calendar's years lie within it
  if (moment.seconds <= -kFar) return 0;
  if (moment.seconds >= kFar - 1) return ~std::uint64_t{0};
  return (static_cast<std::uint64_t>(moment.seconds + kFar) << 23) | (moment.nanoseconds >> 7);
}

/// A number that orders as the values do, or says nothing by being equal.
std::uint64_t sort_digest(const ValueView& view) {
  constexpr auto digest = [](std::uint64_t kind, std::uint64_t bits) {
    return (kind << 61) | (bits >> 3);
  };
  if (const auto* text = std::get_if<std::string_view>(&view)) return digest(4, bytes_at(*text, 0));
  if (const auto* moment = std::get_if<Moment>(&view)) return digest(3, ordered_bits(*moment));
  if (const auto* integer = std::get_if<std::int64_t>(&view)) {
    return digest(2, ordered_bits(static_cast<double>(*integer)));
  }
  if (const auto* number = std::get_if<double>(&view)) return digest(2, ordered_bits(*number));
  if (const auto* flag = std::get_if<bool>(&view)) return digest(1, *flag ? ~0U : 0U);
  return 0;
}

constexpr std::uint64_t kTextKind = 4;
constexpr std::size_t kTextBytes = 7;    // of a text, that its digest says all about
constexpr std::size_t kMostBytes = 256;  // ours: texts with more in common are compared

struct Entry {
  std::uint64_t digest;
  Code code;
  bool equals_previous = false;
};
using Entries = std::span<Entry>;

void sort_by_digest(Entries entries) {
  std::sort(entries.begin(), entries.end(),
            [](const Entry& a, const Entry& b) { return a.digest < b.digest; });
}

void sort_by_value(Entries entries, const DistinctValues& values) {
  const auto compared = [&](const Entry& a, const Entry& b) {
    return compare_views(values[a.code], values[b.code]);
  };
  std::sort(entries.begin(), entries.end(),
            [&](const Entry& a, const Entry& b) { return compared(a, b) < 0; });
  for (std::size_t i = 1; i < entries.size(); ++i) {
    entries[i].equals_previous = compared(entries[i - 1], entries[i]) == 0;
  }
}

/// Entries of one digest, and the bytes of their texts that are known to be the same.
struct Run {
  Entries entries;
  std::size_t bytes;
};

/// Adds the runs of equal digests to `open`; they are `bytes` long.
void add_runs(Entries entries, std::size_t bytes, std::vector<Run>& open) {
  for (std::size_t begin = 0; begin < entries.size();) {
    std::size_t end = begin + 1;
    while (end < entries.size() && entries[end].digest == entries[begin].digest) ++end;
    if (end - begin > 1) open.push_back({entries.subspan(begin, end - begin), bytes});
    begin = end;
  }
}

void sort_run(const Run& run, const DistinctValues& values, std::vector<Run>& open) {
  constexpr std::size_t kFew = 4;  // ours: a comparison or two are quicker than a look at all
  const bool are_texts = run.bytes > kTextBytes || run.entries[0].digest >> 61 == kTextKind;
  const bool have_ended = run.bytes > kTextBytes && run.entries[0].digest == 0;
  if (!are_texts || have_ended || run.bytes > kMostBytes || run.entries.size() < kFew) {
    sort_by_value(run.entries, values);
    return;
  }
  for (Entry& entry : run.entries) {
    const ValueView value = values[entry.code];
    entry.digest = bytes_at(*std::get_if<std::string_view>(&value), run.bytes);
  }
  sort_by_digest(run.entries);
  add_runs(run.entries, run.bytes + sizeof(std::uint64_t), open);
}

}  // namespace

Ranks make_ranks(const DistinctValues& values) {
  std::vector<Entry> entries(values.size());
  for (Code code = 0; code < values.size(); ++code) {
    entries[code] = {sort_digest(values[code]), code};
  }
  sort_by_digest(entries);
  std::vector<Run> open;  // a list and no recursion: texts decide how deep it goes
  add_runs(entries, kTextBytes, open);
  while (!open.empty()) {
    const Run run = open.back();
    open.pop_back();
    sort_run(run, values, open);
  }
  Ranks ranks{std::vector<std::uint32_t>(values.size())};
  for (std::size_t i = 1; i < entries.size(); ++i) {
    if (!entries[i].equals_previous) ++ranks.highest;
    ranks.of_code[entries[i].code] = ranks.highest;
  }
  return ranks;
}

}  // namespace understudy::mock::query
