// SPDX-License-Identifier: MIT
/// The operations of the ECG contract.
#pragma once

#include "profile.hpp"

namespace understudy::mock::ecg {

Result<Handlers> make_handlers(const ServerOptions& options, const Switches& switches,
                               const Makers& makers);

}  // namespace understudy::mock::ecg
