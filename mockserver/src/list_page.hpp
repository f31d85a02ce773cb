// SPDX-License-Identifier: MIT
/// What every list ends in: some rows of a table, as one page of the partner's.
#pragma once

#include <string>
#include <string_view>

#include "order/dialect.hpp"
#include "paging/dialect.hpp"
#include "profile.hpp"
#include "query/table.hpp"
#include "understudy/base/http.hpp"

namespace understudy::mock {

/// 200 with that body.
Response json_response(std::string body);

/// The rows of a list, in its order. Every list goes through here or, where expressions can have
/// faults, through try_select_rows(): whoever asks why a row is missing hears of it.
query::RowIds select_rows(const Call& call, const query::Table& table,
                          const query::Selection& selection);
/// `text`: what the expression of the filter was read from.
Result<query::RowIds, query::Fault> try_select_rows(const query::Watch* watch,
                                                    const query::Table& table,
                                                    const query::Selection& selection,
                                                    std::string_view text);

/// The rows of the window, in the order of `rows`; none where it lies behind the last one.
Response page_response(const paging::Paging& paging, const paging::Window& window,
                       const query::Table& table, const query::RowIds& rows,
                       const order::Order& order);

}  // namespace understudy::mock
