// SPDX-License-Identifier: MIT
/// Operations of PartnerTap Analytics as calls of a session.
#include "understudy/client/apis/partnertap-analytics/client.hpp"

#include "apis/partnertap-analytics/codec.hpp"
#include "errors/spring_error.hpp"
#include "understudy/base/error.hpp"

namespace understudy::client::partnertap_analytics {

namespace {

constexpr const char* kApi = "partnertap-analytics";

Result<Token> read_token(const Response& response, WallTime /*now*/) {
  return read_jwt_member(response, "token");  // S3.2
}

template <typename T, typename R>
PageSource<SpringPage<T>> source_of(const Session& session, List list, const R& request) {
  return spring_pages<T>(session, request.page, [list, request](const SpringPageRequest& page) {
    return list_call(list, request, page);
  });
}

template <typename T, typename R>
Outcome<SpringPage<T>> fetch(const Session& session, List list, const R& request,
                             const CallOptions& options) {
  auto step = fetch_spring_page<T>(session, list_call(list, request, request.page), options,
                                   request.page.page.value_or(0));
  if (!step) return Failure{std::move(step.error())};
  return std::move(step->page);
}

template <typename T, typename R>
Pages<SpringPage<T>> walk(const Session& session, List list, const R& request,
                          WalkOptions options) {
  return {std::string{kApi} + '.' + operation_of(list), source_of<T>(session, list, request),
          std::move(options)};
}

template <typename T, typename R>
Items<T> each(const Session& session, List list, const R& request, WalkOptions options) {
  return {std::string{kApi} + '.' + operation_of(list),
          rows_of(source_of<T>(session, list, request), &SpringPage<T>::content),
          std::move(options)};
}

}  // namespace

Credentials api_key_credentials(const Secret& key) {
  return token_credentials(
      {.request = token_call(key), .read = &read_token, .field = "Authorization", .prefix = ""});
}

Credentials jwt_credentials(Secret jwt) {
  return fixed_credentials({{.name = "Authorization", .prefix = "", .value = std::move(jwt)}});
}

Result<Credentials> make_credentials(const CredentialSet& set) {
  if (const auto key = set.find("api_key"); key != set.end()) {
    return api_key_credentials(Secret{key->second});
  }
  if (const auto jwt = set.find("jwt"); jwt != set.end()) {
    return jwt_credentials(Secret{jwt->second});
  }
  return Failure{Error{Errc::not_found,
                       "expected api_key or jwt among the credentials, got neither",
                       "/partnertap-analytics", "ask the vendor's support for a key"}};
}

Result<Client> Client::make(std::shared_ptr<Transport> transport, Credentials credentials,
                            ClientOptions options) {
  auto session = Session::make({.api = kApi,
                                .transport = std::move(transport),
                                .credentials = std::move(credentials),
                                .read_error = &read_spring_error,
                                .options = std::move(options)});
  if (!session) return Failure{std::move(session.error())};
  return Client{*std::move(session)};
}

Outcome<Token> Client::get_token(const Secret& key, const CallOptions& options) const {
  const OperationCall call = token_call(key);
  Outcome<Answer> answer = session_.call(call, options);
  if (!answer) return Failure{std::move(answer.error())};
  Result<Token> token = read_token(answer->response, {});
  if (!token) return Failure{session_.unreadable(call, *answer, std::move(token.error()))};
  return *std::move(token);
}

Outcome<SpringPage<DivisionFigures>> Client::dashboard_by_division(
    const ListRequest& request, const CallOptions& options) const {
  return fetch<DivisionFigures>(session_, List::dashboard_by_division, request, options);
}

Pages<SpringPage<DivisionFigures>> Client::dashboard_by_division_pages(const ListRequest& request,
                                                                       WalkOptions options) const {
  return walk<DivisionFigures>(session_, List::dashboard_by_division, request, std::move(options));
}

Items<DivisionFigures> Client::dashboard_by_division_items(const ListRequest& request,
                                                           WalkOptions options) const {
  return each<DivisionFigures>(session_, List::dashboard_by_division, request, std::move(options));
}

Outcome<SpringPage<NewRepConnection>> Client::new_rep_connections(
    const ListRequest& request, const CallOptions& options) const {
  return fetch<NewRepConnection>(session_, List::new_rep_connections, request, options);
}

Pages<SpringPage<NewRepConnection>> Client::new_rep_connections_pages(const ListRequest& request,
                                                                      WalkOptions options) const {
  return walk<NewRepConnection>(session_, List::new_rep_connections, request, std::move(options));
}

Items<NewRepConnection> Client::new_rep_connections_items(const ListRequest& request,
                                                          WalkOptions options) const {
  return each<NewRepConnection>(session_, List::new_rep_connections, request, std::move(options));
}

Outcome<SpringPage<OpportunitySum>> Client::opportunities_shared_summary(
    const ListRequest& request, const CallOptions& options) const {
  return fetch<OpportunitySum>(session_, List::opportunities_shared_summary, request, options);
}

Pages<SpringPage<OpportunitySum>> Client::opportunities_shared_summary_pages(
    const ListRequest& request, WalkOptions options) const {
  return walk<OpportunitySum>(session_, List::opportunities_shared_summary, request,
                              std::move(options));
}

Items<OpportunitySum> Client::opportunities_shared_summary_items(const ListRequest& request,
                                                                 WalkOptions options) const {
  return each<OpportunitySum>(session_, List::opportunities_shared_summary, request,
                              std::move(options));
}

Outcome<SpringPage<SharedOpportunity>> Client::opportunities_shared(
    const OpportunitiesRequest& request, const CallOptions& options) const {
  return fetch<SharedOpportunity>(session_, List::opportunities_shared, request, options);
}

Pages<SpringPage<SharedOpportunity>> Client::opportunities_shared_pages(
    const OpportunitiesRequest& request, WalkOptions options) const {
  return walk<SharedOpportunity>(session_, List::opportunities_shared, request, std::move(options));
}

Items<SharedOpportunity> Client::opportunities_shared_items(const OpportunitiesRequest& request,
                                                            WalkOptions options) const {
  return each<SharedOpportunity>(session_, List::opportunities_shared, request, std::move(options));
}

Outcome<SpringPage<SaleAccount>> Client::sale_accounts_matched(const AccountsRequest& request,
                                                               const CallOptions& options) const {
  return fetch<SaleAccount>(session_, List::sale_accounts_matched, request, options);
}

Pages<SpringPage<SaleAccount>> Client::sale_accounts_matched_pages(const AccountsRequest& request,
                                                                   WalkOptions options) const {
  return walk<SaleAccount>(session_, List::sale_accounts_matched, request, std::move(options));
}

Items<SaleAccount> Client::sale_accounts_matched_items(const AccountsRequest& request,
                                                       WalkOptions options) const {
  return each<SaleAccount>(session_, List::sale_accounts_matched, request, std::move(options));
}

Outcome<SpringPage<SaleAccount>> Client::sale_accounts_unmatched(const AccountsRequest& request,
                                                                 const CallOptions& options) const {
  return fetch<SaleAccount>(session_, List::sale_accounts_unmatched, request, options);
}

Pages<SpringPage<SaleAccount>> Client::sale_accounts_unmatched_pages(const AccountsRequest& request,
                                                                     WalkOptions options) const {
  return walk<SaleAccount>(session_, List::sale_accounts_unmatched, request, std::move(options));
}

Items<SaleAccount> Client::sale_accounts_unmatched_items(const AccountsRequest& request,
                                                         WalkOptions options) const {
  return each<SaleAccount>(session_, List::sale_accounts_unmatched, request, std::move(options));
}

Outcome<SpringPage<ChatsExchanged>> Client::chats_exchanged(const ListRequest& request,
                                                            const CallOptions& options) const {
  return fetch<ChatsExchanged>(session_, List::chats_exchanged, request, options);
}

Pages<SpringPage<ChatsExchanged>> Client::chats_exchanged_pages(const ListRequest& request,
                                                                WalkOptions options) const {
  return walk<ChatsExchanged>(session_, List::chats_exchanged, request, std::move(options));
}

Items<ChatsExchanged> Client::chats_exchanged_items(const ListRequest& request,
                                                    WalkOptions options) const {
  return each<ChatsExchanged>(session_, List::chats_exchanged, request, std::move(options));
}

}  // namespace understudy::client::partnertap_analytics
