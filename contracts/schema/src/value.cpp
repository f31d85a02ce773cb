// SPDX-License-Identifier: MIT
/// Equality, hashes and an order of JSON values. The order means nothing; it makes finding equal
/// values cheap whatever the values are.
#include "value.hpp"

#include <algorithm>
#include <compare>
#include <functional>
#include <string_view>

#include "decimal.hpp"

namespace understudy::schema {

namespace {

using Kind = JsonNode::Kind;

constexpr std::size_t kFew = 8;  // ours: so many are compared one by one

std::uint64_t mix(std::uint64_t hash) {
  hash = (hash ^ hash >> 32U) * 0xD6E8FEB86659FD93U;
  return hash ^ hash >> 32U;
}

std::uint64_t hash_text(std::string_view text) { return std::hash<std::string_view>{}(text); }

std::vector<JsonMember> sorted_members(JsonElement object) {
  std::vector<JsonMember> members;
  members.reserve(object.size());
  for (const JsonMember member : object.members()) members.push_back(member);
  std::sort(members.begin(), members.end(),
            [](const JsonMember& a, const JsonMember& b) { return a.name < b.name; });
  return members;
}

std::strong_ordering compare(JsonElement a, JsonElement b);

std::strong_ordering compare_elements(JsonElement a, JsonElement b) {
  auto other = b.elements().begin();
  for (const JsonElement element : a.elements()) {
    if (const auto order = compare(element, *other); order != 0) return order;
    ++other;
  }
  return std::strong_ordering::equal;
}

std::strong_ordering compare_members(JsonElement a, JsonElement b) {
  const auto left = sorted_members(a);
  const auto right = sorted_members(b);
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (const auto order = left[i].name <=> right[i].name; order != 0) return order;
    if (const auto order = compare(left[i].value, right[i].value); order != 0) return order;
  }
  return std::strong_ordering::equal;
}

std::strong_ordering compare(JsonElement a, JsonElement b) {
  if (const auto order = a.kind() <=> b.kind(); order != 0) return order;
  if (const auto order = a.size() <=> b.size(); order != 0) return order;
  switch (a.kind()) {
    case Kind::null:
      return std::strong_ordering::equal;
    case Kind::boolean:
      return a.is_true() <=> b.is_true();
    case Kind::number:
      return compare_numbers(a.text(), b.text());
    case Kind::string:
      return a.text() <=> b.text();
    case Kind::array:
      return compare_elements(a, b);
    case Kind::object:
      return compare_members(a, b);
  }
  return std::strong_ordering::equal;
}

bool are_members_equal(JsonElement a, JsonElement b) {
  if (a.size() > kFew) return compare_members(a, b) == 0;
  for (const JsonMember member : a.members()) {
    const auto other = b.find(member.name);
    if (!other || !is_equal(member.value, *other)) return false;
  }
  return true;
}

}  // namespace

bool is_equal(JsonElement a, JsonElement b) {
  if (a.kind() != b.kind()) return false;
  if (a.kind() == Kind::string) return a.text() == b.text();
  if (a.kind() == Kind::object) return a.size() == b.size() && are_members_equal(a, b);
  return compare(a, b) == 0;
}

std::uint64_t hash_value(JsonElement value) {
  std::uint64_t hash = static_cast<std::uint64_t>(value.kind());
  switch (value.kind()) {
    case Kind::null:
      break;
    case Kind::boolean:
      hash += value.is_true() ? 16U : 32U;
      break;
    case Kind::number:
      hash += hash_number(value.text());
      break;
    case Kind::string:
      hash += hash_text(value.text());
      break;
    case Kind::array:
      for (const JsonElement element : value.elements()) hash = mix(hash) + hash_value(element);
      break;
    case Kind::object:  // a sum, so that the order of members does not matter
      for (const JsonMember member : value.members()) {
        hash += mix(hash_text(member.name) ^ mix(hash_value(member.value)));
      }
      break;
  }
  return mix(hash);
}

std::optional<std::pair<std::size_t, std::size_t>> find_repeated_element(JsonElement array) {
  struct Entry {
    std::uint64_t hash;
    std::size_t index;
    JsonElement value;
  };
  if (array.size() < 2) return std::nullopt;
  std::vector<Entry> entries;
  entries.reserve(array.size());
  for (const JsonElement element : array.elements()) {
    entries.push_back({hash_value(element), entries.size(), element});
  }
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    if (a.hash != b.hash) return a.hash < b.hash;
    const auto order = compare(a.value, b.value);
    return order < 0 || (order == 0 && a.index < b.index);
  });
  std::optional<std::pair<std::size_t, std::size_t>> first;
  for (std::size_t i = 1; i < entries.size(); ++i) {
    const Entry& before = entries[i - 1];
    const Entry& entry = entries[i];
    if (before.hash != entry.hash || !is_equal(before.value, entry.value)) continue;
    if (!first || entry.index < first->second) first.emplace(before.index, entry.index);
  }
  return first;
}

ValueSet::ValueSet(std::vector<JsonElement> values) : values_(std::move(values)) {
  if (values_.size() <= kFew) return;
  for (std::size_t i = 0; i < values_.size(); ++i) by_hash_.push_back({hash_value(values_[i]), i});
  std::sort(by_hash_.begin(), by_hash_.end());
}

bool ValueSet::contains(JsonElement value) const {
  const auto is_it = [&](JsonElement candidate) { return is_equal(candidate, value); };
  if (by_hash_.empty()) return std::any_of(values_.begin(), values_.end(), is_it);
  const std::uint64_t hash = hash_value(value);
  auto entry = std::lower_bound(by_hash_.begin(), by_hash_.end(), std::pair{hash, std::size_t{0}});
  for (; entry != by_hash_.end() && entry->first == hash; ++entry) {
    if (is_it(values_[entry->second])) return true;
  }
  return false;
}

}  // namespace understudy::schema
