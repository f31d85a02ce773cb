// SPDX-License-Identifier: MIT
/// The seam of every order dialect: query parameters in, sort keys out.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "query/filter.hpp"
#include "query/schema.hpp"
#include "refusal.hpp"
#include "switches.hpp"
#include "understudy/base/uri.hpp"

namespace understudy::mock::order {

/// What was asked for, also where the list has no such column.
struct Criterion {
  std::string property;
  bool descending = false;
  query::LetterCase letter_case = query::LetterCase::kept;

  friend bool operator==(const Criterion&, const Criterion&) = default;
};

/// The keys in the order they apply; none: record order.
struct Order {
  std::vector<query::SortKey> keys;
  bool sorted = false;  ///< what the partner's page says about it; true also for ignored keys
  std::vector<Criterion> criteria = {};  ///< where the partner's page can repeat them

  friend bool operator==(const Order&, const Order&) = default;
};

using Parsed = Result<Order, Refusal>;
using Parse = std::function<Parsed(const QueryParams& query, const query::Schema& columns)>;

struct Dialect {
  std::string_view name;
  Parse (*make)(const Switches& switches);
};

/// The switch sort.nulls.
query::NullOrder null_order(const Switches& switches);

std::span<const Dialect> dialects();
const Dialect* find_dialect(std::string_view name);

// One line per dialect, sorted; dialects.cpp repeats them as a table.
Parse make_orderby_list(const Switches& switches);
Parse make_spring_sort(const Switches& switches);

}  // namespace understudy::mock::order
