// SPDX-License-Identifier: MIT
#include "apis/partnertap/report_request.hpp"

#include <optional>

namespace understudy::mock::partnertap {

namespace {

/// The member of that name; nothing when it is absent or explicitly null. S6.14
std::optional<JsonElement> find_member(JsonElement object, std::string_view name) {
  const auto member = object.find(name);
  return member && !member->is_null() ? member : std::nullopt;
}

/// Text, or a scalar as its text. S6.15
std::string read_text(JsonElement object, std::string_view name) {
  const auto member = find_member(object, name);
  if (!member) return {};
  if (member->is_boolean()) return member->is_true() ? "true" : "false";
  return std::string{member->text()};
}

}  // namespace

std::string_view name_of(ReportType type) {
  switch (type) {
    case ReportType::connected_partner_orgs:
      return "PARTNER_ORG_CONNECTED_PARTNER_ORGS";
    case ReportType::matched_accounts:
      return "PARTNER_ORG_MATCHED_ACCOUNTS";
  }
  return {};
}

ReportRequest read_report_request(JsonElement body) {
  ReportRequest request;
  if (read_text(body, "channelReportType") == name_of(ReportType::matched_accounts)) {
    request.type = ReportType::matched_accounts;
    request.partner_id = read_text(body, "companyPartnerPublicId");
  }
  if (read_text(body, "matchingType") == "ALL_PARTNER_ORGS") {
    request.matching = MatchingType::all_partner_orgs;
  }
  request.search = read_text(body, "search");
  if (const auto filters = find_member(body, "filters")) request.filters = to_json(*filters);
  return request;
}

}  // namespace understudy::mock::partnertap
