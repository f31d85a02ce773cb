// SPDX-License-Identifier: MIT
/// What the ECG organizations API v2 is asked: aggregates for designated initialisers. What is not
/// set is not sent.
///
/// Source:   ecg S6, S7, S9
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

/// Conditions combine with and, the values of one with or. An empty list is no condition; a record
/// without criteria fails every condition on them.
struct ListPartnersRequest {
  std::optional<Direction> order_by = {};
  std::optional<std::int64_t> skip = {};  ///< in pages, from 0
  std::optional<std::int64_t> take = {};  ///< records of a page, 1 to 1000; absent: 10
  std::vector<Include> include = {};
  std::vector<LifeCycle> status = {};  ///< empty: all but the archived ones
  std::vector<std::string> partner_status = {};
  std::vector<std::string> commission_payout_status = {};
  std::optional<std::string> search_term = {};
  /// Needs Include::partner_type.
  std::vector<std::string> partner_type_ids = {};
  std::vector<std::string> partner_ids = {};
  std::optional<bool> w9_submitted = {};
  std::optional<bool> enable_commissions = {};
  std::optional<bool> is_w2 = {};
};

struct GetPartnerRequest {
  std::string partner_id = {};  ///< UUID
  std::vector<Include> include = {};
};

struct NewOrganization {
  std::optional<std::string> legacy_identifier = {};
  std::optional<std::string> parent_id = {};  ///< UUID
  std::optional<std::string> type = {};
  std::optional<std::string> hco_xref_id = {};
  std::string business_name = {};  ///< not empty
  std::optional<std::string> display_name = {};
  std::optional<Json> integration_metadata = {};  ///< an object
  std::optional<std::vector<Address>> addresses = {};
  std::optional<std::vector<PhoneNumber>> phone_numbers = {};
  std::optional<std::string> on_boarding_partner_id = {};  ///< UUID
  std::optional<std::string> origination_source = {};
  std::optional<OnBoardingStatus> on_boarding_status = {};
  std::optional<OrganizationStatus> organization_status = {};
  std::optional<std::string> rrms_site_group_id = {};
  std::optional<Instant> sign_on_date = {};
  std::optional<std::string> timezone_id = {};
  std::optional<std::string> action_plan_code = {};
  std::optional<std::vector<std::string>> vendor_profile_ids = {};  ///< UUIDs
  ExtraFields extra = {};
};
constexpr auto members_of(const NewOrganization* /*type*/) {
  return std::tuple{member("legacyIdentifier", &NewOrganization::legacy_identifier),
                    member("parentId", &NewOrganization::parent_id),
                    member("type", &NewOrganization::type),
                    member("hcoXrefId", &NewOrganization::hco_xref_id),
                    member("businessName", &NewOrganization::business_name),
                    member("displayName", &NewOrganization::display_name),
                    member("integrationMetadata", &NewOrganization::integration_metadata),
                    member("addresses", &NewOrganization::addresses),
                    member("phoneNumbers", &NewOrganization::phone_numbers),
                    member("onBoardingPartnerId", &NewOrganization::on_boarding_partner_id),
                    member("originationSource", &NewOrganization::origination_source),
                    member("onBoardingStatus", &NewOrganization::on_boarding_status),
                    member("organizationStatus", &NewOrganization::organization_status),
                    member("rrmsSiteGroupId", &NewOrganization::rrms_site_group_id),
                    member("signOnDate", &NewOrganization::sign_on_date),
                    member("timezoneId", &NewOrganization::timezone_id),
                    member("actionPlanCode", &NewOrganization::action_plan_code),
                    member("vendorProfileIds", &NewOrganization::vendor_profile_ids),
                    extra_members(&NewOrganization::extra)};
}

