// SPDX-License-Identifier: MIT
/// Leads of PartnerPortal, and the fields that they have.
///
///   auto host = make_httplib_transport(url).value();
///   auto client = partnerportal::Client::make(
///       std::move(host), partnerportal::client_credentials({.id = id, .secret = secret})).value();
///   auto lead = client.update_lead({.company_id = "company-1", .lead_id = id,
///                                   .changes = {.phase_id = Nullable<std::string>{"phase-2"}}});
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "understudy/base/credentials.hpp"
#include "understudy/client/apis/partnerportal/records.hpp"
#include "understudy/client/apis/partnerportal/requests.hpp"
#include "understudy/client/auth.hpp"
#include "understudy/client/pages.hpp"
#include "understudy/client/secret.hpp"
#include "understudy/client/session.hpp"
#include "understudy/client/transport.hpp"

namespace understudy::client::partnerportal {

/// What the vendor gives to a caller.
struct Login {
  std::string id = {};
  Secret secret = {};
  std::string scope = {};  ///< none is documented; empty: none is asked for
};

/// Fetches a token when one is needed, keeps it, and fetches another before it expires or when a
/// host refuses it.
///
/// Source:   partnerportal S8, S9
Credentials client_credentials(Login login);
/// A token that somebody else has fetched.
Credentials token_credentials(Secret token);
/// Of a credentials file: its `client_id` and `client_secret`.
///
/// Errors:   not_found when one of them is missing
Result<Credentials> make_credentials(const CredentialSet& set);

/// Calls of one host with one credential. Thread-safe as far as its transport is. Copies share
/// everything.
///
/// Errors:   of each call: those of Session::call; `vendor` has the code of the host, its message,
///           its request id, and for a refused body or query a problem for each field
/// Source:   partnerportal S1, S10
class Client {
 public:
  /// Errors:   those of Session::make
  static Result<Client> make(std::shared_ptr<Transport> transport, Credentials credentials,
                             ClientOptions options = {});

  /// The call that client_credentials makes, as one of its own. Earlier tokens stay good. The code
  /// of its errors is that of OAuth, "invalid_client", where OAuth has one.
  [[nodiscard]] Outcome<Token> get_token(const Login& login, const CallOptions& options = {}) const;

  [[nodiscard]] Outcome<LeadPage> list_leads(const ListLeadsRequest& request,
                                             const CallOptions& options = {}) const;
  /// From `request.skip` on, up to the empty page behind the last lead.
  [[nodiscard]] Pages<LeadPage> lead_pages(ListLeadsRequest request, WalkOptions walk = {}) const;
  [[nodiscard]] Items<Lead> lead_items(ListLeadsRequest request, WalkOptions walk = {}) const;

  /// Not idempotent: an attempt that may have arrived is not repeated.
  [[nodiscard]] Outcome<LeadAnswer> create_lead(const CreateLeadRequest& request,
                                                const CallOptions& options = {}) const;
  [[nodiscard]] Outcome<LeadAnswer> get_lead(const GetLeadRequest& request,
                                             const CallOptions& options = {}) const;
  /// Idempotent: a value that is set twice is the same value.
  [[nodiscard]] Outcome<LeadAnswer> update_lead(const UpdateLeadRequest& request,
                                                const CallOptions& options = {}) const;

  [[nodiscard]] Outcome<SchemaAnswer> company_schema(const CompanySchemaRequest& request,
                                                     const CallOptions& options = {}) const;
  [[nodiscard]] Outcome<SchemaAnswer> org_schema(const OrgSchemaRequest& request,
                                                 const CallOptions& options = {}) const;

  [[nodiscard]] const Session& session() const { return session_; }

 private:
  explicit Client(Session session) : session_(std::move(session)) {}
  Session session_;
};

}  // namespace understudy::client::partnerportal
