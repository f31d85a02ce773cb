// SPDX-License-Identifier: MIT
/// The seam of every filter dialect: vendor text in, a neutral Filter out.
///
/// A dialect reads and decides nothing else. Which rows a Filter selects is settled once, in
/// query/; wherever vendors disagree (a null row, letter case) the dialect writes the vendor's
/// answer into the Condition or the Predicate.
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
  bad_literal,          ///< no such day or time, or no such pattern
  bad_value,            ///< a value that the column's type does not have
  division_by_zero,     ///< of integers, in some row
  expected_blank,       ///< an operator stands too close
  expected_closing,     ///< a ")" or "]" is missing
  expected_operand,     ///< a value is missing
  expected_operator,    ///< two conditions with nothing between them
  expected_range,       ///< the column takes "min<->max" only
  forbidden_operator,   ///< the operator is not for this column's type
  negative_length,      ///< of a part of a text, in some row
  not_supported,        ///< part of the language, but not of this server
  open_range,           ///< a range without one of its bounds
  too_deep,             ///< past the limit of nesting
  too_long,             ///< past the limit of one filter text
  too_many_conditions,  ///< past the limit of one request
  too_much_work,        ///< past the limit of calculations over all rows
  unclosed_text,        ///< a quote is missing
  unexpected_character,
  unknown_field,
  unknown_function,
  unknown_operator,
  wrong_arguments,  ///< too few or too many
  wrong_json_type,  ///< an array or object where text is due
  wrong_type,       ///< an operand of a type that the operator does not take
};
std::string_view name_of(FilterErrc code);

/// Why a filter was refused, and where.
struct FilterError {
  FilterErrc code = FilterErrc::bad_value;
  std::string field;  ///< the key whose value is wrong; empty when the whole is
  /// From the start of that value, at most its length; in bytes of an entry of suffix-map, in
  /// characters of a text language.
  std::size_t offset = 0;
  std::string token;    ///< the offending text, shortened; empty when something is missing
  std::string message;  ///< one sentence: what stood there and what would be right

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

/// What to answer when a text that was read well turns out to have no answer for some row.
FilterError describe_fault(std::string_view text, const query::Fault& fault);

// One line per dialect, sorted; dialects.cpp repeats them as a table.
Parse make_odata(const Switches& switches);
Parse make_suffix_map(const Switches& switches);
Parse make_thql(const Switches& switches);

}  // namespace understudy::mock::filter
