// SPDX-License-Identifier: MIT
/// When two JSON values are the same value: 1 is 1.0, and the order of members has no meaning.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "understudy/base/json_document.hpp"

namespace understudy::schema {

/// Source:   JSON Schema Core, draft 2020-12, section 4.2.2
bool is_equal(JsonElement a, JsonElement b);

/// Equal values have equal hashes.
std::uint64_t hash_value(JsonElement value);

/// The first element that equals an earlier one, as indices of both; n log n in the elements.
std::optional<std::pair<std::size_t, std::size_t>> find_repeated_element(JsonElement array);

/// The values of an `enum`, or the one of a `const`.
class ValueSet {
 public:
  explicit ValueSet(std::vector<JsonElement> values);
  [[nodiscard]] bool contains(JsonElement value) const;

 private:
  std::vector<JsonElement> values_;
  std::vector<std::pair<std::uint64_t, std::size_t>> by_hash_;  ///< empty for a few values
};

}  // namespace understudy::schema
