// SPDX-License-Identifier: MIT
/// Why a selection keeps some rows and drops the others: each of its clauses, asked by itself.
#pragma once

#include <functional>
#include <string_view>

#include "query/filter.hpp"
#include "query/table.hpp"
#include "understudy/mock/explanation.hpp"

namespace understudy::mock::query {

/// Is told what a list is chosen by, before it is. `text` is what the expression was read from; the
/// table lives for the call.
using Watch =
    std::function<void(const Table& table, const Selection& selection, std::string_view text)>;

/// Takes as many selections as there are clauses.
ExplainedSelection explain(const Table& table, const Selection& selection, std::string_view text,
                           const ExampleOptions& options = {});

}  // namespace understudy::mock::query
