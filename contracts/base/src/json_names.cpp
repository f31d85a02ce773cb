// SPDX-License-Identifier: MIT
/// Names that stand twice: a table for small objects, a sort for large ones.
#include "json_names.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace understudy {

namespace {

constexpr std::size_t kSmall = 64;  // ours: members; above, collisions could be made to hurt

std::string_view text_of(const JsonNode& name) { return {name.text, name.size}; }

std::size_t behind_member(std::span<const JsonNode> content, std::size_t name) {
  const JsonNode& value = content[name + 1];
  return name + 1 + (value.kind >= JsonNode::Kind::array ? value.span : 1);
}

/// Indices of the names, sorted by text and then by place.
std::vector<std::size_t> sorted_names(std::span<const JsonNode> content, std::size_t members) {
  std::vector<std::size_t> names;
  names.reserve(members);
  for (std::size_t i = 0; i < content.size(); i = behind_member(content, i)) names.push_back(i);
  std::sort(names.begin(), names.end(), [&](std::size_t a, std::size_t b) {
    const int order = text_of(content[a]).compare(text_of(content[b]));
    return order < 0 || (order == 0 && a < b);
  });
  return names;
}

std::optional<std::size_t> find_in_small(std::span<const JsonNode> content) {
  std::array<const JsonNode*, 2 * kSmall> table{};
  for (std::size_t i = 0; i < content.size(); i = behind_member(content, i)) {
    const JsonNode& name = content[i];
    std::size_t slot = name.hash % table.size();
    for (; table[slot] != nullptr; slot = (slot + 1) % table.size()) {
      if (table[slot]->hash == name.hash && text_of(*table[slot]) == text_of(name)) return i;
    }
    table[slot] = &name;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::size_t> find_repeated_name(std::span<const JsonNode> content,
                                              std::size_t members) {
  if (members < 2) return std::nullopt;
  if (members <= kSmall) return find_in_small(content);
  const std::vector<std::size_t> names = sorted_names(content, members);
  std::optional<std::size_t> first;
  for (std::size_t i = 1; i < names.size(); ++i) {
    const bool repeats = text_of(content[names[i]]) == text_of(content[names[i - 1]]);
    if (repeats && (!first || names[i] < *first)) first = names[i];
  }
  return first;
}

std::uint32_t drop_superseded(std::vector<JsonNode>& nodes, std::size_t object,
                              std::size_t members) {
  const std::size_t start = object + 1;
  const std::span<const JsonNode> content{nodes.data() + start, nodes.size() - start};
  if (!find_repeated_name(content, members)) return static_cast<std::uint32_t>(members);
  const std::vector<std::size_t> names = sorted_names(content, members);
  std::vector<bool> is_superseded(content.size());
  for (std::size_t i = 1; i < names.size(); ++i) {
    if (text_of(content[names[i]]) == text_of(content[names[i - 1]])) {
      is_superseded[names[i - 1]] = true;
    }
  }
  std::uint32_t left = 0;
  std::size_t out = start;
  for (std::size_t i = 0; i < content.size();) {
    const std::size_t next = behind_member(content, i);
    if (!is_superseded[i]) {
      std::copy(content.begin() + static_cast<std::ptrdiff_t>(i),
                content.begin() + static_cast<std::ptrdiff_t>(next),
                nodes.begin() + static_cast<std::ptrdiff_t>(out));
      out += next - i;
      ++left;
    }
    i = next;
  }
  nodes.resize(out);
  return left;
}

}  // namespace understudy
