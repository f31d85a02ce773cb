// SPDX-License-Identifier: MIT
/// PartnerTap's older API: usage statistics and partnership data of one organisation, in lists.
///
///   auto host = make_httplib_transport("https://reports.partnertap.com").value();
///   auto client = partnertap_analytics::Client::make(
///       std::move(host), partnertap_analytics::api_key_credentials(Secret{key})).value();
///   auto page = client.chats_exchanged({.page = {.size = 100}});
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "understudy/base/credentials.hpp"
#include "understudy/client/apis/partnertap-analytics/records.hpp"
#include "understudy/client/auth.hpp"
#include "understudy/client/pages.hpp"
#include "understudy/client/paging/spring_page.hpp"
#include "understudy/client/session.hpp"

namespace understudy::client::partnertap_analytics {

struct ListRequest {
  SpringPageRequest page = {};
};

/// Source:   partnertap-analytics S1
struct OpportunitiesRequest {
  std::string partner_org = {};                       ///< exact; empty: of all
  std::optional<OpenEnum<Direction>> direction = {};  ///< absent: both
  SpringPageRequest page = {};
};

/// Source:   partnertap-analytics S1
struct AccountsRequest {
  std::string partner_org = {};  ///< exact; empty: of all
  std::string search = {};       ///< one term, looked for in the texts of a row; blank: none
  SpringPageRequest page = {};
};

/// Exchanges an API key for a token when one is needed, keeps it, and exchanges again before it
/// expires or when a host refuses it. Tokens are sent bare, as the documents show it.
///
/// Source:   partnertap-analytics S3, S5.1
Credentials api_key_credentials(const Secret& key);
/// A token that somebody else has fetched. Source: partnertap-analytics S5.1
Credentials jwt_credentials(Secret jwt);
/// Of a credentials file: its `api_key`, else its `jwt`.
///
/// Errors:   not_found when it has neither
Result<Credentials> make_credentials(const CredentialSet& set);

/// Calls of one host with one credential. Thread-safe as far as its transport is. Copies share
/// everything. Every operation only reads, and is repeated where that helps.
///
/// Errors:   of each call: those of Session::call; CallError::vendor has the `error` and the
///           `message` of the host's error object
/// Source:   partnertap-analytics S1
class Client {
 public:
  /// Errors:   those of Session::make
  static Result<Client> make(std::shared_ptr<Transport> transport, Credentials credentials,
                             ClientOptions options = {});

  /// The exchange that api_key_credentials makes, as a call of its own. Earlier tokens stay good.
  [[nodiscard]] Outcome<Token> get_token(const Secret& key, const CallOptions& options = {}) const;

  /// Counts of each division. A host that does not page this list sends it whole (S1.7).
  [[nodiscard]] Outcome<SpringPage<DivisionFigures>> dashboard_by_division(
      const ListRequest& request = {}, const CallOptions& options = {}) const;
  [[nodiscard]] Pages<SpringPage<DivisionFigures>> dashboard_by_division_pages(
      const ListRequest& request = {}, WalkOptions options = {}) const;
  [[nodiscard]] Items<DivisionFigures> dashboard_by_division_items(const ListRequest& request = {},
                                                                   WalkOptions options = {}) const;

  /// Partnership connections by sales rep.
  [[nodiscard]] Outcome<SpringPage<NewRepConnection>> new_rep_connections(
      const ListRequest& request = {}, const CallOptions& options = {}) const;
  [[nodiscard]] Pages<SpringPage<NewRepConnection>> new_rep_connections_pages(
      const ListRequest& request = {}, WalkOptions options = {}) const;
  [[nodiscard]] Items<NewRepConnection> new_rep_connections_items(const ListRequest& request = {},
                                                                  WalkOptions options = {}) const;

  /// What is shared, by partner org.
  [[nodiscard]] Outcome<SpringPage<OpportunitySum>> opportunities_shared_summary(
      const ListRequest& request = {}, const CallOptions& options = {}) const;
  [[nodiscard]] Pages<SpringPage<OpportunitySum>> opportunities_shared_summary_pages(
      const ListRequest& request = {}, WalkOptions options = {}) const;
  [[nodiscard]] Items<OpportunitySum> opportunities_shared_summary_items(
      const ListRequest& request = {}, WalkOptions options = {}) const;

  /// Every shared opportunity.
  [[nodiscard]] Outcome<SpringPage<SharedOpportunity>> opportunities_shared(
      const OpportunitiesRequest& request = {}, const CallOptions& options = {}) const;
  [[nodiscard]] Pages<SpringPage<SharedOpportunity>> opportunities_shared_pages(
      const OpportunitiesRequest& request = {}, WalkOptions options = {}) const;
  [[nodiscard]] Items<SharedOpportunity> opportunities_shared_items(
      const OpportunitiesRequest& request = {}, WalkOptions options = {}) const;

  /// Accounts that match one of a partner org.
  [[nodiscard]] Outcome<SpringPage<SaleAccount>> sale_accounts_matched(
      const AccountsRequest& request = {}, const CallOptions& options = {}) const;
  [[nodiscard]] Pages<SpringPage<SaleAccount>> sale_accounts_matched_pages(
      const AccountsRequest& request = {}, WalkOptions options = {}) const;
  [[nodiscard]] Items<SaleAccount> sale_accounts_matched_items(const AccountsRequest& request = {},
                                                               WalkOptions options = {}) const;

  /// Accounts that match none.
  [[nodiscard]] Outcome<SpringPage<SaleAccount>> sale_accounts_unmatched(
      const AccountsRequest& request = {}, const CallOptions& options = {}) const;
  [[nodiscard]] Pages<SpringPage<SaleAccount>> sale_accounts_unmatched_pages(
      const AccountsRequest& request = {}, WalkOptions options = {}) const;
  [[nodiscard]] Items<SaleAccount> sale_accounts_unmatched_items(
      const AccountsRequest& request = {}, WalkOptions options = {}) const;

  /// Chats by sales rep and partner org.
  [[nodiscard]] Outcome<SpringPage<ChatsExchanged>> chats_exchanged(
      const ListRequest& request = {}, const CallOptions& options = {}) const;
  [[nodiscard]] Pages<SpringPage<ChatsExchanged>> chats_exchanged_pages(
      const ListRequest& request = {}, WalkOptions options = {}) const;
  [[nodiscard]] Items<ChatsExchanged> chats_exchanged_items(const ListRequest& request = {},
                                                            WalkOptions options = {}) const;

  [[nodiscard]] const Session& session() const { return session_; }

 private:
  explicit Client(Session session) : session_(std::move(session)) {}
  Session session_;
};

}  // namespace understudy::client::partnertap_analytics
