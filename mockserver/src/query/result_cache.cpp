// SPDX-License-Identifier: MIT
#include "query/result_cache.hpp"

#include <bit>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace understudy::mock::query {

namespace {

constexpr std::size_t kEntryOverhead = 256;  // ours: list and map nodes, shared count, vector

void append_bits(std::string& key, std::uint64_t bits) {
  for (unsigned shift = 0; shift < 64; shift += 8) key += static_cast<char>((bits >> shift) & 0xFF);
}

// A length before every text, so that no two sequences of texts run together.
void append_text(std::string& key, std::string_view text) {
  append_bits(key, text.size());
  key += text;
}

void append_value(std::string& key, const Value& value) {
  key += static_cast<char>(value.index());
  std::visit(
      [&](const auto& held) {
        using T = std::decay_t<decltype(held)>;
        if constexpr (std::is_same_v<T, std::string>) {
          append_text(key, held);
        } else if constexpr (std::is_same_v<T, double>) {
          append_bits(key, std::bit_cast<std::uint64_t>(held));
        } else if constexpr (std::is_same_v<T, Moment>) {
          append_bits(key, static_cast<std::uint64_t>(held.seconds));
          append_bits(key, held.nanoseconds);
          append_bits(key, held.picoseconds);
          append_bits(key, static_cast<std::uint64_t>(held.offset));
        } else if constexpr (!std::is_same_v<T, Null>) {
          append_bits(key, static_cast<std::uint64_t>(held));
        }
      },
      value);
}

template <typename Enum>
char letter(Enum value) {
  return static_cast<char>(value);
}

void append_node(std::string& key, const Node& node) {
  key += {letter(node.fn), letter(node.letter_case), letter(node.null_test)};
  append_bits(key, node.column);
  append_bits(key, (std::uint64_t{node.span.begin} << 32) | node.span.end);
  append_bits(key, node.operands.size());
  for (const std::uint32_t operand : node.operands) append_bits(key, operand);
  append_bits(key, node.values.size());
  for (const Value& value : node.values) append_value(key, value);
}

}  // namespace

std::string cache_key(const Selection& selection) {
  std::string key;
  append_bits(key, selection.filter.all_of.size());
  for (const Condition& condition : selection.filter.all_of) {
    append_bits(key, condition.column);
    key += {letter(condition.op), letter(condition.quantifier), letter(condition.negated),
            letter(condition.letter_case), letter(condition.null_row)};
    append_bits(key, condition.values.size());
    for (const Value& value : condition.values) append_value(key, value);
  }
  append_bits(key, selection.filter.where.nodes.size());
  for (const Node& node : selection.filter.where.nodes) {
    append_node(key, node);
    if (node.fn != Fn::now) continue;
    append_bits(key, static_cast<std::uint64_t>(selection.now.time_since_epoch().count()));
  }
  append_text(key, selection.search);
  key += letter(selection.null_order);
  for (const SortKey& sort : selection.order) {
    append_bits(key, sort.column);
    key += {letter(sort.descending), letter(sort.letter_case)};
  }
  return key;
}

std::size_t ResultCache::cost(const Entry& entry) {
  const auto& rows = *entry.result.rows;
  return kEntryOverhead + entry.key.size() + rows.size() * sizeof rows.front();
}

KnownResult ResultCache::find(std::string_view key) {
  const std::lock_guard lock{mutex_};
  const auto it = by_key_.find(key);
  if (it == by_key_.end()) return {};
  entries_.splice(entries_.begin(), entries_, it->second);
  return it->second->result;
}

void ResultCache::insert(std::string key, KnownResult result) {
  const std::lock_guard lock{mutex_};
  if (const auto it = by_key_.find(key); it != by_key_.end()) {
    Entry& known = *it->second;
    if (known.result.at.is_same(result.at)) return;  // made by another thread meanwhile
    used_ -= cost(known);
    known.result = std::move(result);
    used_ += cost(known);
    entries_.splice(entries_.begin(), entries_, it->second);
  } else {
    entries_.push_front({std::move(key), std::move(result)});
    by_key_.emplace(entries_.front().key, entries_.begin());
    used_ += cost(entries_.front());
  }
  while (used_ > capacity_ && entries_.size() > 1) {
    used_ -= cost(entries_.back());
    by_key_.erase(entries_.back().key);
    entries_.pop_back();
  }
}

std::vector<std::pair<std::string, KnownResult>> ResultCache::all() {
  const std::lock_guard lock{mutex_};
  std::vector<std::pair<std::string, KnownResult>> results;
  for (auto entry = entries_.rbegin(); entry != entries_.rend(); ++entry) {
    results.emplace_back(entry->key, entry->result);
  }
  return results;
}

}  // namespace understudy::mock::query
