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

std::span<const Dialect> dialects() { return kDialects; }

const Dialect* find_dialect(std::string_view name) { return find_by_name(dialects(), name); }

}  // namespace understudy::mock::order
