// SPDX-License-Identifier: MIT
/// Families that are not there yet.
#include "check.hpp"

namespace understudy::conformance {

__attribute__((weak)) std::span<const NamedRelation> filter_relations() { return {}; }
__attribute__((weak)) std::span<const NamedRelation> order_relations() { return {}; }
__attribute__((weak)) std::span<const NamedRelation> page_relations() { return {}; }
__attribute__((weak)) std::span<const NamedRelation> throttle_relations() { return {}; }
__attribute__((weak)) std::span<const NamedRelation> value_relations() { return {}; }
__attribute__((weak)) std::span<const NamedRelation> write_relations() { return {}; }

}  // namespace understudy::conformance
