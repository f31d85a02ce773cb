// SPDX-License-Identifier: MIT
/// The names of PartnerTap's records on the wire, in the order in which the documents list them.
#pragma once

#include <tuple>

#include "understudy/client/apis/partnertap/records.hpp"

namespace understudy::client::partnertap {

constexpr auto members_of(const PartnerOrg* /*record*/) {
  using R = PartnerOrg;
  return std::tuple{member("partnerName", &R::partner_name),
                    member("partnerWebsite", &R::partner_website),
                    member("companyPartnerPublicId", &R::company_partner_public_id),
                    member("partnerType", &R::partner_type),
                    member("recommended", &R::recommended),
                    member("firstConnectedDate", &R::first_connected_date),
                    member("mostRecentConnectedDate", &R::most_recent_connected_date),
                    member("activeConnections", &R::active_connections),
                    member("lastPartnerSheetUploadDate", &R::last_partner_sheet_upload_date),
                    member("spreadsheetsShared", &R::spreadsheets_shared),
                    member("partnerOwner", &R::partner_owner),
                    member("partnerOwnerEmail", &R::partner_owner_email),
                    member("partnerOwnerPhone", &R::partner_owner_phone),
                    member("partnerOrgName", &R::partner_org_name),
                    extra_members(&R::extra)};
}

constexpr auto members_of(const PartnerFields* /*record*/) {
  using R = PartnerFields;
  return std::tuple{member("partneraccountname", &R::account_name),
                    member("partneraccounttype", &R::account_type),
                    member("partnercrmaccountid", &R::crm_account_id),
                    member("partnercountry", &R::country),
                    member("partnerzipcode", &R::zip_code),
                    member("partneriscustomer", &R::is_customer),
                    member("partnerisemployee", &R::is_employee),
                    member("partnerowner", &R::owner),
                    member("partnerowneridname", &R::owner_id_name),
                    member("partnerowneridemail", &R::owner_id_email),
                    member("partnerowneridphone", &R::owner_id_phone),
                    member("partnerowneridtitle", &R::owner_id_title),
                    member("partnertype", &R::type),
                    member("partnerregistrationdate", &R::registration_date),
                    member("partnerpartnereddate", &R::partnered_date),
                    member("partnertargetorgsize", &R::target_org_size),
                    member("partnerproduct", &R::product),
                    member("partnersystemssold", &R::systems_sold),
                    member("partnerisactive", &R::is_active),
                    member("partnerispartnerpaid", &R::is_partner_paid),
                    member("partnerorginternalid", &R::org_internal_id),
                    extra_members(&R::extra)};
}

constexpr auto members_of(const MatchedAccount* /*record*/) {
  using R = MatchedAccount;
  return std::tuple{member("accountName", &R::account_name),
                    member("dunsNumber", &R::duns_number),
                    member("companyPartnerPublicId", &R::company_partner_public_id),
                    member("companyPartnerName", &R::company_partner_name),
                    member("crmRecordId", &R::crm_record_id),
                    member("prmRecordId", &R::prm_record_id),
                    member("partnerType", &R::partner_type),
                    member("avgDealSize", &R::avg_deal_size),
                    member("partnerOwner", &R::partner_owner),
                    member("accountType", &R::account_type),
                    member("city", &R::city),
                    member("country", &R::country),
                    member("crmAccountId", &R::crm_account_id),
                    member("parent_account_id", &R::parent_account_id),
                    member("divisions", &R::divisions),
                    member("industry", &R::industry),
                    member("isCustomer", &R::is_customer),
                    member("numberOfEmployees", &R::number_of_employees),
                    member("naicsCode", &R::naics_code),
                    member("ncesId", &R::nces_id),
                    member("sicCode", &R::sic_code),
                    member("annualRevenue", &R::annual_revenue),
                    member("openOppCount", &R::open_opp_count),
                    member("closedOppCount", &R::closed_opp_count),
                    member("state", &R::state),
                    member("street", &R::street),
                    member("territory", &R::territory),
                    member("website", &R::website),
                    member("zipCode", &R::zip_code),
                    member("recentOpenOppDate", &R::recent_open_opp_date),
                    member("name", &R::name_spelling),
                    member("partnerFields", &R::partner_fields),
                    extra_members(&R::extra)};
}

constexpr auto members_of(const Column* /*record*/) {
  using R = Column;
  return std::tuple{member("title", &R::title),
                    member("key", &R::key),
                    member("type", &R::type),
                    member("isFromOtherFields", &R::is_from_other_fields),
                    member("isJson", &R::is_json),
                    member("isHidden", &R::is_hidden),
                    member("otherFieldsPrefix", &R::other_fields_prefix),
                    member("otherFieldsJsonPrefix", &R::other_fields_json_prefix),
                    member("active", &R::active),
                    member("values", &R::values),
                    member("crmAccountBaseUri", &R::crm_account_base_uri),
                    member("crmOpportunityBaseUri", &R::crm_opportunity_base_uri),
                    member("columnIndex", &R::column_index),
                    member("isPartnerData", &R::is_partner_data),
                    member("prefix", &R::prefix),
                    member("color", &R::color),
                    member("source", &R::source),
                    member("columnClassification", &R::classification),
                    extra_members(&R::extra)};
}

constexpr auto members_of(const FilterValue* /*record*/) {
  using R = FilterValue;
  return std::tuple{member("filterData", &R::value), member("filterRangeMin", &R::least),
                    member("filterRangeMax", &R::most), member("filterType", &R::type),
                    extra_members(&R::extra)};
}

constexpr auto members_of(const Report* /*record*/) {
  using R = Report;
  return std::tuple{member("channelReportType", &R::type), member("columns", &R::columns),
                    extra_members(&R::extra)};
}

}  // namespace understudy::client::partnertap
