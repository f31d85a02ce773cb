// SPDX-License-Identifier: MIT
/// The neutral values that rows, filters and sorts are made of.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <variant>

#include "query/moment.hpp"

namespace understudy::mock::query {

struct Null {
  friend auto operator<=>(Null, Null) = default;
};

/// Null, boolean, integer, double, text or moment.
using Value = std::variant<Null, bool, std::int64_t, double, std::string, Moment>;

/// The order inside one column: null < boolean < number < moment < text. false < true; numbers
/// numerically, integers exactly; moments by instant; text by Unicode code point. Source:
/// apis/README conventions C3, C4.
std::strong_ordering compare(const Value& a, const Value& b);

}  // namespace understudy::mock::query
