// SPDX-License-Identifier: MIT
/// Partners of the ECG organizations API v2.
///
///   auto client = ecg::Client::make(std::move(host), ecg::jwt_credentials(Secret{jwt})).value();
///   for (const Outcome<ecg::Partner>& partner : client.partner_items({.search_term = "acme"})) {
///   ... }
#pragma once

#include <memory>
#include <utility>

#include "understudy/base/credentials.hpp"
#include "understudy/client/apis/ecg/records.hpp"
#include "understudy/client/apis/ecg/requests.hpp"
#include "understudy/client/auth.hpp"
#include "understudy/client/pages.hpp"
#include "understudy/client/secret.hpp"
#include "understudy/client/session.hpp"
#include "understudy/client/transport.hpp"

namespace understudy::client::ecg {

/// A token of the caller. It needs `partners.create` (or `organizations.billing.admin`) to create;
/// any valid one may read. No endpoint gives one out.
///
/// Source:   ecg S4
Credentials jwt_credentials(Secret jwt);
/// Of a credentials file: its `jwt`.
///
/// Errors:   not_found when it has none
Result<Credentials> make_credentials(const CredentialSet& set);

/// Calls of one host with one credential. Thread-safe as far as its transport is. Copies share
/// everything.
///
/// Errors of every call: those of Session::call. `vendor.code` is the reason phrase of the host
/// ("Bad Request"), or empty where it sends none; `vendor.problems` are the lines of a refused body
/// or query, in the host's order, and `vendor.message` all of them.
///
/// Source:   ecg S1, S4, S13
class Client {
 public:
  /// Errors:   those of Session::make
  static Result<Client> make(std::shared_ptr<Transport> transport, Credentials credentials,
                             ClientOptions options = {});

  [[nodiscard]] Outcome<PartnerPage> list_partners(const ListPartnersRequest& request = {},
                                                   const CallOptions& options = {}) const;
  /// The pages from `request.skip` on.
  [[nodiscard]] Pages<PartnerPage> partner_pages(ListPartnersRequest request = {},
                                                 WalkOptions walk = {}) const;
  [[nodiscard]] Items<Partner> partner_items(ListPartnersRequest request = {},
                                             WalkOptions walk = {}) const;

  /// Not idempotent: an attempt that may have arrived is not repeated.
  [[nodiscard]] Outcome<Partner> create_partner(const CreatePartnerRequest& request,
                                                const CallOptions& options = {}) const;
  [[nodiscard]] Outcome<Partner> get_partner(const GetPartnerRequest& request,
                                             const CallOptions& options = {}) const;

  [[nodiscard]] const Session& session() const { return session_; }

 private:
  explicit Client(Session session) : session_(std::move(session)) {}
  Session session_;
};

}  // namespace understudy::client::ecg
