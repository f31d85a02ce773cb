// SPDX-License-Identifier: MIT
/// Paths and parameters of PartnerTap Analytics. All of its operations only read (S1.12).
#include "apis/partnertap-analytics/codec.hpp"

#include <array>
#include <string>
#include <string_view>

#include "understudy/base/uri.hpp"

namespace understudy::client::partnertap_analytics {

namespace {

struct Route {
  List list;
  const char* operation;
  const char* path;  // of the connections list S1.3, of the others S1.5
};

constexpr std::array<Route, 7> kRoutes = {{
    {List::chats_exchanged, "getChatsExchanged", "/analytics/chatsexchangedlist"},
    {List::dashboard_by_division, "getDashboardByDivision", "/analytics/dashboardbydivisionlist"},
    {List::new_rep_connections, "getNewRepConnections", "/analytics/newrepconnectionslist"},
    {List::opportunities_shared, "getOpportunitiesShared", "/analytics/opportunitiessharedlist"},
    {List::opportunities_shared_summary, "getOpportunitiesSharedSummary",
     "/analytics/opportunitiessharedsummarylist"},
    {List::sale_accounts_matched, "getSaleAccountsMatched", "/analytics/saleaccountsmatchedlist"},
    {List::sale_accounts_unmatched, "getSaleAccountsUnmatched",
     "/analytics/saleaccountsunmatchedlist"},
}};

constexpr bool is_in_order() {
  for (std::size_t i = 0; i < kRoutes.size(); ++i) {
    if (kRoutes[i].list != static_cast<List>(i)) return false;
  }
  return true;
}
static_assert(is_in_order());

const Route& route_of(List list) { return kRoutes[static_cast<std::size_t>(list)]; }

void add(std::string& query, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  if (!query.empty()) query += '&';
  query += name;
  query += '=';
  query += encode_component(value);
}

OperationCall get(std::string operation, std::string target) {
  return {.operation = std::move(operation),
          .request = {Method::get, std::move(target), {{"Accept", "application/json"}}, ""},
          .idempotency = Idempotency::safe};
}

OperationCall get(List list, std::string query, const SpringPageRequest& page) {
  const std::string where = spring_query(page);
  if (!query.empty() && !where.empty()) query += '&';
  query += where;
  const Route& route = route_of(list);
  return get(route.operation, query.empty() ? route.path : std::string{route.path} + '?' + query);
}

}  // namespace

const char* operation_of(List list) { return route_of(list).operation; }

OperationCall list_call(List list, const ListRequest& /*request*/, const SpringPageRequest& page) {
  return get(list, "", page);
}

OperationCall list_call(List list, const OpportunitiesRequest& request,
                        const SpringPageRequest& page) {
  std::string query;
  add(query, "partnerOrg", request.partner_org);
  if (request.direction) add(query, "direction", request.direction->text());
  return get(list, std::move(query), page);
}

OperationCall list_call(List list, const AccountsRequest& request, const SpringPageRequest& page) {
  std::string query;
  add(query, "partnerOrg", request.partner_org);
  add(query, "search", request.search);
  return get(list, std::move(query), page);
}

OperationCall token_call(const Secret& key) {
  std::string query;
  add(query, "apiKey", key.reveal());
  OperationCall call = get("getToken", query.empty() ? "/api/auth" : "/api/auth?" + query);
  call.authentication = Authentication::none;
  call.secrets = {key};
  call.has_secret_answer = true;
  return call;
}

}  // namespace understudy::client::partnertap_analytics
