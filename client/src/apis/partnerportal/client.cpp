// SPDX-License-Identifier: MIT
#include "understudy/client/apis/partnerportal/client.hpp"

#include "apis/partnerportal/codec.hpp"
#include "calls/credential.hpp"

namespace understudy::client::partnerportal {

namespace {

/// Source:   partnerportal S6: there is no total and the host may cut the limit, so that only an
///           empty page is the end
PageSource<LeadPage> source_of(Session session, ListLeadsRequest request) {
  calls::NumberedList<LeadPage> list;
  list.first = request.skip.value_or(0);
  list.rows_pointer = "/data";
  list.build = [request = std::move(request)](std::int64_t skip) {
    ListLeadsRequest page = request;
    page.skip = skip;
    return build(page);
  };
  list.step = [](const LeadPage& page, std::int64_t skip) {
    calls::NumberedStep step{.rows = page.data.size()};
    if (!page.data.empty()) step.next = skip + static_cast<std::int64_t>(page.data.size());
    return step;
  };
  return calls::numbered_source(std::move(session), std::move(list));
}

}  // namespace

Credentials client_credentials(Login login) {
  return client::token_credentials({.request = token_call(login), .read = read_oauth_token});
}

Credentials token_credentials(Secret token) {
  return fixed_credentials(
      {{.name = "Authorization", .prefix = "Bearer ", .value = std::move(token)}});
}

Result<Credentials> make_credentials(const CredentialSet& set) {
  Result<std::string> id = calls::find_credential(set, "client_id");
  if (!id) return Failure{id.error()};
  Result<std::string> secret = calls::find_credential(set, "client_secret");
  if (!secret) return Failure{secret.error()};
  return client_credentials({.id = *std::move(id), .secret = Secret{*std::move(secret)}});
}

Result<Client> Client::make(std::shared_ptr<Transport> transport, Credentials credentials,
                            ClientOptions options) {
  Result<Session> session = Session::make({.api = "partnerportal",
                                           .transport = std::move(transport),
                                           .credentials = std::move(credentials),
                                           .read_error = read_error,
                                           .options = std::move(options)});
  if (!session) return Failure{std::move(session.error())};
  return Client{*std::move(session)};
}

Outcome<Token> Client::get_token(const Login& login, const CallOptions& options) const {
  const OperationCall call = token_call(login);
  const Outcome<Answer> answer = session_.call(call, options);
  if (!answer) return Failure{answer.error()};
  const Clock* const clock = session_.options().clock;
  const WallTime now = clock != nullptr ? clock->wall_now() : SystemClock{}.wall_now();
  Result<Token> token = read_oauth_token(answer->response, now);
  if (!token) return Failure{session_.unreadable(call, *answer, std::move(token.error()))};
  return *std::move(token);
}

Outcome<LeadPage> Client::list_leads(const ListLeadsRequest& request,
                                     const CallOptions& options) const {
  return calls::call_built<LeadPage>(session_, build(request), options);
}

Pages<LeadPage> Client::lead_pages(ListLeadsRequest request, WalkOptions walk) const {
  return {"partnerportal.listLeads", source_of(session_, std::move(request)), std::move(walk)};
}

Items<Lead> Client::lead_items(ListLeadsRequest request, WalkOptions walk) const {
  return {"partnerportal.listLeads",
          rows_of(source_of(session_, std::move(request)), &LeadPage::data), std::move(walk)};
}

Outcome<LeadAnswer> Client::create_lead(const CreateLeadRequest& request,
                                        const CallOptions& options) const {
  return calls::call_built<LeadAnswer>(session_, build(request), options);
}

Outcome<LeadAnswer> Client::get_lead(const GetLeadRequest& request,
                                     const CallOptions& options) const {
  return calls::call_built<LeadAnswer>(session_, build(request), options);
}

Outcome<LeadAnswer> Client::update_lead(const UpdateLeadRequest& request,
                                        const CallOptions& options) const {
  return calls::call_built<LeadAnswer>(session_, build(request), options);
}

Outcome<SchemaAnswer> Client::company_schema(const CompanySchemaRequest& request,
                                             const CallOptions& options) const {
  return calls::call_built<SchemaAnswer>(session_, build(request), options);
}

Outcome<SchemaAnswer> Client::org_schema(const OrgSchemaRequest& request,
                                         const CallOptions& options) const {
  return calls::call_built<SchemaAnswer>(session_, build(request), options);
}

}  // namespace understudy::client::partnerportal
