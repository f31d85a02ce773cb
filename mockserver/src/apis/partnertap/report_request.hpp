// SPDX-License-Identifier: MIT
/// The body of every PartnerTap report: ReportRequestJsonDto, read the way Jackson reads it.
///
/// Shape:    S6: unknown properties ignored, explicit null is absent, numbers and booleans become
///           text where text is due, "true" and "false" become booleans
/// Errors:   400 naming the property for a wrong JSON type, an unknown enum text, a required
///           property that is missing, an id that is no UUID
/// Source:   S6 [SEED names, FW coercions]
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "refusal.hpp"
#include "switches.hpp"
#include "understudy/base/json.hpp"
#include "understudy/base/result.hpp"

namespace understudy::mock::partnertap {

enum class ReportType : std::uint8_t { connected_partner_orgs, matched_accounts };
std::string_view name_of(ReportType type);

enum class MatchingType : std::uint8_t { all_partner_orgs, mutual };

/// Which operation reads the body: they differ in what is required.
enum class Operation : std::uint8_t { columns, filterdata, records };

struct ReportRequest {
  ReportType type = ReportType::connected_partner_orgs;
  MatchingType matching = MatchingType::mutual;
  std::string partner_id;  ///< a UUID; matched accounts only
  std::string search;
  Json filters = Json::object();
};

Result<ReportRequest, Refusal> read_report_request(std::string_view body, Operation operation,
                                                   const Switches& switches);

}  // namespace understudy::mock::partnertap
