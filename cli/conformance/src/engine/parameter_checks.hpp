// SPDX-License-Identifier: MIT
/// Parameters at their bounds and past them.
#pragma once

#include <vector>

#include "contract_checks.hpp"

namespace understudy::conformance {

/// For an operation: one check that all parameters may be at a bound together, and for each that
/// has a bound one that a value past it is refused. `plain` is its sample call without holes.
void add_parameter_checks(const Subject& subject, const openapi::Operation& operation,
                          const SampleCall& call, const Request& plain, std::vector<Check>& checks);

}  // namespace understudy::conformance
