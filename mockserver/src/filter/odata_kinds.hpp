// SPDX-License-Identifier: MIT
/// Which kinds of values columns have, and which go together.
#pragma once

#include <string>

#include "filter/odata_syntax.hpp"
#include "query/schema.hpp"

namespace understudy::mock::filter::odata {

Kind kind_of(query::ColumnType type);

/// Whether a value of this kind may stand where one of these is due; null may everywhere.
bool is_one_of(unsigned kinds, Kind kind);

/// Whether `eq` and `gt` take the two; lists are nobody's equal.
bool are_comparable(Kind a, Kind b);

/// "a text", "a number or a date"
std::string describe_kinds(unsigned kinds);

}  // namespace understudy::mock::filter::odata
