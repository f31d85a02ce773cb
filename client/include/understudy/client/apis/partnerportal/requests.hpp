// SPDX-License-Identifier: MIT
/// What the PartnerPortal API is asked: aggregates for designated initialisers. What is not set is
/// not sent.
///
/// Source:   partnerportal S1, S4, S5, S6
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>

#include "understudy/client/apis/partnerportal/records.hpp"
#include "understudy/client/json_codec.hpp"

namespace understudy::client::partnerportal {

/// There is neither a filter nor an order: leads come in the order of their creation.
struct ListLeadsRequest {
  std::string company_id = {};
  std::optional<std::int64_t> skip = {};   ///< leads to leave out; absent: 0
  std::optional<std::int64_t> limit = {};  ///< leads of a page, 1 and up; the host has a most
};

struct GetLeadRequest {
  std::string company_id = {};
  std::string lead_id = {};
};

struct NewLead {
  std::string last_name = {};
  std::optional<std::string> agent_id = {};
  std::optional<std::string> notes = {};
  std::optional<CustomFields> custom_fields = {};
  std::optional<std::string> company_name = {};
  std::optional<std::string> partner_organization_id = {};
  std::string platform = {};
  std::optional<Instant> close_date = {};
  std::string first_name = {};
  std::optional<std::string> phone = {};
  std::optional<std::string> website_url = {};
  std::optional<Decimal> value = {};
  std::optional<std::string> email = {};
  ExtraFields extra = {};
};
constexpr auto members_of(const NewLead* /*type*/) {
  return std::tuple{member("lastName", &NewLead::last_name),
                    member("agentId", &NewLead::agent_id),
                    member("notes", &NewLead::notes),
                    member("customFields", &NewLead::custom_fields),
                    member("companyName", &NewLead::company_name),
                    member("partnerOrganizationId", &NewLead::partner_organization_id),
                    member("platform", &NewLead::platform),
                    member("closeDate", &NewLead::close_date),
                    member("firstName", &NewLead::first_name),
                    member("phone", &NewLead::phone),
                    member("websiteUrl", &NewLead::website_url),
                    member("value", &NewLead::value),
                    member("email", &NewLead::email),
                    extra_members(&NewLead::extra)};
}

/// Twice the same makes two leads.
struct CreateLeadRequest {
  std::string company_id = {};
  NewLead lead = {};
};

/// What is absent stays as it is, null clears, a value replaces: `.email = std::nullopt` leaves the
/// address alone, `.email = Nullable<std::string>{}` clears it. Custom fields are merged one by
/// one.
struct LeadPatch {
  std::optional<std::string> last_name = {};
  std::optional<Nullable<std::string>> agent_id = {};
  std::optional<Nullable<std::string>> notes = {};
  std::optional<Nullable<CustomFields>> custom_fields = {};
  std::optional<Nullable<std::string>> company_name = {};
  std::optional<Nullable<std::string>> phase_id = {};
  std::optional<Nullable<std::string>> partner_organization_id = {};
  std::optional<std::string> platform = {};
  std::optional<Nullable<Instant>> close_date = {};
  std::optional<std::string> first_name = {};
  std::optional<Nullable<std::string>> phone = {};
  std::optional<Nullable<std::string>> website_url = {};
  std::optional<Nullable<Decimal>> value = {};
  std::optional<Nullable<std::string>> email = {};
  ExtraFields extra = {};
};
constexpr auto members_of(const LeadPatch* /*type*/) {
  return std::tuple{member("lastName", &LeadPatch::last_name),
                    member("agentId", &LeadPatch::agent_id),
                    member("notes", &LeadPatch::notes),
                    member("customFields", &LeadPatch::custom_fields),
                    member("companyName", &LeadPatch::company_name),
                    member("phaseId", &LeadPatch::phase_id),
                    member("partnerOrganizationId", &LeadPatch::partner_organization_id),
                    member("platform", &LeadPatch::platform),
                    member("closeDate", &LeadPatch::close_date),
                    member("firstName", &LeadPatch::first_name),
                    member("phone", &LeadPatch::phone),
                    member("websiteUrl", &LeadPatch::website_url),
                    member("value", &LeadPatch::value),
                    member("email", &LeadPatch::email),
                    extra_members(&LeadPatch::extra)};
}

struct UpdateLeadRequest {
  std::string company_id = {};
  std::string lead_id = {};
  LeadPatch changes = {};
};

struct CompanySchemaRequest {
  std::string company_id = {};
  std::string object = "lead";  ///< also "deal", "account", "partner"
};

/// A partner organisation may have custom fields of its own.
struct OrgSchemaRequest {
  std::string company_id = {};
  std::string partner_organization_id = {};
  std::string object = "lead";
};

}  // namespace understudy::client::partnerportal
