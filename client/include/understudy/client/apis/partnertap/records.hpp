// SPDX-License-Identifier: MIT
/// What PartnerTap's reports are made of: partner orgs, matched accounts, columns and their values.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "understudy/client/cell.hpp"
#include "understudy/client/json_codec.hpp"
#include "understudy/client/json_types.hpp"

namespace understudy::client::partnertap {

enum class ReportType : std::uint8_t { connected_partner_orgs, matched_accounts };

constexpr std::array<EnumName<ReportType>, 2> names_of(const ReportType* /*type*/) {
  return {{{"PARTNER_ORG_CONNECTED_PARTNER_ORGS", ReportType::connected_partner_orgs},
           {"PARTNER_ORG_MATCHED_ACCOUNTS", ReportType::matched_accounts}}};
}

/// mutual: partner orgs that are connected in both directions; all_partner_orgs: every one.
enum class MatchingType : std::uint8_t { all_partner_orgs, mutual };

constexpr std::array<EnumName<MatchingType>, 2> names_of(const MatchingType* /*type*/) {
  return {{{"ALL_PARTNER_ORGS", MatchingType::all_partner_orgs}, {"MUTUAL", MatchingType::mutual}}};
}

/// A row of the connected partner orgs. Only its id is certain to be there.
///
/// Units:    dates in whole seconds
/// Source:   partnertap S8
struct PartnerOrg {
  TextCell partner_name = {};
  TextCell partner_website = {};
  std::string company_partner_public_id = {};  ///< UUID, for MatchedAccountsRequest
  TextCell partner_type = {};
  FlagCell recommended = {};
  DateCell first_connected_date = {};
  DateCell most_recent_connected_date = {};
  NumberCell active_connections = {};
  DateCell last_partner_sheet_upload_date = {};
  NumberCell spreadsheets_shared = {};
  TextCell partner_owner = {};
  TextCell partner_owner_email = {};
  TextCell partner_owner_phone = {};
  TextCell partner_org_name = {};  ///< another spelling of `partner_name`
  ExtraFields extra = {};

  /// By the spelling that the host has sent; null where it has sent none.
  [[nodiscard]] const std::string* name() const {
    return partner_name.value() != nullptr ? partner_name.value() : partner_org_name.value();
  }

  friend bool operator==(const PartnerOrg&, const PartnerOrg&) = default;
};

/// What the partner shares of a matched account: the fields that the documents show, and the
/// custom ones in `extra`. Which of them appear is up to the partner.
///
/// Source:   partnertap S9
struct PartnerFields {
  TextCell account_name = {};
  TextCell account_type = {};
  TextCell crm_account_id = {};
  TextCell country = {};
  TextCell zip_code = {};
  FlagCell is_customer = {};
  FlagCell is_employee = {};
  TextCell owner = {};
  TextCell owner_id_name = {};
  TextCell owner_id_email = {};
  TextCell owner_id_phone = {};
  TextCell owner_id_title = {};
  TextCell type = {};
  DateCell registration_date = {};
  DateCell partnered_date = {};
  TextCell target_org_size = {};
  TextCell product = {};
  NumberCell systems_sold = {};
  FlagCell is_active = {};
  FlagCell is_partner_paid = {};
  NumberCell org_internal_id = {};
  ExtraFields extra = {};

  friend bool operator==(const PartnerFields&, const PartnerFields&) = default;
};

/// A row of the accounts in common with one partner org: own fields, custom CRM fields in `extra`,
/// and what the partner shares.
///
/// Units:    amounts exactly as sent, in the currency of the CRM; dates in whole seconds
/// Source:   partnertap S9
struct MatchedAccount {
  TextCell account_name = {};
  TextCell duns_number = {};
  TextCell company_partner_public_id = {};
  TextCell company_partner_name = {};
  TextCell crm_record_id = {};
  TextCell prm_record_id = {};
  TextCell partner_type = {};
  AmountCell avg_deal_size = {};
  TextCell partner_owner = {};
  TextCell account_type = {};
  TextCell city = {};
  TextCell country = {};
  TextCell crm_account_id = {};
  TextCell parent_account_id = {};
  TextCell divisions = {};
  TextCell industry = {};
  FlagCell is_customer = {};
  NumberCell number_of_employees = {};
  TextCell naics_code = {};
  TextCell nces_id = {};
  TextCell sic_code = {};
  AmountCell annual_revenue = {};
  NumberCell open_opp_count = {};
  NumberCell closed_opp_count = {};
  TextCell state = {};
  TextCell street = {};
  TextCell territory = {};
  TextCell website = {};
  TextCell zip_code = {};
  DateCell recent_open_opp_date = {};
  TextCell name_spelling = {};  ///< another spelling of `account_name`
  PartnerFields partner_fields = {};
  ExtraFields extra = {};

  /// By the spelling that the host has sent; null where it has sent none.
  [[nodiscard]] const std::string* name() const {
    return account_name.value() != nullptr ? account_name.value() : name_spelling.value();
  }

  friend bool operator==(const MatchedAccount&, const MatchedAccount&) = default;
};

enum class ColumnClass : std::uint8_t { custom_crm_field, custom_crm_object, standard };

constexpr std::array<EnumName<ColumnClass>, 3> names_of(const ColumnClass* /*type*/) {
  return {{{"CUSTOM_CRM_FIELD", ColumnClass::custom_crm_field},
           {"CUSTOM_CRM_OBJECT", ColumnClass::custom_crm_object},
           {"STANDARD", ColumnClass::standard}}};
}

/// What is known of one column of a report.
///
/// Source:   partnertap S10
struct Column {
  std::string title = {};  ///< for people
  std::string key = {};    ///< in records, filters and sorts
  std::string type = {};   ///< "string", "number", "currency", "date", ...; an open set
  bool is_from_other_fields = false;
  bool is_json = false;
  bool is_hidden = false;
  std::optional<std::string> other_fields_prefix = {};
  std::optional<std::string> other_fields_json_prefix = {};
  bool active = false;
  Json values = {};  ///< preset mappings; commonly an empty object
  std::optional<std::string> crm_account_base_uri = {};
  std::optional<std::string> crm_opportunity_base_uri = {};
  std::optional<std::int64_t> column_index = {};  ///< order of display; not unique
  bool is_partner_data = false;                   ///< it stands in PartnerFields
  std::optional<std::string> prefix = {};
  std::optional<std::string> color = {};
  std::optional<std::string> source = {};                    ///< nothing for partner data
  std::optional<OpenEnum<ColumnClass>> classification = {};  ///< nothing for partner data
  ExtraFields extra = {};

  friend bool operator==(const Column&, const Column&) = default;
};

/// One value of a text column, or the range of a number, currency or date column.
///
/// Units:    bounds of dates in seconds since 1970-01-01T00:00:00Z
/// Source:   partnertap S11
struct FilterValue {
  std::optional<std::string> value = {};  ///< nothing for a range
  std::optional<Decimal> least = {};      ///< nothing for a value, and where there is none
  std::optional<Decimal> most = {};
  std::string type = {};  ///< "STRING", "NUMBER", "CURRENCY", "DATE", ...; an open set
  ExtraFields extra = {};

  friend bool operator==(const FilterValue&, const FilterValue&) = default;
};

/// A report and its standard columns.
///
/// Source:   partnertap S12
struct Report {
  OpenEnum<ReportType> type = {};
  std::vector<Column> columns = {};
  ExtraFields extra = {};

  friend bool operator==(const Report&, const Report&) = default;
};

}  // namespace understudy::client::partnertap
