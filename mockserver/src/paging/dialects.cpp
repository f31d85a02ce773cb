// SPDX-License-Identifier: MIT
/// The list of paging dialects. A new one is a line here and a line in dialect.hpp.
#include <array>

#include "dialect_list.hpp"
#include "paging/dialect.hpp"

namespace understudy::mock::paging {

namespace {

constexpr std::array kDialects{
    Dialect{"one-based-page", &make_one_based_page},
    Dialect{"page-skip-take", &make_page_skip_take},
    Dialect{"record-skip-limit", &make_record_skip_limit},
    Dialect{"record-skip-take", &make_record_skip_take},
    Dialect{"spring-page", &make_spring_page},
};
static_assert(is_sorted_by_name(kDialects));

}  // namespace

std::span<const Dialect> dialects() { return kDialects; }

const Dialect* find_dialect(std::string_view name) { return find_by_name(dialects(), name); }

}  // namespace understudy::mock::paging
