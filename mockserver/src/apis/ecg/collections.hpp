// SPDX-License-Identifier: MIT
/// The records of the API as they are at the start: partners, their types, their vendor profiles.
///
/// Only partners change. The plan says who belongs to whom by numbers: `parentRow` n is the row
/// n modulo the row's own number, so that a parent always stands before its children and nothing
/// runs in a circle; `partnerTypeRow` and `vendorProfileRow` are rows of their collections.
///
/// Source:   S5, S6; A6, A7, A16, A25 the readings
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "own_rows.hpp"
#include "records/record.hpp"
#include "switches.hpp"
#include "understudy/base/clock.hpp"
#include "understudy/base/result.hpp"
#include "understudy/mock/options.hpp"

namespace understudy::mock::ecg {

/// Errors:   bad_input for a plan that cannot be honoured, and for a name in `search.fields` that
///           is no text of a partner
Result<std::vector<records::Collection>> make_collections(const ServerOptions& options,
                                                          const Switches& switches);

/// Partners without what includes add, partner types and vendor profiles.
Result<Done> show_rows(const ServerOptions& options, const Switches& switches, OwnRows& rows);

/// The columns that lists filter, search and sort by, by their names in requests and answers.
query::Schema partner_columns(const Switches& switches);

/// "2026-03-04T12:00:00.000Z"
std::string format_time(WallTime at);

/// The items of a free-valued list of a switch: "a,b".
std::vector<std::string_view> items_of(std::string_view list);

}  // namespace understudy::mock::ecg
