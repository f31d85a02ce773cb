// SPDX-License-Identifier: MIT
/// The list of filter dialects, and the names of their errors. A new dialect is a line here and a
/// line in dialect.hpp.
#include <array>

#include "dialect_list.hpp"
#include "filter/dialect.hpp"

namespace understudy::mock::filter {

namespace {

constexpr std::array kDialects{
    Dialect{"suffix-map", &make_suffix_map},
};
static_assert(is_sorted_by_name(kDialects));

}  // namespace

std::string_view name_of(FilterErrc code) {
  switch (code) {
    case FilterErrc::bad_bound:
      return "bad_bound";
    case FilterErrc::bad_value:
      return "bad_value";
    case FilterErrc::expected_range:
      return "expected_range";
    case FilterErrc::forbidden_operator:
      return "forbidden_operator";
    case FilterErrc::open_range:
      return "open_range";
    case FilterErrc::too_long:
      return "too_long";
    case FilterErrc::too_many_conditions:
      return "too_many_conditions";
    case FilterErrc::unknown_field:
      return "unknown_field";
    case FilterErrc::wrong_json_type:
      return "wrong_json_type";
  }
  return "?";
}

std::span<const Dialect> dialects() { return kDialects; }

const Dialect* find_dialect(std::string_view name) { return find_by_name(dialects(), name); }

}  // namespace understudy::mock::filter
