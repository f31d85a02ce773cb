// SPDX-License-Identifier: MIT
/// Rules on lists whose direction alone can be chosen, by a key that nobody tells.
#pragma once

#include <vector>

#include "../src/engine/check.hpp"

namespace understudy::conformance {

/// "order-turns"
std::vector<Check> order_turns(const Subject& subject, const RuleSpec& rule);

/// "turn-default"
std::vector<Check> turn_default(const Subject& subject, const RuleSpec& rule);

/// "turn-crosses-pages"
std::vector<Check> turn_crosses_pages(const Subject& subject, const RuleSpec& rule);

}  // namespace understudy::conformance
