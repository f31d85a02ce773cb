// SPDX-License-Identifier: MIT
/// From what an OData expression says to a condition on columns: names, then types.
#pragma once

#include <string_view>

#include "filter/dialect.hpp"
#include "filter/odata_syntax.hpp"
#include "query/schema.hpp"

namespace understudy::mock::filter::odata {

/// The readings that concern values.
struct Comparison {
  bool folded = false;   ///< texts compare without case
  bool coerces = false;  ///< a quoted text beside a date is one
};

/// `syntax` is what was read from `text`.
///
/// Errors:   see filter/odata.cpp, from not_supported on
Parsed bind(std::string_view text, const Syntax& syntax, const Comparison& reading,
            const query::Schema& columns);

}  // namespace understudy::mock::filter::odata
