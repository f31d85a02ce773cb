// SPDX-License-Identifier: MIT
/// The body of every PartnerTap report: ReportRequestJsonDto, read the way Jackson reads it.
///
/// Shape:    S6: unknown properties ignored, explicit null is absent, numbers and booleans become
///           text where text is due, "true" and "false" become booleans
/// Errors:   none: the contract has refused what is missing or of a wrong type
/// Source:   S6 [SEED names, FW coercions]
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "understudy/base/json.hpp"
#include "understudy/base/json_document.hpp"

namespace understudy::mock::partnertap {

enum class ReportType : std::uint8_t { connected_partner_orgs, matched_accounts };
std::string_view name_of(ReportType type);

enum class MatchingType : std::uint8_t { all_partner_orgs, mutual };

struct ReportRequest {
  ReportType type = ReportType::connected_partner_orgs;
  MatchingType matching = MatchingType::mutual;
  std::string partner_id;  ///< a UUID; matched accounts only
  std::string search;
  Json filters = Json::object();
};

/// Reads a body that the contract has found valid.
ReportRequest read_report_request(JsonElement body);

}  // namespace understudy::mock::partnertap
