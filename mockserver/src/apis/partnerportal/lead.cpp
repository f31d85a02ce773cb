// SPDX-License-Identifier: MIT
#include "apis/partnerportal/lead.hpp"

#include <cassert>
#include <utility>

#include "apis/partnerportal/date_time.hpp"
#include "apis/partnerportal/fields.hpp"

namespace understudy::mock::partnerportal {

namespace {

/// A scalar as JSON; numbers stay as they were written. Dates are in UTC, whatever they were.
std::string scalar_text(JsonElement value, FieldType type) {
  std::string out;
  switch (value.kind()) {
    case JsonNode::Kind::boolean:
      return value.is_true() ? "true" : "false";
    case JsonNode::Kind::number:
      return std::string{value.text()};
    case JsonNode::Kind::string:
      if (type == FieldType::date_time) {
        // DateOnly::accepted: a date alone has passed validation, or it would not be here
        append_json_string(out, to_utc(value.text(), DateOnly::accepted).value_or(""));
      } else {
        append_json_string(out, value.text());
      }
      return out;
    case JsonNode::Kind::null:
    case JsonNode::Kind::array:
    case JsonNode::Kind::object:
      break;
  }
  return "null";
}

}  // namespace

LeadValues::LeadValues() : values_(lead_fields().size(), "null") {}

LeadValues::LeadValues(JsonElement record) : LeadValues() {
  const auto fields = lead_fields();
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const auto value = record.find(fields[i].id);
    if (value) values_[i] = scalar_text(*value, fields[i].type);
  }
}

void LeadValues::set_text(std::string_view field, std::string_view text) {
  const auto number = find_lead_field(field);
  assert(number && "the table has this field");
  std::string json;
  append_json_string(json, text);
  set(*number, std::move(json));
}

void LeadValues::take(JsonElement body, bool takes_phase, bool keeps_nulls) {
  const auto fields = lead_fields();
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const LeadField& field = fields[i];
    const bool is_taken =
        field.is_in_lead && (field.written == Written::by_create_and_update ||
                             (field.written == Written::by_update && takes_phase));
    const auto value = is_taken ? body.find(field.id) : std::nullopt;
    if (!value || (value->is_null() && keeps_nulls)) continue;
    values_[i] = scalar_text(*value, field.type);
  }
}

std::string LeadValues::write() const {
  std::string out;
  const auto fields = lead_fields();
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (!fields[i].is_in_lead) continue;
    out += out.empty() ? '{' : ',';
    append_json_string(out, fields[i].id);
    (out += ':') += values_[i];
  }
  return out + '}';
}

std::string make_lead(JsonElement body, std::string_view id, std::string_view company, WallTime now,
                      const Switches& switches) {
  LeadValues values;
  values.take(body, /*takes_phase=*/false, /*keeps_nulls=*/false);
  values.set_text("id", id);
  values.set_text("companyId", company);
  values.set_text("status", "active");  // S4.8: the one that is known
  if (!switches.is("create.default_phase", "null")) {
    values.set_text("phaseId", switches["create.default_phase"]);
  }
  const std::string time = write_date_time(now);
  for (const char* field : {"submissionDate", "createdAt", "updatedAt"}) {
    values.set_text(field, time);
  }
  return values.write();
}

std::string update_lead(JsonElement record, JsonElement body, WallTime now,
                        const Switches& switches) {
  LeadValues values{record};
  values.take(body, /*takes_phase=*/true, switches.is("update.null", "ignore"));
  values.set_text("updatedAt", write_date_time(now));
  return values.write();
}

Json write_custom_fields(Json before, JsonElement body, const Switches& switches) {
  const auto given = body.find("customFields");
  if (!given) return before;
  if (given->is_null()) return switches.is("update.null", "ignore") ? before : Json::object();
  Json after = switches.is("custom_fields.update", "replace") ? Json::object() : std::move(before);
  for (const JsonMember member : given->members()) {
    if (member.value.is_null()) {
      after.erase(std::string{member.name});
    } else {
      after[std::string{member.name}] = to_json(member.value);
    }
  }
  return after;
}

}  // namespace understudy::mock::partnerportal
