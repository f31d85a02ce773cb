// SPDX-License-Identifier: MIT
/// The list of throttle dialects. A new one is a line here and a line in dialect.hpp.
#include <array>

#include "dialect_list.hpp"
#include "throttle/dialect.hpp"

namespace understudy::mock::throttle {

namespace {

constexpr std::array kDialects{
    Dialect{"fixed-window", &make_fixed_window},
    Dialect{"rolling-window", &make_rolling_window},
};
static_assert(is_sorted_by_name(kDialects));

}  // namespace

std::span<const Dialect> dialects() { return kDialects; }

const Dialect* find_dialect(std::string_view name) { return find_by_name(dialects(), name); }

}  // namespace understudy::mock::throttle
