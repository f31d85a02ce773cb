// SPDX-License-Identifier: MIT
#include "understudy/client/apis/ecg/client.hpp"

#include "apis/ecg/codec.hpp"
#include "calls/credential.hpp"

namespace understudy::client::ecg {

namespace {

/// Source:   ecg S11: `skip` counts pages from 0, the last one is `totalPages` - 1
PageSource<PartnerPage> source_of(Session session, ListPartnersRequest request) {
  calls::NumberedList<PartnerPage> list;
  list.first = request.skip.value_or(0);
  list.rows_pointer = "/items";
  list.build = [request = std::move(request)](std::int64_t number) {
    ListPartnersRequest page = request;
    page.skip = number;
    return build(page);
  };
  list.step = [](const PartnerPage& page, std::int64_t number) {
    calls::NumberedStep step{.rows = page.items.size(), .total = page.total_records};
    if (number + 1 < page.total_pages) step.next = number + 1;
    return step;
  };
  return calls::numbered_source(std::move(session), std::move(list));
}

}  // namespace

Credentials jwt_credentials(Secret jwt) {
  return fixed_credentials(
      {{.name = "Authorization", .prefix = "Bearer ", .value = std::move(jwt)}});
}

Result<Credentials> make_credentials(const CredentialSet& set) {
  const Result<std::string> jwt = calls::find_credential(set, "jwt");
  if (!jwt) return Failure{jwt.error()};
  return jwt_credentials(Secret{*jwt});
}

Result<Client> Client::make(std::shared_ptr<Transport> transport, Credentials credentials,
                            ClientOptions options) {
  Result<Session> session = Session::make({.api = "ecg",
                                           .transport = std::move(transport),
                                           .credentials = std::move(credentials),
                                           .read_error = read_error,
                                           .options = std::move(options)});
  if (!session) return Failure{std::move(session.error())};
  return Client{*std::move(session)};
}

Outcome<PartnerPage> Client::list_partners(const ListPartnersRequest& request,
                                           const CallOptions& options) const {
  return calls::call_built<PartnerPage>(session_, build(request), options);
}

Pages<PartnerPage> Client::partner_pages(ListPartnersRequest request, WalkOptions walk) const {
  return {"ecg.listPartners", source_of(session_, std::move(request)), std::move(walk)};
}

Items<Partner> Client::partner_items(ListPartnersRequest request, WalkOptions walk) const {
  return {"ecg.listPartners", rows_of(source_of(session_, std::move(request)), &PartnerPage::items),
          std::move(walk)};
}

Outcome<Partner> Client::create_partner(const CreatePartnerRequest& request,
                                        const CallOptions& options) const {
  return calls::call_built<Partner>(session_, build(request), options);
}

Outcome<Partner> Client::get_partner(const GetPartnerRequest& request,
                                     const CallOptions& options) const {
  return calls::call_built<Partner>(session_, build(request), options);
}

}  // namespace understudy::client::ecg
