// SPDX-License-Identifier: MIT
/// The seam of every filter dialect: vendor text in, a neutral Filter out.
///
/// A dialect reads and decides nothing else. Which rows a Filter selects is settled once, in
/// query/; wherever vendors disagree (a null row, letter case) the dialect writes the vendor's
/// answer into the Condition.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "query/filter.hpp"
#include "query/schema.hpp"
#include "switches.hpp"
#include "understudy/base/json.hpp"
#include "understudy/base/result.hpp"

namespace understudy::mock::filter {

enum class FilterErrc : std::uint8_t {
  bad_bound,            ///< a bound of a range is no number
  bad_value,            ///< a value that the column's type does not have
  expected_range,       ///< the column takes "min<->max" only
  forbidden_operator,   ///< the operator is not for this column's type
  open_range,           ///< a range without one of its bounds
  too_long,             ///< past the limit of one filter text
  too_many_conditions,  ///< past the limit of one request
  unknown_field,
  wrong_json_type,  ///< an array or object where text is due
};
std::string_view name_of(FilterErrc code);

/// Why a filter was refused, and where.
struct FilterError {
  FilterErrc code = FilterErrc::bad_value;
  std::string field;       ///< the key whose value is wrong; empty when the whole is
  std::size_t offset = 0;  ///< bytes from the start of that value, at most its length
  std::string token;       ///< the offending text, shortened; empty when something is missing
  std::string message;     ///< one sentence: what stood there and what would be right

  friend bool operator==(const FilterError&, const FilterError&) = default;
};

using Parsed = Result<query::Filter, FilterError>;
/// `value` is what the request carries: an object for suffix-map, a string for text languages.
using Parse = std::function<Parsed(const Json& value, const query::Schema& columns)>;

struct Dialect {
  std::string_view name;  ///< its key in an ApiProfile; the file has underscores for hyphens
  Parse (*make)(const Switches& switches);
};

std::span<const Dialect> dialects();
const Dialect* find_dialect(std::string_view name);

// One line per dialect, sorted; dialects.cpp repeats them as a table.
Parse make_suffix_map(const Switches& switches);

}  // namespace understudy::mock::filter
