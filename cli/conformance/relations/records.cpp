// SPDX-License-Identifier: MIT
#include "records.hpp"

#include "../src/rules.hpp"

namespace understudy::conformance {

std::optional<std::string> lost_member(const Json& row, const Json& record, const std::string& at,
                                       const std::string& except) {
  if (!at.empty() && at == except) return std::nullopt;
  if (!row.is_object() || !record.is_object()) {
    return row == record ? std::nullopt : std::optional{at};
  }
  for (const auto& [name, value] : row.items()) {
    const std::string place = at + "/" + pointer_token(name);
    if (place == except) continue;
    if (!record.contains(name)) return place;
    if (auto lost = lost_member(value, record[name], place, except)) return lost;
  }
  return std::nullopt;
}

}  // namespace understudy::conformance
