// SPDX-License-Identifier: MIT
/// What the ECG organizations API v2 answers about partners.
///
/// Source:   ecg S5, S6, S11
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "understudy/client/apis/ecg/values.hpp"
#include "understudy/client/json_codec.hpp"

namespace understudy::client::ecg {

struct ArchiveInfo {
  bool archived = false;
  std::optional<Instant> archived_status_changed_at = {};
  ExtraFields extra = {};
};
constexpr auto members_of(const ArchiveInfo* /*type*/) {
  return std::tuple{member("archived", &ArchiveInfo::archived),
                    member("archivedStatusChangedAt", &ArchiveInfo::archived_status_changed_at),
                    extra_members(&ArchiveInfo::extra)};
}

struct ActiveInfo {
  bool active = false;
  std::optional<Instant> active_status_changed_at = {};
  ExtraFields extra = {};
};
constexpr auto members_of(const ActiveInfo* /*type*/) {
  return std::tuple{member("active", &ActiveInfo::active),
                    member("activeStatusChangedAt", &ActiveInfo::active_status_changed_at),
                    extra_members(&ActiveInfo::extra)};
}

struct AuditInfo {
  Instant created_at = {};
  std::optional<std::string> created_by = {};  ///< UUID
  std::optional<Instant> updated_at = {};
  std::optional<std::string> updated_by = {};  ///< UUID
  ExtraFields extra = {};
};
constexpr auto members_of(const AuditInfo* /*type*/) {
  return std::tuple{member("createdAt", &AuditInfo::created_at),
                    member("createdBy", &AuditInfo::created_by),
                    member("updatedAt", &AuditInfo::updated_at),
                    member("updatedBy", &AuditInfo::updated_by), extra_members(&AuditInfo::extra)};
}

/// An address as it is kept; what else a host tells of it, as its id, is in `extra`.
struct PartyAddress : Address {
  std::optional<std::string> id = {};
  ExtraFields extra = {};
};
constexpr auto members_of(const PartyAddress* /*type*/) {
  return std::tuple_cat(std::tuple{member("id", &PartyAddress::id)},
                        members_of(static_cast<const Address*>(nullptr)),
                        std::tuple{extra_members(&PartyAddress::extra)});
}

struct PartyPhoneNumber : PhoneNumber {
  std::optional<std::string> id = {};
  ExtraFields extra = {};
};
constexpr auto members_of(const PartyPhoneNumber* /*type*/) {
  return std::tuple_cat(std::tuple{member("id", &PartyPhoneNumber::id)},
                        members_of(static_cast<const PhoneNumber*>(nullptr)),
                        std::tuple{extra_members(&PartyPhoneNumber::extra)});
}

struct Party {
  std::string id = {};
  std::optional<std::string> legacy_identifier = {};
  ArchiveInfo archive_info = {};
  AuditInfo audit_info = {};
  ActiveInfo active_info = {};
  std::optional<std::vector<PartyPhoneNumber>> phone_numbers = {};
  std::optional<std::vector<PartyAddress>> addresses = {};
  ExtraFields extra = {};
};
constexpr auto members_of(const Party* /*type*/) {
  return std::tuple{member("id", &Party::id),
                    member("legacyIdentifier", &Party::legacy_identifier),
                    member("archiveInfo", &Party::archive_info),
                    member("auditInfo", &Party::audit_info),
                    member("activeInfo", &Party::active_info),
                    member("phoneNumbers", &Party::phone_numbers),
                    member("addresses", &Party::addresses),
                    extra_members(&Party::extra)};
}

/// Its content is elided in the document: id and name are guesses.
struct PartnerType {
  std::optional<std::string> id = {};
  std::optional<std::string> name = {};
  ExtraFields extra = {};
};
constexpr auto members_of(const PartnerType* /*type*/) {
  return std::tuple{member("id", &PartnerType::id), member("name", &PartnerType::name),
                    extra_members(&PartnerType::extra)};
}

/// Days of a request come back as midnight UTC.
struct PartnerCriteria {
  std::string id = {};
  std::optional<PartnerType> partner_type = {};  ///< with Include::partner_type only
  std::optional<std::string> status = {};        ///< "on-boarded", "active"
  std::optional<std::string> commission_payout_status = {};
  std::optional<Instant> deactivated_date = {};
  std::optional<Instant> onboarding_date = {};
  std::optional<Instant> sales_cut_off_date = {};
  std::optional<bool> enable_commissions = {};
  std::optional<bool> w9_submitted = {};
  std::optional<bool> is_w2 = {};
  std::optional<Json> vendor_metadata = {};
  ExtraFields extra = {};
};
constexpr auto members_of(const PartnerCriteria* /*type*/) {
  return std::tuple{member("id", &PartnerCriteria::id),
                    member("partnerType", &PartnerCriteria::partner_type),
                    member("status", &PartnerCriteria::status),
                    member("commissionPayoutStatus", &PartnerCriteria::commission_payout_status),
                    member("deactivatedDate", &PartnerCriteria::deactivated_date),
                    member("onboardingDate", &PartnerCriteria::onboarding_date),
                    member("salesCutOffDate", &PartnerCriteria::sales_cut_off_date),
                    member("enableCommissions", &PartnerCriteria::enable_commissions),
                    member("w9Submitted", &PartnerCriteria::w9_submitted),
                    member("isW2", &PartnerCriteria::is_w2),
                    member("vendorMetadata", &PartnerCriteria::vendor_metadata),
                    extra_members(&PartnerCriteria::extra)};
}

struct VendorProfile {
  std::string id = {};
  std::optional<std::string> name = {};
  std::optional<std::string> source = {};
  std::optional<std::string> description = {};
  AuditInfo audit_info = {};
  ActiveInfo active_info = {};
  ExtraFields extra = {};
};
constexpr auto members_of(const VendorProfile* /*type*/) {
  return std::tuple{member("id", &VendorProfile::id),
                    member("name", &VendorProfile::name),
                    member("source", &VendorProfile::source),
                    member("description", &VendorProfile::description),
                    member("auditInfo", &VendorProfile::audit_info),
                    member("activeInfo", &VendorProfile::active_info),
                    extra_members(&VendorProfile::extra)};
}

/// One object, or an array of them: the document shows one, a request may ask for several.
struct VendorProfiles {
  std::vector<VendorProfile> list = {};
};

/// What every partner has, also one inside of another.
struct PartnerFields {
  std::string id = {};
  std::optional<std::string> type = {};
  std::optional<OpenEnum<LifeCycle>> status = {};
  std::optional<std::string> hco_xref_id = {};
  std::optional<std::string> business_name = {};
  std::optional<std::string> display_name = {};
  std::optional<Json> integration_metadata = {};
  std::optional<std::vector<std::string>> nodes = {};           ///< ids of direct children
  std::optional<std::vector<std::string>> ancestry_nodes = {};  ///< ids, the parent last
  std::optional<std::string> origination_source = {};
  std::optional<OnBoardingStatus> on_boarding_status = {};
  std::optional<OrganizationStatus> organization_status = {};
  std::optional<std::string> rrms_site_group_id = {};
  std::optional<std::string> timezone_id = {};
  ArchiveInfo archive_info = {};
  AuditInfo audit_info = {};
  ActiveInfo active_info = {};
  std::optional<Party> party = {};
  std::optional<Instant> sign_on_date = {};
  std::optional<std::string> action_plan_code = {};
  std::optional<std::string> customer_id = {};
  std::optional<PartnerCriteria> partner_criteria = {};
  std::optional<VendorProfiles> vendor_profiles = {};
};
constexpr auto members_of(const PartnerFields* /*type*/) {
  return std::tuple{member("id", &PartnerFields::id),
                    member("type", &PartnerFields::type),
                    member("status", &PartnerFields::status),
                    member("hcoXrefId", &PartnerFields::hco_xref_id),
                    member("businessName", &PartnerFields::business_name),
                    member("displayName", &PartnerFields::display_name),
                    member("integrationMetadata", &PartnerFields::integration_metadata),
                    member("nodes", &PartnerFields::nodes),
                    member("ancestryNodes", &PartnerFields::ancestry_nodes),
                    member("originationSource", &PartnerFields::origination_source),
                    member("onBoardingStatus", &PartnerFields::on_boarding_status),
                    member("organizationStatus", &PartnerFields::organization_status),
                    member("rrmsSiteGroupId", &PartnerFields::rrms_site_group_id),
                    member("timezoneId", &PartnerFields::timezone_id),
                    member("archiveInfo", &PartnerFields::archive_info),
                    member("auditInfo", &PartnerFields::audit_info),
                    member("activeInfo", &PartnerFields::active_info),
                    member("party", &PartnerFields::party),
                    member("signOnDate", &PartnerFields::sign_on_date),
                    member("actionPlanCode", &PartnerFields::action_plan_code),
                    member("customerId", &PartnerFields::customer_id),
                    member("partnerCriteria", &PartnerFields::partner_criteria),
                    member("vendorProfiles", &PartnerFields::vendor_profiles)};
}

/// A partner inside of another: it has no relations of its own.
struct RelatedPartner : PartnerFields {
  ExtraFields extra = {};
};
constexpr auto members_of(const RelatedPartner* /*type*/) {
  return std::tuple_cat(members_of(static_cast<const PartnerFields*>(nullptr)),
                        std::tuple{extra_members(&RelatedPartner::extra)});
}

/// A relation is absent when nobody included it, and null when there is no such partner.
struct Partner : PartnerFields {
  std::optional<Nullable<RelatedPartner>> on_boarding_partner = {};
  std::optional<Nullable<RelatedPartner>> parent_partner = {};
  std::optional<Nullable<std::vector<RelatedPartner>>> subsidiaries = {};
  ExtraFields extra = {};
};
constexpr auto members_of(const Partner* /*type*/) {
  return std::tuple_cat(
      members_of(static_cast<const PartnerFields*>(nullptr)),
      std::tuple{member("onBoardingPartner", &Partner::on_boarding_partner),
                 member("parentPartner", &Partner::parent_partner),
                 member("subsidiaries", &Partner::subsidiaries), extra_members(&Partner::extra)});
}

struct PartnerPage {
  std::vector<Partner> items = {};
  std::int64_t current_page_number = 0;
  std::int64_t records_per_page = 0;
  std::int64_t total_records = 0;
  std::int64_t total_pages = 0;
  ExtraFields extra = {};
};
constexpr auto members_of(const PartnerPage* /*type*/) {
  return std::tuple{member("items", &PartnerPage::items),
                    member("currentPageNumber", &PartnerPage::current_page_number),
                    member("recordsPerPage", &PartnerPage::records_per_page),
                    member("totalRecords", &PartnerPage::total_records),
                    member("totalPages", &PartnerPage::total_pages),
                    extra_members(&PartnerPage::extra)};
}

}  // namespace understudy::client::ecg

namespace understudy::client {

template <>
struct Codec<ecg::VendorProfiles> {
  static bool read(JsonElement value, ecg::VendorProfiles& out, ReadProblem& problem) {
    if (value.is_array()) return read_value(value, out.list, problem);
    out.list.clear();
    return read_value(value, out.list.emplace_back(), problem);
  }
  static void write(std::string& out, const ecg::VendorProfiles& value) {
    append_json(out, value.list);
  }
};

}  // namespace understudy::client
