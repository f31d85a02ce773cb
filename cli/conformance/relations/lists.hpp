// SPDX-License-Identifier: MIT
/// Rules that speak of lists: a check of each list they name.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "../src/engine/check.hpp"
#include "rows.hpp"

namespace understudy::conformance {

/// The lists that a rule names in "lists"; all of the API where it names none.
std::vector<const ListSpec*> lists_of(const Subject& subject, const Json& args);

using AskOfList = std::function<Judgement(Probe& probe, const ListSample& sample)>;

/// A check of each list of a rule, with the rows that are known of it; `cost`: requests of its own.
/// A list that cannot be read is not asked about. `wants` chooses among the lists.
std::vector<Check> check_lists(const Subject& subject, const RuleSpec& rule, std::size_t cost,
                               const AskOfList& ask, bool (*wants)(const ListSpec&) = nullptr);

/// No rows, and what a host says of that: it may be so, unless it counts some.
Judgement no_rows(const ListSample& sample);

/// Whether the total of an answer counts its rows, unless there are more than a page takes.
Judgement judge_total(const Reply& reply, const ListSpec& list);

}  // namespace understudy::conformance
