// SPDX-License-Identifier: MIT
/// What every list ends in: some rows of a table, as one page of the partner's.
#pragma once

#include <string>

#include "order/dialect.hpp"
#include "paging/dialect.hpp"
#include "query/table.hpp"
#include "understudy/base/http.hpp"

namespace understudy::mock {

/// 200 with that body.
Response json_response(std::string body);

/// The rows of the window, in the order of `rows`; none where it lies behind the last one.
Response page_response(const paging::Paging& paging, const paging::Window& window,
                       const query::Table& table, const query::RowIds& rows,
                       const order::Order& order);

}  // namespace understudy::mock
