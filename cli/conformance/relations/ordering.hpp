// SPDX-License-Identifier: MIT
/// Sorted rows of strangers, judged: in order by any collation that a host may sensibly use.
#pragma once

#include <cstdint>
#include <vector>

#include "rows.hpp"

namespace understudy::conformance {

enum class Direction : std::uint8_t { ascending, descending };

struct SortKey {
  const FieldSpec* field = nullptr;
  Direction direction = Direction::ascending;
  bool ignores_case = false;
};

/// Texts may be ordered by any sensible collation, unless the rule is about which: `exact` is by
/// code point, nulls smallest.
Judgement in_order(const std::vector<Json>& rows, const SortKey& key, bool exact);

/// In order, and all of the rows that are known where these are the whole list.
Judgement judge_sorted(const std::vector<Json>& rows, const ListSample& sample, const SortKey& key,
                       bool exact);

/// In order by the first field, and among rows that are equal in it by the second.
Judgement second_in_order(const std::vector<Json>& rows, const FieldSpec& first,
                          const SortKey& second);

}  // namespace understudy::conformance
