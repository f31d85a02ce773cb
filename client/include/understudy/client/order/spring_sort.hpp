// SPDX-License-Identifier: MIT
/// The order of rows as hosts on Spring Data read it: any number of `sort` parameters, the first
/// one most significant.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "understudy/base/result.hpp"

namespace understudy::client {

/// A sort that a host reads as it was meant. Made by SpringSort only; empty: unsorted.
class SpringOrder {
 public:
  SpringOrder() = default;

  /// The values of the `sort` parameters, not yet encoded.
  [[nodiscard]] const std::vector<std::string>& values() const { return values_; }

  friend bool operator==(const SpringOrder&, const SpringOrder&) = default;

 private:
  friend class SpringSort;
  explicit SpringOrder(std::vector<std::string> values) : values_(std::move(values)) {}
  std::vector<std::string> values_;
};

/// Collects properties, the most significant one first.
///
///   SpringSort{}.descending("state").ascending("name", SpringSort::LetterCase::ignored).build()
///
/// Grammar:  sort = property "," ( "asc" / "desc" ) [ ",ignorecase" ]. The direction is always
///           sent, so that a property may be called "desc"
/// Source:   partnertap S15 [FW]
class SpringSort {
 public:
  enum class LetterCase : std::uint8_t { ignored, kept };

  SpringSort& ascending(std::string property, LetterCase letter_case = LetterCase::kept);
  SpringSort& descending(std::string property, LetterCase letter_case = LetterCase::kept);

  /// Errors:   bad_input for a property that the host would drop or cut in two: one that is blank,
  ///           made of dots, or holds a comma
  [[nodiscard]] Result<SpringOrder> build() const;

 private:
  struct Key {
    std::string property;
    std::string direction;
  };
  std::vector<Key> keys_;
};

}  // namespace understudy::client
