// SPDX-License-Identifier: MIT
#include "apis/partnerportal/fields.hpp"

#include <algorithm>
#include <array>

namespace understudy::mock::partnerportal {

namespace {

constexpr auto kBoth = Written::by_create_and_update;
constexpr auto kDateTime = FieldType::date_time;
constexpr auto kNumber = FieldType::number;
constexpr auto kText = FieldType::text;

/// S4.1, S4.2: a text that create has to be given.
constexpr LeadField required(std::string_view id, std::string_view label, int order) {
  return {id, kText, kBoth, /*is_required=*/true, /*is_in_lead=*/true, label, "input", order};
}

/// S4.1: a value or null.
constexpr LeadField optional(std::string_view id, std::string_view label, int order,
                             FieldType type = kText, std::string_view display_type = "input",
                             std::string_view collection = {}) {
  return {id,           type,  kBoth,     /*is_required=*/false, /*is_in_lead=*/true, label,
          display_type, order, collection};
}

/// S4.5 to S4.8, S4.12: what the server sets.
constexpr LeadField read_only(std::string_view id, FieldType type) { return {id, type}; }

constexpr std::array kLeadFields{
    required("lastName", "Last name", 1),
    optional("agentId", "Agent", 10, kText, "input", "agents"),
    optional("notes", "Notes", 9, kText, "textarea"),
    optional("companyName", "Company", 2),
    LeadField{"phaseId", kText, Written::by_update, /*is_required=*/false, /*is_in_lead=*/true,
              "Phase", "input", 12, "phases"},  // S4.3, S5.9
    optional("partnerOrganizationId", "Partner organization", 11, kText, "input",
             "partner-organizations"),
    read_only("submissionDate", kDateTime),
    read_only("totalCommission", kNumber),
    required("platform", "Platform", 6),
    optional("closeDate", "Close date", 8, kDateTime, "date"),
    required("firstName", "First name", 0),
    read_only("createdAt", kDateTime),
    read_only("companyId", kText),
    read_only("revenue", kNumber),
    optional("phone", "Phone", 4),
    optional("websiteUrl", "Website", 5),
    read_only("commissionPercent", kNumber),
    read_only("lockCommissionPercent", FieldType::boolean),
    read_only("id", kText),
    optional("value", "Value", 7, kNumber),
    optional("email", "Email", 3),
    read_only("status", kText),
    read_only("updatedAt", kDateTime),
    LeadField{"customFields", FieldType::object, kBoth, /*is_required=*/false,
              /*is_in_lead=*/false},  // A4
};

constexpr std::array kCustomFields{
    CustomField{"cf_region", "Region", 13},
    CustomField{"cf_tier", "Tier", 14, /*is_of_organization=*/true},
};

}  // namespace

std::string_view name_of(FieldType type) {
  switch (type) {
    case FieldType::boolean:
      return "boolean";
    case FieldType::date_time:
      return "datetime";
    case FieldType::number:
      return "number";
    case FieldType::object:
      return "object";
    case FieldType::text:
      return "string";
  }
  return "?";
}

std::span<const LeadField> lead_fields() { return kLeadFields; }

std::optional<std::size_t> find_lead_field(std::string_view id) {
  const auto it = std::find_if(kLeadFields.begin(), kLeadFields.end(),
                               [&](const LeadField& field) { return field.id == id; });
  if (it == kLeadFields.end()) return std::nullopt;
  return static_cast<std::size_t>(it - kLeadFields.begin());
}

std::span<const CustomField> custom_fields() { return kCustomFields; }

}  // namespace understudy::mock::partnerportal
