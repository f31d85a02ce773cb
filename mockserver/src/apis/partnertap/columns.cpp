// SPDX-License-Identifier: MIT
#include "apis/partnertap/columns.hpp"

#include <array>
#include <cstddef>

#include "understudy/base/json.hpp"

namespace understudy::mock::partnertap {

namespace {

// S8, in this order.
constexpr std::array kOrgColumns{
    ColumnFact{"partnerName", "Partner Org", "name"},
    ColumnFact{"partnerWebsite", "Partner Website", "string"},
    ColumnFact{"companyPartnerPublicId", "PT Partner Org Id", "string"},
    ColumnFact{"partnerType", "Partner Type", "string"},
    ColumnFact{"recommended", "Recommended Partner", "boolean"},
    ColumnFact{"firstConnectedDate", "First Connected Date", "date"},
    ColumnFact{"mostRecentConnectedDate", "Most Recent Connected Date", "date"},
    ColumnFact{"activeConnections", "Active Connections", "number"},
    ColumnFact{"lastPartnerSheetUploadDate", "Last Partner Sheet Upload Date", "date"},
    ColumnFact{"spreadsheetsShared", "Spreadsheets Uploaded", "number"},
    ColumnFact{"partnerOwner", "Partner Manager", "name"},
    ColumnFact{"partnerOwnerEmail", "Partner Manager Email", "email"},
    ColumnFact{"partnerOwnerPhone", "Partner Manager Phone", "string"},
};

constexpr Category kPartner = Category::partner;

// S9: standard columns 0 to 29, two custom ones (names [GUESS]), then what the partner shares;
// partnersystemssold is the partner's number 8 (S10).
constexpr std::array kAccountColumns{
    ColumnFact{"accountName", "Account Name", "string"},
    ColumnFact{"dunsNumber", "DUNS Number", "string"},
    ColumnFact{"companyPartnerPublicId", "Company Partner Public Id", "string"},
    ColumnFact{"companyPartnerName", "Partner Org", "name"},
    ColumnFact{"crmRecordId", "CRM Record Id", "string"},
    ColumnFact{"prmRecordId", "PRM Record Id", "string"},
    ColumnFact{"partnerType", "Partner Type", "string"},
    ColumnFact{"avgDealSize", "Average Deal Size", "currency"},
    ColumnFact{"partnerOwner", "Partner Manager", "name"},
    ColumnFact{"accountType", "Account Type", "string"},
    ColumnFact{"city", "City", "string"},
    ColumnFact{"country", "Country", "string"},
    ColumnFact{"crmAccountId", "Account Id", "string"},
    ColumnFact{"parent_account_id", "Parent Account Id", "string"},
    ColumnFact{"divisions", "Divisions", "string"},
    ColumnFact{"industry", "Industry", "string"},
    ColumnFact{"isCustomer", "Is Customer", "boolean"},
    ColumnFact{"numberOfEmployees", "Employees", "number"},
    ColumnFact{"naicsCode", "NAICS", "string"},
    ColumnFact{"ncesId", "NCES ID", "string"},
    ColumnFact{"sicCode", "SIC", "string"},
    ColumnFact{"annualRevenue", "Annual Revenue", "currency"},
    ColumnFact{"openOppCount", "Open Opps", "number"},
    ColumnFact{"closedOppCount", "Closed Opps", "number"},
    ColumnFact{"state", "State", "string"},
    ColumnFact{"street", "Street", "string"},
    ColumnFact{"territory", "Territory", "string"},
    ColumnFact{"website", "Website", "string"},
    ColumnFact{"zipCode", "Zip Code", "string"},
    ColumnFact{"recentOpenOppDate", "Recent Open Opp Date", "date"},
    ColumnFact{"customSegment", "Customer Segment", "string", Category::custom_field},
    ColumnFact{"customContractValue", "Contract Value", "currency", Category::custom_object},
    ColumnFact{"partneraccountname", "Partner Account Name", "string", kPartner},
    ColumnFact{"partneraccounttype", "Partner Account Type", "string", kPartner},
    ColumnFact{"partnercrmaccountid", "Partner CRM Account Id", "string", kPartner},
    ColumnFact{"partnercountry", "Partner Country", "string", kPartner},
    ColumnFact{"partnerzipcode", "Partner Zip Code", "string", kPartner},
    ColumnFact{"partneriscustomer", "Partner Is Customer", "boolean", kPartner},
    ColumnFact{"partnerisemployee", "Partner Is Employee", "boolean", kPartner},
    ColumnFact{"partnerowner", "Partner Owner", "string", kPartner},
    ColumnFact{"partnersystemssold", "Partner Systems Sold", "number", kPartner},
    ColumnFact{"partnerowneridname", "Partner Owner Name", "name", kPartner},
    ColumnFact{"partnerowneridemail", "Partner Owner Email", "email", kPartner},
    ColumnFact{"partnerowneridphone", "Partner Owner Phone", "string", kPartner},
    ColumnFact{"partnerowneridtitle", "Partner Owner Title", "string", kPartner},
    ColumnFact{"partnertype", "Partner Type", "string", kPartner},
    ColumnFact{"partnerregistrationdate", "Partner Registration Date", "date", kPartner},
    ColumnFact{"partnerpartnereddate", "Partner Partnered Date", "date", kPartner},
    ColumnFact{"partnertargetorgsize", "Partner Target Org Size", "string", kPartner},
    ColumnFact{"partnerproduct", "Partner Product", "string", kPartner},
    ColumnFact{"partnerisactive", "Partner Is Active", "boolean", kPartner},
    ColumnFact{"partnerispartnerpaid", "Partner Is Partner Paid", "boolean", kPartner},
    ColumnFact{"partnerorginternalid", "Partner Org Internal Id", "number", kPartner},
};

constexpr std::string_view kIdKey = "companyPartnerPublicId";

std::string_view source_of(Category category) {
  switch (category) {
    case Category::custom_field:
    case Category::custom_object:
      return R"("custom")";
    case Category::partner:
      return "null";
    case Category::standard:
      return R"("standard")";
  }
  return "null";
}

std::string_view classification_of(Category category) {
  switch (category) {
    case Category::custom_field:
      return R"("CUSTOM_CRM_FIELD")";
    case Category::custom_object:
      return R"("CUSTOM_CRM_OBJECT")";
    case Category::partner:
      return "null";
    case Category::standard:
      return R"("STANDARD")";
  }
  return "null";
}

void append_column(std::string& out, const ColumnFact& fact, std::string_view key,
                   std::size_t index) {
  out += R"({"title":)";
  append_json_string(out, fact.title);
  out += R"(,"key":)";
  append_json_string(out, key);
  out += R"(,"type":)";
  append_json_string(out, fact.type);
  out += R"(,"isFromOtherFields":false,"isJson":false,"isHidden":false,"otherFieldsPrefix":null)";
  out += R"(,"otherFieldsJsonPrefix":null,"active":true,"values":{},"crmAccountBaseUri":null)";
  out += R"(,"crmOpportunityBaseUri":null,"columnIndex":)";
  out += std::to_string(index);
  out += R"(,"isPartnerData":)";
  out += fact.category == Category::partner ? "true" : "false";
  out += R"(,"prefix":null,"color":null,"source":)";
  out += source_of(fact.category);
  out += R"(,"columnClassification":)";
  out += classification_of(fact.category);
  out += '}';
}

template <typename Wanted>
void append_chosen(std::string& out, std::span<const ColumnFact> facts,
                   std::string_view account_key, Wanted wanted) {
  std::size_t own = 0;
  std::size_t shared = 0;  // partner columns count from 0 again (S10 [GUESS])
  out += '[';
  for (const ColumnFact& fact : facts) {
    const std::size_t index = fact.category == Category::partner ? shared++ : own++;
    if (!wanted(fact.category)) continue;
    if (out.back() != '[') out += ',';
    append_column(out, fact, fact.key == "accountName" ? account_key : fact.key, index);
  }
  out += ']';
}

}  // namespace

std::span<const ColumnFact> org_columns() { return kOrgColumns; }
std::span<const ColumnFact> account_columns() { return kAccountColumns; }

query::ColumnType type_of(const ColumnFact& fact) {
  if (fact.key == kIdKey) return query::ColumnType::uuid;
  if (fact.type == "boolean") return query::ColumnType::boolean;
  if (fact.type == "currency") return query::ColumnType::currency;
  if (fact.type == "date") return query::ColumnType::date;
  if (fact.type == "number") return query::ColumnType::number;
  return query::ColumnType::text;
}

std::string_view filter_type_of(const ColumnFact& fact) {
  switch (type_of(fact)) {
    case query::ColumnType::boolean:
      return "BOOLEAN";
    case query::ColumnType::currency:
      return "CURRENCY";
    case query::ColumnType::date:
      return "DATE";
    case query::ColumnType::number:
      return "NUMBER";
    case query::ColumnType::date_time:
    case query::ColumnType::day:
    case query::ColumnType::list:
    case query::ColumnType::text:
      return "STRING";
    case query::ColumnType::uuid:
      return "UUID";
  }
  return "STRING";
}

bool is_name_like(const ColumnFact& fact) {
  return fact.type == "name" || fact.type == "email" || fact.type == "title" ||
         fact.type == "phone";
}

void append_columns(std::string& out, std::span<const ColumnFact> facts,
                    std::string_view account_key, bool with_partner_columns) {
  append_chosen(out, facts, account_key, [&](Category category) {
    return with_partner_columns || category != Category::partner;
  });
}

void append_standard_columns(std::string& out, std::span<const ColumnFact> facts,
                             std::string_view account_key) {
  append_chosen(out, facts, account_key,
                [](Category category) { return category == Category::standard; });
}

}  // namespace understudy::mock::partnertap
