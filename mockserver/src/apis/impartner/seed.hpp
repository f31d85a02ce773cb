// SPDX-License-Identifier: MIT
/// The records that the mock starts with, made from the plan.
#pragma once

#include <vector>

#include "own_rows.hpp"
#include "records/store.hpp"
#include "switches.hpp"
#include "understudy/mock/options.hpp"

namespace understudy::mock::impartner {

/// One collection per object, and one of deleted ids.
///
/// Shape:    ids are row numbers from 1, over all users too; a user belongs to the account above
///           it. Generated accounts count their members and name the first of them; a foreign key
///           that would lead nowhere is null
/// Errors:   bad_input when the plan cannot be honoured
Result<std::vector<records::Collection>> make_collections(const ServerOptions& options,
                                                          const Switches& switches);

/// Records of every object with all their fields.
Result<Done> show_rows(const ServerOptions& options, const Switches& switches, OwnRows& rows);

}  // namespace understudy::mock::impartner
