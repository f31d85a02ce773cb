// SPDX-License-Identifier: MIT
/// Operations of PartnerTap as calls of a session.
#include "understudy/client/apis/partnertap/client.hpp"

#include "apis/partnertap/codec.hpp"
#include "errors/spring_error.hpp"
#include "understudy/base/error.hpp"
#include "understudy/client/typed_call.hpp"

namespace understudy::client::partnertap {

namespace {

constexpr const char* kRecords = "partnertap.getRecords";
constexpr const char* kFilterData = "partnertap.getFilterData";

PageSource<SpringPage<PartnerOrg>> source_of(const Session& session,
                                             const PartnerOrgsRequest& request) {
  return spring_pages<PartnerOrg>(session, request.page, [request](const SpringPageRequest& page) {
    return partner_orgs_call(request, page);
  });
}

PageSource<SpringPage<MatchedAccount>> source_of(const Session& session,
                                                 const MatchedAccountsRequest& request) {
  return spring_pages<MatchedAccount>(
      session, request.page,
      [request](const SpringPageRequest& page) { return matched_accounts_call(request, page); });
}

PageSource<SpringPage<FilterValue>> source_of(const Session& session,
                                              const FilterValuesRequest& request) {
  return spring_pages<FilterValue>(session, request.page, [request](const SpringPageRequest& page) {
    return filter_values_call(request, page);
  });
}

/// One page as a call of its own.
template <typename T>
Outcome<SpringPage<T>> fetch(const Session& session, const OperationCall& call,
                             const SpringPageRequest& page, const CallOptions& options) {
  auto step = fetch_spring_page<T>(session, call, options, page.page.value_or(0));
  if (!step) return Failure{std::move(step.error())};
  return std::move(step->page);
}

}  // namespace

Credentials api_key_credentials(Secret key) {
  return fixed_credentials({{.name = "api-key", .prefix = "", .value = std::move(key)}});
}

Credentials jwt_credentials(Secret jwt) {
  return fixed_credentials(
      {{.name = "Authorization", .prefix = "Bearer ", .value = std::move(jwt)}});
}

Result<Credentials> make_credentials(const CredentialSet& set) {
  if (const auto key = set.find("api_key"); key != set.end()) {
    return api_key_credentials(Secret{key->second});
  }
  if (const auto jwt = set.find("jwt"); jwt != set.end()) {
    return jwt_credentials(Secret{jwt->second});
  }
  return Failure{Error{Errc::not_found,
                       "expected api_key or jwt among the credentials, got neither", "/partnertap",
                       "make a key in Admin Center > Data > API Keys"}};
}

std::vector<FilterColumn> filter_columns(const std::vector<Column>& columns) {
  constexpr std::pair<const char*, const char*> kSpellings[] = {
      {"accountName", "name"}, {"name", "accountName"}, {"partnerName", "partnerOrgName"}};
  std::vector<FilterColumn> keys;
  for (const Column& column : columns) {
    keys.push_back({column.key, column.type});
    for (const auto& [one, other] : kSpellings) {
      if (column.key == one) keys.push_back({other, column.type});
    }
  }
  return keys;
}

Result<Client> Client::make(std::shared_ptr<Transport> transport, Credentials credentials,
                            ClientOptions options) {
  if (options.keep_pace && options.pacer == nullptr) {
    options.pacer = std::make_shared<Pacer>(
        Pacer::Options{.requests = 100, .window = std::chrono::seconds{60}});  // S5.1
  }
  auto session = Session::make({.api = "partnertap",
                                .transport = std::move(transport),
                                .credentials = std::move(credentials),
                                .read_error = &read_spring_error,
                                .options = std::move(options)});
  if (!session) return Failure{std::move(session.error())};
  return Client{*std::move(session)};
}

Outcome<SpringPage<PartnerOrg>> Client::partner_orgs(const PartnerOrgsRequest& request,
                                                     const CallOptions& options) const {
  return fetch<PartnerOrg>(session_, partner_orgs_call(request, request.page), request.page,
                           options);
}

Pages<SpringPage<PartnerOrg>> Client::partner_org_pages(const PartnerOrgsRequest& request,
                                                        WalkOptions options) const {
  return {kRecords, source_of(session_, request), std::move(options)};
}

Items<PartnerOrg> Client::partner_org_items(const PartnerOrgsRequest& request,
                                            WalkOptions options) const {
  return {kRecords, rows_of(source_of(session_, request), &SpringPage<PartnerOrg>::content),
          std::move(options)};
}

Outcome<SpringPage<MatchedAccount>> Client::matched_accounts(const MatchedAccountsRequest& request,
                                                             const CallOptions& options) const {
  return fetch<MatchedAccount>(session_, matched_accounts_call(request, request.page), request.page,
                               options);
}

Pages<SpringPage<MatchedAccount>> Client::matched_account_pages(
    const MatchedAccountsRequest& request, WalkOptions options) const {
  return {kRecords, source_of(session_, request), std::move(options)};
}

Items<MatchedAccount> Client::matched_account_items(const MatchedAccountsRequest& request,
                                                    WalkOptions options) const {
  return {kRecords, rows_of(source_of(session_, request), &SpringPage<MatchedAccount>::content),
          std::move(options)};
}

Outcome<std::vector<Column>> Client::columns(const ColumnsRequest& request,
                                             const CallOptions& options) const {
  return call_json<std::vector<Column>>(session_, columns_call(request), options);
}

Outcome<SpringPage<FilterValue>> Client::filter_values(const FilterValuesRequest& request,
                                                       const CallOptions& options) const {
  return fetch<FilterValue>(session_, filter_values_call(request, request.page), request.page,
                            options);
}

Pages<SpringPage<FilterValue>> Client::filter_value_pages(const FilterValuesRequest& request,
                                                          WalkOptions options) const {
  return {kFilterData, source_of(session_, request), std::move(options)};
}

Items<FilterValue> Client::filter_value_items(const FilterValuesRequest& request,
                                              WalkOptions options) const {
  return {kFilterData, rows_of(source_of(session_, request), &SpringPage<FilterValue>::content),
          std::move(options)};
}

Outcome<std::vector<Report>> Client::report_names(const CallOptions& options) const {
  const OperationCall call = report_names_call();
  Outcome<Answer> answer = session_.call(call, options);
  if (!answer) return Failure{std::move(answer.error())};
  const Result<JsonDocument> document = JsonDocument::parse(answer->response.body, kAnswerLimits);
  if (!document) return Failure{session_.unreadable(call, *answer, document.error())};
  Result<std::vector<Report>> reports = read_report_names(document->root());
  if (!reports) return Failure{session_.unreadable(call, *answer, std::move(reports.error()))};
  return *std::move(reports);
}

}  // namespace understudy::client::partnertap
