// SPDX-License-Identifier: MIT
/// The list of order dialects. A new one is a line here and a line in dialect.hpp.
#include <array>

#include "dialect_list.hpp"
#include "order/dialect.hpp"

namespace understudy::mock::order {

namespace {

constexpr std::array kDialects{
    Dialect{"orderby-list", &make_orderby_list},
    Dialect{"spring-sort", &make_spring_sort},
};
static_assert(is_sorted_by_name(kDialects));

}  // namespace

query::NullOrder null_order(const Switches& switches) {
  if (switches.is("sort.nulls", "largest")) return query::NullOrder::largest;
  if (switches.is("sort.nulls", "last")) return query::NullOrder::last;
  return query::NullOrder::smallest;
}

std::span<const Dialect> dialects() { return kDialects; }

const Dialect* find_dialect(std::string_view name) { return find_by_name(dialects(), name); }

}  // namespace understudy::mock::order