struct NewPartnerCriteria {
  std::optional<std::string> partner_type_id = {};  ///< UUID
  std::optional<std::string> status = {};           ///< known: "active", "on-boarded"
  std::optional<std::string> commission_payout_status = {};
  std::optional<std::chrono::year_month_day> deactivated_date = {};
  std::optional<std::chrono::year_month_day> onboarding_date = {};
  std::optional<std::chrono::year_month_day> sales_cut_off_date = {};
  std::optional<bool> enable_commissions = {};
  std::optional<bool> w9_submitted = {};
  std::optional<bool> is_w2 = {};
  ExtraFields extra = {};
};
constexpr auto members_of(const NewPartnerCriteria* /*type*/) {
  return std::tuple{member("partnerTypeId", &NewPartnerCriteria::partner_type_id),
                    member("status", &NewPartnerCriteria::status),
                    member("commissionPayoutStatus", &NewPartnerCriteria::commission_payout_status),
                    member("deactivatedDate", &NewPartnerCriteria::deactivated_date),
                    member("onboardingDate", &NewPartnerCriteria::onboarding_date),
                    member("salesCutOffDate", &NewPartnerCriteria::sales_cut_off_date),
                    member("enableCommissions", &NewPartnerCriteria::enable_commissions),
                    member("w9Submitted", &NewPartnerCriteria::w9_submitted),
                    member("isW2", &NewPartnerCriteria::is_w2),
                    extra_members(&NewPartnerCriteria::extra)};
}

struct PurposeCode {
  std::optional<std::string> name = {};
};
constexpr auto members_of(const PurposeCode* /*type*/) {
  return std::tuple{member("name", &PurposeCode::name)};
}

struct PaymentPurpose {
  std::optional<PurposeCode> code = {};
  std::optional<std::string> text = {};
};
constexpr auto members_of(const PaymentPurpose* /*type*/) {
  return std::tuple{member("code", &PaymentPurpose::code), member("text", &PaymentPurpose::text)};
}

struct RegulatoryField {
  std::optional<std::string> name = {};
  std::optional<std::string> value = {};
};
constexpr auto members_of(const RegulatoryField* /*type*/) {
  return std::tuple{member("name", &RegulatoryField::name),
                    member("value", &RegulatoryField::value)};
}

struct BankAccount {
  std::optional<PaymentPurpose> payment_purpose = {};
  std::optional<std::string> type = {};  ///< "CHECKING"
  std::optional<std::string> payee_name = {};
  std::optional<std::string> name_on_account = {};
  std::optional<std::string> account_number = {};
  std::optional<std::string> routing_number = {};
  std::optional<std::vector<RegulatoryField>> regulatory_fields = {};
};
constexpr auto members_of(const BankAccount* /*type*/) {
  return std::tuple{member("paymentPurpose", &BankAccount::payment_purpose),
                    member("type", &BankAccount::type),
                    member("payeeName", &BankAccount::payee_name),
                    member("nameOnAccount", &BankAccount::name_on_account),
                    member("accountNumber", &BankAccount::account_number),
                    member("routingNumber", &BankAccount::routing_number),
                    member("regulatoryFields", &BankAccount::regulatory_fields)};
}

/// Where commissions are paid. No answer shows it, and no message of ours shows its numbers.
struct VendorAccount {
  std::optional<std::string> currency = {};
  std::optional<std::string> account_number = {};
  std::optional<std::string> email = {};
  std::optional<BankAccount> bank_account = {};
  ExtraFields extra = {};
};
constexpr auto members_of(const VendorAccount* /*type*/) {
  return std::tuple{member("currency", &VendorAccount::currency),
                    member("accountNumber", &VendorAccount::account_number),
                    member("email", &VendorAccount::email),
                    member("bankAccount", &VendorAccount::bank_account),
                    extra_members(&VendorAccount::extra)};
}

/// Twice the same makes two partners.
struct CreatePartnerRequest {
  NewOrganization organization = {};
  std::optional<NewPartnerCriteria> partner_criteria = {};
  std::optional<VendorAccount> vendor_account = {};
  bool create_apptivo_account = false;       ///< open an account there, too
  bool create_bill_dot_com_profile = false;  ///< open a profile there, too
};
/// Of its body.
constexpr auto members_of(const CreatePartnerRequest* /*type*/) {
  return std::tuple{member("organization", &CreatePartnerRequest::organization),
                    member("partnerCriteria", &CreatePartnerRequest::partner_criteria),
                    member("vendorAccount", &CreatePartnerRequest::vendor_account)};
}

}  // namespace understudy::client::ecg
