// SPDX-License-Identifier: MIT
#include <algorithm>

#include "check.hpp"

namespace understudy::conformance {

Relation find_relation(std::string_view name) {
  for (const auto family :
       {credential_relations(), filter_relations(), order_relations(), page_relations(),
        search_relations(), throttle_relations(), value_relations(), write_relations()}) {
    const auto found =
        std::find_if(family.begin(), family.end(),
                     [&](const NamedRelation& relation) { return relation.name == name; });
    if (found != family.end()) return found->make;
  }
  return nullptr;
}

}  // namespace understudy::conformance
