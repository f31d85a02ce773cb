// SPDX-License-Identifier: MIT
#include "understudy/client/apis/impartner/client.hpp"

#include <chrono>

#include "apis/impartner/codec.hpp"
#include "calls/credential.hpp"

namespace understudy::client::impartner {

namespace {

/// The one member of an answer that says `success`. Source: impartner S5.1
template <typename T>
struct ApiResult {
  T data = {};
};
template <typename T>
constexpr auto members_of(const ApiResult<T>* /*type*/) {
  return std::tuple{member("data", &ApiResult<T>::data)};
}

/// Source:   impartner S4.2
template <typename Request>
calls::BuiltCall for_tenant(const Request& request, const std::string& tenant_id) {
  calls::BuiltCall built = build(request);
  if (!tenant_id.empty()) built.call.request.fields.add("X-PRM-TenantId", tenant_id);
  return built;
}

template <typename T>
Outcome<T> call_data(const Session& session, const calls::BuiltCall& built,
                     const CallOptions& options) {
  Outcome<ApiResult<T>> result = calls::call_built<ApiResult<T>>(session, built, options);
  if (!result) return Failure{std::move(result.error())};
  return std::move(result->data);
}

/// What the lists have in common: how to ask for the page of a number is told by `set`, what is
/// behind a page by `next`.
template <typename Request>
calls::NumberedList<RecordPage> list_of(Request request, std::string tenant_id,
                                        std::optional<std::int64_t> Request::*number,
                                        std::int64_t first) {
  calls::NumberedList<RecordPage> list;
  list.first = (request.*number).value_or(first);
  list.page_pointer = "/data";
  list.rows_pointer = "/results";
  list.build = [request = std::move(request), tenant_id = std::move(tenant_id),
                number](std::int64_t page) {
    Request one = request;
    one.*number = page;
    return for_tenant(one, tenant_id);
  };
  return list;
}

calls::NumberedStep step_of(const RecordPage& page, std::int64_t next, std::int64_t behind) {
  calls::NumberedStep step{.rows = page.results.size(), .total = page.count};
  if (!page.results.empty() && behind < page.count) step.next = next;
  return step;
}

/// Source:   impartner S7: pages from 1, of as many rows as the host allows
/// Rationale: a page that is shorter than what was asked for need not be the last one, since a host
///           may allow less than the documents guess (A18). The first page of a walk tells what it
///           allows: if others follow, that one was full. So the rows before a later page are
///           known, and no request goes behind the last row. Only a walk that is resumed at a
///           short last page asks once more: it cannot tell short from full
PageSource<RecordPage> source_of(const Session& session, const std::string& tenant_id,
                                 ListByODataRequest request) {
  auto list = list_of(std::move(request), tenant_id, &ListByODataRequest::page, 1);
  list.step = [full = std::int64_t{0}](const RecordPage& page, std::int64_t number) mutable {
    const auto rows = static_cast<std::int64_t>(page.results.size());
    if (full == 0) full = rows;
    return step_of(page, number + 1, (number - 1) * full + rows);
  };
  return calls::numbered_source(session, std::move(list));
}

/// Source:   impartner S7: records to skip, advanced by the rows that came
template <typename Request>
PageSource<RecordPage> source_of(const Session& session, const std::string& tenant_id,
                                 Request request) {
  auto list = list_of(std::move(request), tenant_id, &Request::skip, 0);
  list.step = [](const RecordPage& page, std::int64_t skip) {
    const std::int64_t next = skip + static_cast<std::int64_t>(page.results.size());
    return step_of(page, next, next);
  };
  return calls::numbered_source(session, std::move(list));
}

constexpr const char* kList = "impartner.listRecords";
constexpr const char* kSearch = "impartner.searchRecords";

/// Source:   impartner S4.9 [OBS]
Result<Token> read_key(const Response& response, WallTime now) {
  Result<ApiResult<std::string>> key = read_json<ApiResult<std::string>>(response.body);
  if (!key) return Failure{std::move(key.error())};
  return Token{.text = Secret{std::move(key->data)}, .expires = now + std::chrono::hours{1}};
}

}  // namespace

Credentials key_credentials(Secret key) {
  return fixed_credentials(
      {{.name = "Authorization", .prefix = "prm-key ", .value = std::move(key)}});
}

Credentials login_credentials(const CreateKeyRequest& login) {
  return token_credentials({.request = build(login).call, .read = read_key, .prefix = "prm-key "});
}

Result<Credentials> make_credentials(const CredentialSet& set) {
  const Result<std::string> key = calls::find_credential(set, "prm_key");
  if (key) return key_credentials(Secret{*key});
  const Result<std::string> name = calls::find_credential(set, "user_name");
  const Result<std::string> password = calls::find_credential(set, "password");
  if (!name || !password) return Failure{key.error()};
  return login_credentials({.user_name = *name, .password = Secret{*password}});
}

Result<Client> Client::make(std::shared_ptr<Transport> transport, Credentials credentials,
                            ClientOptions options, std::string tenant_id) {
  if (!is_field_value(tenant_id)) {
    return Failure{Error{.code = Errc::bad_input,
                         .what = "expected the id of a tenant, got control characters",
                         .where = "tenant_id",
                         .advice = {}}};
  }
  Result<Session> session = Session::make({.api = "impartner",
                                           .transport = std::move(transport),
                                           .credentials = std::move(credentials),
                                           .read_error = read_error,
                                           .options = std::move(options)});
  if (!session) return Failure{std::move(session.error())};
  return Client{*std::move(session), std::move(tenant_id)};
}

Outcome<std::vector<EntityDef>> Client::describe_objects(const DescribeObjectsRequest& request,
                                                         const CallOptions& options) const {
  return call_data<std::vector<EntityDef>>(session_, for_tenant(request, tenant_id_), options);
}

Outcome<std::vector<FieldDefinition>> Client::describe_object(const DescribeObjectRequest& request,
                                                              const CallOptions& options) const {
  return call_data<std::vector<FieldDefinition>>(session_, for_tenant(request, tenant_id_),
                                                 options);
}

Outcome<RecordPage> Client::list_records(const ListByODataRequest& request,
                                         const CallOptions& options) const {
  return call_data<RecordPage>(session_, for_tenant(request, tenant_id_), options);
}

Outcome<RecordPage> Client::list_records(const ListByThqlRequest& request,
                                         const CallOptions& options) const {
  return call_data<RecordPage>(session_, for_tenant(request, tenant_id_), options);
}

Outcome<RecordPage> Client::search_records(const SearchRecordsRequest& request,
                                           const CallOptions& options) const {
  return call_data<RecordPage>(session_, for_tenant(request, tenant_id_), options);
}

Pages<RecordPage> Client::record_pages(ListByODataRequest request, WalkOptions walk) const {
  return {kList, source_of(session_, tenant_id_, std::move(request)), std::move(walk)};
}

Pages<RecordPage> Client::record_pages(ListByThqlRequest request, WalkOptions walk) const {
  return {kList, source_of(session_, tenant_id_, std::move(request)), std::move(walk)};
}

Pages<RecordPage> Client::record_pages(SearchRecordsRequest request, WalkOptions walk) const {
  return {kSearch, source_of(session_, tenant_id_, std::move(request)), std::move(walk)};
}

Items<Record> Client::record_items(ListByODataRequest request, WalkOptions walk) const {
  return {kList, rows_of(source_of(session_, tenant_id_, std::move(request)), &RecordPage::results),
          std::move(walk)};
}

Items<Record> Client::record_items(ListByThqlRequest request, WalkOptions walk) const {
  return {kList, rows_of(source_of(session_, tenant_id_, std::move(request)), &RecordPage::results),
          std::move(walk)};
}

Items<Record> Client::record_items(SearchRecordsRequest request, WalkOptions walk) const {
  return {kSearch,
          rows_of(source_of(session_, tenant_id_, std::move(request)), &RecordPage::results),
          std::move(walk)};
}

Outcome<Record> Client::create_record(const CreateRecordRequest& request,
                                      const CallOptions& options) const {
  return call_data<Record>(session_, for_tenant(request, tenant_id_), options);
}

Outcome<ManyResult> Client::create_records(const CreateRecordsRequest& request,
                                           const CallOptions& options) const {
  return calls::call_built<ManyResult>(session_, for_tenant(request, tenant_id_), options);
}

Outcome<Record> Client::get_record(const GetRecordRequest& request,
                                   const CallOptions& options) const {
  return call_data<Record>(session_, for_tenant(request, tenant_id_), options);
}

Outcome<Record> Client::update_record(const UpdateRecordRequest& request,
                                      const CallOptions& options) const {
  return call_data<Record>(session_, for_tenant(request, tenant_id_), options);
}

Outcome<ManyResult> Client::update_records(const UpdateRecordsRequest& request,
                                           const CallOptions& options) const {
  return calls::call_built<ManyResult>(session_, for_tenant(request, tenant_id_), options);
}

Outcome<Record> Client::delete_record(const DeleteRecordRequest& request,
                                      const CallOptions& options) const {
  return call_data<Record>(session_, for_tenant(request, tenant_id_), options);
}

Outcome<ManyResult> Client::delete_records(const DeleteRecordsRequest& request,
                                           const CallOptions& options) const {
  return calls::call_built<ManyResult>(session_, for_tenant(request, tenant_id_), options);
}

Outcome<std::vector<std::int32_t>> Client::list_deleted_records(
    const ListDeletedRecordsRequest& request, const CallOptions& options) const {
  return call_data<std::vector<std::int32_t>>(session_, for_tenant(request, tenant_id_), options);
}

Outcome<Secret> Client::create_key(const CreateKeyRequest& request,
                                   const CallOptions& options) const {
  Outcome<std::string> key = call_data<std::string>(session_, build(request), options);
  if (!key) return Failure{std::move(key.error())};
  return Secret{*std::move(key)};
}

}  // namespace understudy::client::impartner
