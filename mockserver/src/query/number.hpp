// SPDX-License-Identifier: MIT
/// Numbers out of filter texts, as exact as values can be.
#pragma once

#include <string_view>

#include "query/value.hpp"

namespace understudy::mock::query {

/// An integer where int64 holds it, so that it compares exactly; the nearest double otherwise.
///
/// Grammar:  [ "+" / "-" ] 1*DIGIT [ "." 1*DIGIT ] [ "e" [ "+" / "-" ] 1*DIGIT ], which the caller
///           has checked
/// Units:    what lies past the range of double is infinite, what is too small for it 0
Value parse_number(std::string_view text);

}  // namespace understudy::mock::query
