// SPDX-License-Identifier: MIT
/// What the PartnerPortal API answers: leads, and the fields that objects have.
///
/// Source:   partnerportal S2, S4, S7
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "understudy/client/json_codec.hpp"

namespace understudy::client::partnerportal {

/// By field id; null in an update removes one.
using CustomFields = std::map<std::string, Json>;

/// Only the first value is documented.
enum class LeadStatus : std::uint8_t { active };
constexpr std::array<EnumName<LeadStatus>, 1> names_of(const LeadStatus* /*type*/) {
  return {{{"active", LeadStatus::active}}};
}

/// Amounts are as the host writes them. Custom fields are not echoed by default.
struct Lead {
  std::string last_name = {};
  std::optional<std::string> agent_id = {};
  std::optional<std::string> notes = {};
  std::optional<std::string> company_name = {};
  std::optional<std::string> phase_id = {};
  std::optional<std::string> partner_organization_id = {};
  std::optional<Instant> submission_date = {};
  std::optional<Decimal> total_commission = {};
  std::string platform = {};
  std::optional<Instant> close_date = {};
  std::string first_name = {};
  std::optional<Instant> created_at = {};
  std::optional<std::string> company_id = {};
  std::optional<Decimal> revenue = {};
  std::optional<std::string> phone = {};
  std::optional<std::string> website_url = {};
  std::optional<Decimal> commission_percent = {};
  std::optional<bool> lock_commission_percent = {};
  std::string id = {};
  std::optional<Decimal> value = {};
  std::optional<std::string> email = {};
  OpenEnum<LeadStatus> status = {};
  std::optional<Instant> updated_at = {};
  std::optional<CustomFields> custom_fields = {};
  ExtraFields extra = {};

  friend bool operator==(const Lead&, const Lead&) = default;
};
constexpr auto members_of(const Lead* /*type*/) {
  return std::tuple{member("lastName", &Lead::last_name),
                    member("agentId", &Lead::agent_id),
                    member("notes", &Lead::notes),
                    member("companyName", &Lead::company_name),
                    member("phaseId", &Lead::phase_id),
                    member("partnerOrganizationId", &Lead::partner_organization_id),
                    member("submissionDate", &Lead::submission_date),
                    member("totalCommission", &Lead::total_commission),
                    member("platform", &Lead::platform),
                    member("closeDate", &Lead::close_date),
                    member("firstName", &Lead::first_name),
                    member("createdAt", &Lead::created_at),
                    member("companyId", &Lead::company_id),
                    member("revenue", &Lead::revenue),
                    member("phone", &Lead::phone),
                    member("websiteUrl", &Lead::website_url),
                    member("commissionPercent", &Lead::commission_percent),
                    member("lockCommissionPercent", &Lead::lock_commission_percent),
                    member("id", &Lead::id),
                    member("value", &Lead::value),
                    member("email", &Lead::email),
                    member("status", &Lead::status),
                    member("updatedAt", &Lead::updated_at),
                    member("customFields", &Lead::custom_fields),
                    extra_members(&Lead::extra)};
}

struct FieldFlags {
  bool updateable = false;
  bool creatable = false;
  ExtraFields extra = {};

  friend bool operator==(const FieldFlags&, const FieldFlags&) = default;
};
constexpr auto members_of(const FieldFlags* /*type*/) {
  return std::tuple{member("updateable", &FieldFlags::updateable),
                    member("creatable", &FieldFlags::creatable), extra_members(&FieldFlags::extra)};
}

/// Only the first display type and the first type are documented: both are texts.
struct UnifiedField {
  std::string display_type = {};
  bool is_standard_field = false;
  FieldFlags flags = {};
  std::string label = {};
  std::string type = {};
  bool required = false;
  Decimal order = {};
  std::string field_id = {};
  ExtraFields extra = {};

  friend bool operator==(const UnifiedField&, const UnifiedField&) = default;
};
constexpr auto members_of(const UnifiedField* /*type*/) {
  return std::tuple{member("displayType", &UnifiedField::display_type),
                    member("isStandardField", &UnifiedField::is_standard_field),
                    member("flags", &UnifiedField::flags),
                    member("label", &UnifiedField::label),
                    member("type", &UnifiedField::type),
                    member("required", &UnifiedField::required),
                    member("order", &UnifiedField::order),
                    member("fieldId", &UnifiedField::field_id),
                    extra_members(&UnifiedField::extra)};
}

/// The two maps hold what their document says only by their names: objects by field id.
struct ObjectSchema {
  std::vector<UnifiedField> unified_fields = {};
  std::map<std::string, Json> standard_fields = {};
  std::map<std::string, Json> custom_fields = {};
  std::string type = {};
  std::string object = {};
  ExtraFields extra = {};

  friend bool operator==(const ObjectSchema&, const ObjectSchema&) = default;
};
constexpr auto members_of(const ObjectSchema* /*type*/) {
  return std::tuple{member("unifiedFields", &ObjectSchema::unified_fields),
                    member("standardFields", &ObjectSchema::standard_fields),
                    member("customFields", &ObjectSchema::custom_fields),
                    member("type", &ObjectSchema::type),
                    member("object", &ObjectSchema::object),
                    extra_members(&ObjectSchema::extra)};
}

struct SchemaData {
  ObjectSchema schema = {};
  ExtraFields extra = {};
};
constexpr auto members_of(const SchemaData* /*type*/) {
  return std::tuple{member("schema", &SchemaData::schema), extra_members(&SchemaData::extra)};
}

struct Context {
  std::string request_id = {};  ///< another one for each request
  ExtraFields extra = {};
};
constexpr auto members_of(const Context* /*type*/) {
  return std::tuple{member("requestId", &Context::request_id), extra_members(&Context::extra)};
}

/// What every answer is wrapped in. `status` is the HTTP status, or 0 on hosts that do not set it.
template <typename T>
struct Envelope {
  T data = {};
  Context context = {};
  std::int64_t status = 0;
  ExtraFields extra = {};
};
template <typename T>
constexpr auto members_of(const Envelope<T>* /*type*/) {
  return std::tuple{member("data", &Envelope<T>::data), member("context", &Envelope<T>::context),
                    member("status", &Envelope<T>::status), extra_members(&Envelope<T>::extra)};
}

/// Tells no total: behind the last lead there is an empty page.
using LeadPage = Envelope<std::vector<Lead>>;
using LeadAnswer = Envelope<Lead>;
using SchemaAnswer = Envelope<SchemaData>;

}  // namespace understudy::client::partnerportal
