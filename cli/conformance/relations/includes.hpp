// SPDX-License-Identifier: MIT
/// Rules on the records that rows include of others, asked for once for all of them.
#pragma once

#include <vector>

#include "../src/engine/check.hpp"

namespace understudy::conformance {

/// "includes-hold"
std::vector<Check> includes_hold(const Subject& subject, const RuleSpec& rule);

}  // namespace understudy::conformance
