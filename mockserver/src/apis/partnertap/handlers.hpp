// SPDX-License-Identifier: MIT
/// What PartnerTap's four operations do, once a request is known to be theirs.
#pragma once

#include "profile.hpp"

namespace understudy::mock::partnertap {

/// Errors:   bad_input when the plan cannot be honoured
Result<Handlers> make_handlers(const ServerOptions& options, const Switches& switches,
                               const Makers& makers);

}  // namespace understudy::mock::partnertap
