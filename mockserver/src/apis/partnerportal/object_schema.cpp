// SPDX-License-Identifier: MIT
#include "apis/partnerportal/object_schema.hpp"

#include <algorithm>

#include "apis/partnerportal/fields.hpp"
#include "blanks.hpp"
#include "understudy/base/json.hpp"

namespace understudy::mock::partnerportal {

namespace {

struct UnifiedField {
  std::string_view id;
  std::string_view label;
  std::string_view type = "string";
  std::string_view display_type = "input";
  bool is_standard = true;
  bool is_required = false;
  bool is_creatable = true;
  int order = 0;
};

void append_flag(std::string& out, std::string_view start, bool value) {
  (out += start) += value ? "true" : "false";
}

void append_text(std::string& out, std::string_view start, std::string_view text) {
  out += start;
  append_json_string(out, text);
}

void append_field(std::string& out, const UnifiedField& field) {
  append_text(out, R"({"displayType":)", field.display_type);
  append_flag(out, R"(,"isStandardField":)", field.is_standard);
  append_flag(out, R"(,"flags":{"updateable":true,"creatable":)", field.is_creatable);
  append_text(out, R"(},"label":)", field.label);
  append_text(out, R"(,"type":)", field.type);
  append_flag(out, R"(,"required":)", field.is_required);
  out += R"(,"order":)" + std::to_string(field.order);
  append_text(out, R"(,"fieldId":)", field.id);
  out += '}';
}

/// {id: field...} of the standard fields, or of the others.
void append_map(std::string& out, const std::vector<UnifiedField>& fields, bool standard) {
  out += '{';
  for (const UnifiedField& field : fields) {
    if (field.is_standard != standard) continue;
    append_text(out, out.back() == '{' ? "" : ",", field.id);
    out += ':';
    append_field(out, field);
  }
  out += '}';
}

void append_schema(std::string& out, std::string_view object,
                   const std::vector<UnifiedField>& fields) {
  out += R"({"unifiedFields":[)";
  for (const UnifiedField& field : fields) {
    if (&field != &fields.front()) out += ',';
    append_field(out, field);
  }
  out += R"(],"standardFields":)";
  append_map(out, fields, true);
  out += R"(,"customFields":)";
  append_map(out, fields, false);
  append_text(out, R"(,"type":"object","object":)", object);
  out += '}';
}

}  // namespace

ObjectNames::ObjectNames(std::string_view list) {
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    const std::string_view name = trim(list.substr(0, comma), kFieldBlanks);
    if (!name.empty()) names_.emplace_back(name);
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
}

bool ObjectNames::knows(std::string_view object) const {
  return std::find(names_.begin(), names_.end(), object) != names_.end();
}

bool ObjectNames::is_lead(std::string_view object) const {
  return !names_.empty() && names_.front() == object;
}

void append_lead_schema(std::string& out, std::string_view object, bool has_tier) {
  std::vector<UnifiedField> fields;
  for (const LeadField& field : lead_fields()) {
    if (field.order < 0) continue;
    fields.push_back({.id = field.id,
                      .label = field.label,
                      .type = name_of(field.type),
                      .display_type = field.display_type,
                      .is_required = field.is_required,
                      .is_creatable = field.written == Written::by_create_and_update,
                      .order = field.order});
  }
  for (const CustomField& field : custom_fields()) {
    if (field.is_of_organization && !has_tier) continue;
    fields.push_back(
        {.id = field.id, .label = field.label, .is_standard = false, .order = field.order});
  }
  std::sort(fields.begin(), fields.end(),
            [](const UnifiedField& a, const UnifiedField& b) { return a.order < b.order; });
  append_schema(out, object, fields);
}

void append_named_schema(std::string& out, std::string_view object) {
  append_schema(out, object, {{.id = "name", .label = "Name", .is_required = true}});
}

}  // namespace understudy::mock::partnerportal
