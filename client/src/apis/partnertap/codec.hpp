// SPDX-License-Identifier: MIT
/// PartnerTap's calls and answers on the wire.
#pragma once

#include <vector>

#include "understudy/base/json_document.hpp"
#include "understudy/client/apis/partnertap/client.hpp"
#include "understudy/client/operation_call.hpp"

namespace understudy::client::partnertap {

// The call for one page: `page` takes the place of that of the request.
OperationCall partner_orgs_call(const PartnerOrgsRequest& request, const SpringPageRequest& page);
OperationCall matched_accounts_call(const MatchedAccountsRequest& request,
                                    const SpringPageRequest& page);
OperationCall filter_values_call(const FilterValuesRequest& request, const SpringPageRequest& page);

OperationCall columns_call(const ColumnsRequest& request);
OperationCall report_names_call();

/// Reads [{"channelReportType", "columns"}...] or {"<report type>": [column...], ...}.
Result<std::vector<Report>> read_report_names(JsonElement root);

}  // namespace understudy::client::partnertap
