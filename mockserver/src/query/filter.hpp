// SPDX-License-Identifier: MIT
/// What a list request asks for, in neutral values; dialects write it, query/ decides.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "query/predicate.hpp"
#include "query/value.hpp"
#include "understudy/base/clock.hpp"

namespace understudy::mock::query {

enum class Op : std::uint8_t {
  between,   ///< low <= value <= high, numbers; values = {low, high}; Null: no bound on that side
  contains,  ///< text contains the operand
  equal,
};
enum class Quantifier : std::uint8_t { all, any };
/// What happens to a row whose value is null.
enum class NullRow : std::uint8_t { dropped, kept };

/// One test of one column. `negated` turns the answer round for values; null rows answer by
/// `null_row` alone.
struct Condition {
  std::size_t column = 0;
  Op op = Op::equal;
  std::vector<Value> values;  ///< never empty
  Quantifier quantifier = Quantifier::any;
  bool negated = false;
  LetterCase letter_case = LetterCase::kept;
  NullRow null_row = NullRow::dropped;

  friend bool operator==(const Condition&, const Condition&) = default;
};

/// All conditions and the expression have to hold; without any, every row is selected.
struct Filter {
  std::vector<Condition> all_of = {};
  Predicate where = {};

  friend bool operator==(const Filter&, const Filter&) = default;
};

struct SortKey {
  std::size_t column = 0;
  bool descending = false;
  LetterCase letter_case = LetterCase::kept;

  friend bool operator==(const SortKey&, const SortKey&) = default;
};
/// Where nulls go: smallest is first in ascending and last in descending order; last is always
/// last.
enum class NullOrder : std::uint8_t { largest, last, smallest };

/// Everything that decides which rows come in which order. Ties keep record order.
struct Selection {
  Filter filter = {};
  std::string search = {};  ///< folded substring of any searched column; empty: no condition
  std::vector<SortKey> order = {};
  NullOrder null_order = NullOrder::smallest;
  WallTime now = {};  ///< of the request, for expressions that ask what time it is

  friend bool operator==(const Selection&, const Selection&) = default;
};

}  // namespace understudy::mock::query
