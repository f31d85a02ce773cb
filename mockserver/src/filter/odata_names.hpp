// SPDX-License-Identifier: MIT
/// Whether every field and function of an OData expression is one.
#pragma once

#include <string_view>

#include "filter/dialect.hpp"
#include "filter/odata_syntax.hpp"
#include "query/schema.hpp"

namespace understudy::mock::filter::odata {

/// Errors:   unknown_field, unknown_function: the first one in `text`, with what was meant
Result<Done, FilterError> check_names(std::string_view text, const Syntax& syntax,
                                      const query::Schema& columns);

}  // namespace understudy::mock::filter::odata
