// SPDX-License-Identifier: MIT
/// Calls of PartnerTap Analytics on the wire.
#pragma once

#include <cstdint>

#include "understudy/client/apis/partnertap-analytics/client.hpp"
#include "understudy/client/operation_call.hpp"

namespace understudy::client::partnertap_analytics {

/// The seven lists.
enum class List : std::uint8_t {
  chats_exchanged,
  dashboard_by_division,
  new_rep_connections,
  opportunities_shared,
  opportunities_shared_summary,
  sale_accounts_matched,
  sale_accounts_unmatched
};

/// "getChatsExchanged" and so on.
const char* operation_of(List list);

// The call for one page: `page` takes the place of that of the request.
OperationCall list_call(List list, const ListRequest& request, const SpringPageRequest& page);
OperationCall list_call(List list, const OpportunitiesRequest& request,
                        const SpringPageRequest& page);
OperationCall list_call(List list, const AccountsRequest& request, const SpringPageRequest& page);

/// The exchange of a key for a token.
OperationCall token_call(const Secret& key);

}  // namespace understudy::client::partnertap_analytics
