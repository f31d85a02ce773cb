// SPDX-License-Identifier: MIT
/// Numbers as expressions calculate with them: integers exactly, as long as they last.
#pragma once

#include <cstdint>
#include <optional>

#include "query/value_view.hpp"

namespace understudy::mock::query {

/// Null when an operand is no number; a double when an operand is one, or where int64 overflows.
ValueView add(const ValueView& a, const ValueView& b);
ValueView subtract(const ValueView& a, const ValueView& b);
ValueView multiply(const ValueView& a, const ValueView& b);
ValueView negate(const ValueView& a);
ValueView divide_fully(const ValueView& a, const ValueView& b);
/// Nothing for an integer by the integer 0.
std::optional<ValueView> divide(const ValueView& a, const ValueView& b);
std::optional<ValueView> modulo(const ValueView& a, const ValueView& b);
/// Integers stay as they are.
ValueView round_away(const ValueView& a);
ValueView round_down(const ValueView& a);
ValueView round_up(const ValueView& a);

/// The whole number nearest to it towards zero, cut to int64; nothing for what is none.
std::optional<std::int64_t> whole_number(const ValueView& a);

}  // namespace understudy::mock::query
