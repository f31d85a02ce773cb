// SPDX-License-Identifier: MIT
/// Schemas of objects: which fields they have, for companies and for partner organizations.
///
/// Shape:    {"unifiedFields": [field...] by order, "standardFields": {id: field...},
///           "customFields": {id: field...}, "type": "object", "object": name}; field =
///           {"displayType", "isStandardField", "flags": {"updateable", "creatable"}, "label",
///           "type", "required", "order", "fieldId"}
/// Source:   S7; A9, A23
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace understudy::mock::partnerportal {

/// Which objects there are: the reading of `schema.objects`. The first one is the lead, whatever
/// its name; each other one has the field `name` alone (S7.7).
class ObjectNames {
 public:
  /// Reads "lead,deal": names between commas, blanks around them left out.
  explicit ObjectNames(std::string_view list);

  [[nodiscard]] bool knows(std::string_view object) const;
  [[nodiscard]] bool is_lead(std::string_view object) const;

 private:
  std::vector<std::string> names_;
};

/// Appends the schema of an object; `has_tier`: of an organization that has added its field.
void append_lead_schema(std::string& out, std::string_view object, bool has_tier);
void append_named_schema(std::string& out, std::string_view object);

}  // namespace understudy::mock::partnerportal
