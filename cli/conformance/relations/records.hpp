// SPDX-License-Identifier: MIT
/// Records compared with what stands of them elsewhere.
#pragma once

#include <optional>
#include <string>

#include "understudy/base/json.hpp"

namespace understudy::conformance {

/// Whether all that a row says is said again, members of objects one by one; the first that is
/// not. What stands at `except` may differ.
std::optional<std::string> lost_member(const Json& row, const Json& record, const std::string& at,
                                       const std::string& except = {});

}  // namespace understudy::conformance
