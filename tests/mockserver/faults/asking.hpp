// SPDX-License-Identifier: MIT
/// Requests that every API answers with 200, and faults by their words.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "understudy/mock/server.hpp"

namespace understudy::mock {

inline Fault fault(std::string_view spec) { return parse_fault(spec).value(); }

inline ServerOptions with_faults(const std::vector<std::string>& specs) {
  ServerOptions options;
  options.throttle = false;
  for (const std::string& spec : specs) options.faults.push_back(fault(spec));
  return options;
}

inline Request report_names() {
  return {Method::get, "/v1/channelecosystem/report-names", {{"api-key", "demo-api-key"}}, ""};
}

inline Request columns() {
  return {Method::post,
          "/v1/channelecosystem/columns",
          {{"api-key", "demo-api-key"}, {"Content-Type", "application/json"}},
          R"({"channelReportType": "PARTNER_ORG_MATCHED_ACCOUNTS", "matchingType": "MUTUAL",
              "companyPartnerPublicId": "c1727859-692f-499e-8c2a-b1fa50aa1a65"})"};
}

inline Request impartner_list() {
  return {Method::get,
          "/api/objects/v1/Account?take=2",
          {{"Authorization", "prm-key demo-prm-key"}, {"X-PRM-TenantId", "1"}},
          ""};
}

inline Request ecg_list(const Server& server) {
  return {Method::get,
          "/api/v2/partners",
          {{"Authorization", "Bearer " + server.issue_token("ecg").value()}},
          ""};
}

inline Request in_space(Request request, std::string name) {
  request.fields.add(std::string{kSpaceField}, std::move(name));
  return request;
}

}  // namespace understudy::mock
