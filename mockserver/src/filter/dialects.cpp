// SPDX-License-Identifier: MIT
/// The list of filter dialects, and the names of their errors. A new dialect is a line here and a
/// line in dialect.hpp.
#include <array>

#include "dialect_list.hpp"
#include "filter/dialect.hpp"

namespace understudy::mock::filter {

namespace {

constexpr std::array kDialects{
    Dialect{"odata", &make_odata},
    Dialect{"suffix-map", &make_suffix_map},
    Dialect{"thql", &make_thql},
};
static_assert(is_sorted_by_name(kDialects));

}  // namespace

std::string_view name_of(FilterErrc code) {
  switch (code) {
    case FilterErrc::bad_bound:
      return "bad_bound";
    case FilterErrc::bad_literal:
      return "bad_literal";
    case FilterErrc::bad_value:
      return "bad_value";
    case FilterErrc::division_by_zero:
      return "division_by_zero";
    case FilterErrc::expected_blank:
      return "expected_blank";
    case FilterErrc::expected_closing:
      return "expected_closing";
    case FilterErrc::expected_operand:
      return "expected_operand";
    case FilterErrc::expected_operator:
      return "expected_operator";
    case FilterErrc::expected_range:
      return "expected_range";
    case FilterErrc::forbidden_operator:
      return "forbidden_operator";
    case FilterErrc::negative_length:
      return "negative_length";
    case FilterErrc::not_supported:
      return "not_supported";
    case FilterErrc::open_range:
      return "open_range";
    case FilterErrc::too_deep:
      return "too_deep";
    case FilterErrc::too_long:
      return "too_long";
    case FilterErrc::too_many_conditions:
      return "too_many_conditions";
    case FilterErrc::too_much_work:
      return "too_much_work";
    case FilterErrc::unclosed_text:
      return "unclosed_text";
    case FilterErrc::unexpected_character:
      return "unexpected_character";
    case FilterErrc::unknown_field:
      return "unknown_field";
    case FilterErrc::unknown_function:
      return "unknown_function";
    case FilterErrc::unknown_operator:
      return "unknown_operator";
    case FilterErrc::wrong_arguments:
      return "wrong_arguments";
    case FilterErrc::wrong_json_type:
      return "wrong_json_type";
    case FilterErrc::wrong_type:
      return "wrong_type";
  }
  return "?";
}

std::span<const Dialect> dialects() { return kDialects; }

const Dialect* find_dialect(std::string_view name) { return find_by_name(dialects(), name); }

}  // namespace understudy::mock::filter
