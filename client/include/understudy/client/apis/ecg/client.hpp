// SPDX-License-Identifier: MIT
/// Partners of the ECG organizations API v2.
///
///   auto client = ecg::Client::make(transport, Secret{jwt}).value();
///   for (const Outcome<ecg::Partner>& partner : client.items({.search_term = "acme"})) { ... }
#pragma once

#include <memory>
#include <utility>

#include "understudy/client/apis/ecg/records.hpp"
#include "understudy/client/apis/ecg/requests.hpp"
#include "understudy/client/auth.hpp"
#include "understudy/client/pages.hpp"
#include "understudy/client/secret.hpp"
#include "understudy/client/session.hpp"
#include "understudy/client/transport.hpp"

namespace understudy::client::ecg {

/// Calls of one caller. Copies share everything; thread-safe as far as the transport is.
///
/// Errors of every call: those of Session::call. `vendor.code` is the reason phrase of the host
/// ("Bad Request"), or empty where it sends none; `vendor.problems` are the lines of a refused body
/// or query, in the host's order, and `vendor.message` all of them.
///
/// Source:   ecg S1, S4, S13
class Client {
 public:
  /// The token needs `partners.create` (or `organizations.billing.admin`) to create; any valid one
  /// may read. No endpoint gives one out.
  static Result<Client> make(std::shared_ptr<Transport> transport, Secret jwt,
                             ClientOptions options = {});
  /// With tokens that come from elsewhere and are replaced.
  static Result<Client> make(std::shared_ptr<Transport> transport, Credentials credentials,
                             ClientOptions options = {});

  Outcome<PartnerPage> list_partners(const ListPartners& request = {},
                                     const CallOptions& options = {}) const;
  /// The pages from `request.skip` on.
  [[nodiscard]] Pages<PartnerPage> pages(ListPartners request = {}, WalkOptions walk = {}) const;
  [[nodiscard]] Items<Partner> items(ListPartners request = {}, WalkOptions walk = {}) const;

  /// Not idempotent: an attempt that may have arrived is not repeated.
  Outcome<Partner> create_partner(const CreatePartner& request,
                                  const CallOptions& options = {}) const;
  Outcome<Partner> get_partner(const GetPartner& request, const CallOptions& options = {}) const;

  [[nodiscard]] const Session& session() const { return session_; }

 private:
  explicit Client(Session session) : session_(std::move(session)) {}
  Session session_;
};

}  // namespace understudy::client::ecg
