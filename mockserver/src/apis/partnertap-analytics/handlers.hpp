// SPDX-License-Identifier: MIT
/// What the eight operations of the Analytics API do, once a request is known to be theirs.
#pragma once

#include "profile.hpp"

namespace understudy::mock::partnertap_analytics {

/// Errors:   bad_input when the plan or the credentials cannot be honoured
Result<Handlers> make_handlers(const ServerOptions& options, const Switches& switches,
                               const Makers& makers);

}  // namespace understudy::mock::partnertap_analytics
