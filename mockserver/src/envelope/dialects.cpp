// SPDX-License-Identifier: MIT
/// The list of envelope dialects. A new one is a line here and a line in dialect.hpp.
#include <array>

#include "dialect_list.hpp"
#include "envelope/dialect.hpp"

namespace understudy::mock::envelope {

namespace {

constexpr std::array kDialects{
    Dialect{"api-result", &make_api_result},
    Dialect{"nest-error", &make_nest_error},
    Dialect{"spring-error", &make_spring_error},
    Dialect{"status-context", &make_status_context},
};
static_assert(is_sorted_by_name(kDialects));

}  // namespace

std::span<const Dialect> dialects() { return kDialects; }

const Dialect* find_dialect(std::string_view name) { return find_by_name(dialects(), name); }

}  // namespace understudy::mock::envelope
