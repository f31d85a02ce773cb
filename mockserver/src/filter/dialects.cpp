// SPDX-License-Identifier: MIT
/// The list of filter dialects, and the names of their errors. A new dialect is a line here and a
/// line in dialect.hpp.
#include <algorithm>
#include <array>

#include "filter/dialect.hpp"

namespace understudy::mock::filter {

namespace {

constexpr bool comes_before(const Dialect& a, const Dialect& b) { return a.name < b.name; }

constexpr std::array kDialects{
    Dialect{"suffix-map", &make_suffix_map},
};
static_assert(std::is_sorted(kDialects.begin(), kDialects.end(), comes_before));

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

const Dialect* find_dialect(std::string_view name) {
  const auto it = std::find_if(kDialects.begin(), kDialects.end(),
                               [&](const Dialect& dialect) { return dialect.name == name; });
  return it == kDialects.end() ? nullptr : &*it;
}

}  // namespace understudy::mock::filter
