// SPDX-License-Identifier: MIT
/// The operations of the Objects API.
#pragma once

#include "profile.hpp"

namespace understudy::mock::impartner {

Result<Handlers> make_handlers(const ServerOptions& options, const Switches& switches,
                               const Makers& makers);

}  // namespace understudy::mock::impartner
