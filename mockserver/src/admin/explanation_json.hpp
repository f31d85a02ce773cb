// SPDX-License-Identifier: MIT
/// Explanations, as the admin API sends them.
#pragma once

#include "understudy/base/json.hpp"
#include "understudy/mock/explanation.hpp"

namespace understudy::mock::admin {

/// Members that say nothing are left out.
Json explanation_json(const Explanation& explanation);
Json window_json(const ExplainedWindow& window);

}  // namespace understudy::mock::admin
