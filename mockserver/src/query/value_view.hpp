// SPDX-License-Identifier: MIT
/// A value whose text lies elsewhere: what columns hand out, so that looking copies nothing.
#pragma once

#include <compare>
#include <cstdint>
#include <string_view>
#include <variant>

#include "query/value.hpp"

namespace understudy::mock::query {

/// The alternatives of Value, in the same order.
using ValueView = std::variant<Null, bool, std::int64_t, double, std::string_view, Moment>;

ValueView view_of(const Value& value);
Value to_value(const ValueView& view);

/// The order of compare(); NaN, which JSON cannot carry, is the smallest number.
std::strong_ordering compare_views(const ValueView& a, const ValueView& b);

}  // namespace understudy::mock::query
