// SPDX-License-Identifier: MIT
/// PartnerTap's channel ecosystem API: the partner orgs one is connected with, and the accounts in
/// common with each of them.
///
///   auto host = make_httplib_transport("https://reports.partnertap.com").value();
///   auto client = partnertap::Client::make(std::move(host),
///                                          partnertap::api_key_credentials(Secret{key})).value();
///   for (const auto& account : client.matched_account_items({.partner = id})) {
///     if (!account) return Failure{account.error()};
///     use(*account);
///   }
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "understudy/base/credentials.hpp"
#include "understudy/client/apis/partnertap/members.hpp"
#include "understudy/client/apis/partnertap/records.hpp"
#include "understudy/client/auth.hpp"
#include "understudy/client/filter/suffix_map.hpp"
#include "understudy/client/pages.hpp"
#include "understudy/client/paging/spring_page.hpp"
#include "understudy/client/session.hpp"

namespace understudy::client::partnertap {

/// Which partner orgs. `matching` absent: as the host thinks best.
///
/// Source:   partnertap S6
struct PartnerOrgsRequest {
  std::optional<MatchingType> matching = MatchingType::mutual;
  std::string search = {};  ///< one term, looked for in the texts of a row; blank: none
  SuffixFilters filters = {};
  bool map_by_locations = false;  ///< the documents do not say what it does
  SpringPageRequest page = {};
};

/// Which accounts in common with one partner org.
///
/// Source:   partnertap S6
struct MatchedAccountsRequest {
  std::string partner = {};  ///< PartnerOrg::company_partner_public_id; required by the host
  std::optional<MatchingType> matching = MatchingType::mutual;  ///< required by the host
  std::string search = {};  ///< one term, looked for in the own texts of a row; blank: none
  SuffixFilters filters = {};
  bool map_by_locations = false;  ///< the documents do not say what it does
  SpringPageRequest page = {};
};

/// The columns of which report. Those of matched accounts differ from partner to partner.
struct ColumnsRequest {
  ReportType report = ReportType::matched_accounts;
  std::string partner = {};  ///< required by the host for matched accounts
  std::optional<MatchingType> matching = {};
};

/// The values of which column, over the whole report: filters have no say in it.
///
/// Source:   partnertap S11
struct FilterValuesRequest {
  std::string column = {};  ///< its key; required by the host
  ReportType report = ReportType::matched_accounts;
  std::string partner = {};  ///< required by the host for matched accounts
  std::optional<MatchingType> matching = {};
  bool by_org = false;          ///< the documents do not say what it does
  SpringPageRequest page = {};  ///< the order is the host's
};

/// Sends `api-key`. Source: partnertap S4.2
Credentials api_key_credentials(Secret key);
/// Sends `Authorization: Bearer`, for callers without a key. Source: partnertap S4.6
Credentials jwt_credentials(Secret jwt);
/// Of a credentials file: its `api_key`, else its `jwt`.
///
/// Errors:   not_found when it has neither
Result<Credentials> make_credentials(const CredentialSet& set);

/// The columns as filters are checked against them, with the second spellings that hosts accept:
/// `accountName` for `name`, `partnerOrgName` for `partnerName`. Source: partnertap S8.3, S9.3
std::vector<FilterColumn> filter_columns(const std::vector<Column>& columns);

/// Calls of one host with one credential. Thread-safe as far as its transport is. Copies share
/// everything. Every operation only reads, and is repeated where that helps.
///
/// Errors:   of each call: those of Session::call; CallError::vendor has the `error` and the
///           `message` of the host's error object
/// Source:   partnertap S1
class Client {
 public:
  /// Without a pacer in `options` calls keep to 100 in any 60 s, as the host documents them for
  /// one key (S5.1).
  ///
  /// Errors:   those of Session::make
  static Result<Client> make(std::shared_ptr<Transport> transport, Credentials credentials,
                             ClientOptions options = {});

  [[nodiscard]] Outcome<SpringPage<PartnerOrg>> partner_orgs(const PartnerOrgsRequest& request = {},
                                                             const CallOptions& options = {}) const;
  [[nodiscard]] Pages<SpringPage<PartnerOrg>> partner_org_pages(
      const PartnerOrgsRequest& request = {}, WalkOptions options = {}) const;
  [[nodiscard]] Items<PartnerOrg> partner_org_items(const PartnerOrgsRequest& request = {},
                                                    WalkOptions options = {}) const;

  [[nodiscard]] Outcome<SpringPage<MatchedAccount>> matched_accounts(
      const MatchedAccountsRequest& request, const CallOptions& options = {}) const;
  [[nodiscard]] Pages<SpringPage<MatchedAccount>> matched_account_pages(
      const MatchedAccountsRequest& request, WalkOptions options = {}) const;
  [[nodiscard]] Items<MatchedAccount> matched_account_items(const MatchedAccountsRequest& request,
                                                            WalkOptions options = {}) const;

  /// Standard columns first, then custom ones, then those of the partner.
  [[nodiscard]] Outcome<std::vector<Column>> columns(const ColumnsRequest& request,
                                                     const CallOptions& options = {}) const;

  [[nodiscard]] Outcome<SpringPage<FilterValue>> filter_values(
      const FilterValuesRequest& request, const CallOptions& options = {}) const;
  [[nodiscard]] Pages<SpringPage<FilterValue>> filter_value_pages(
      const FilterValuesRequest& request, WalkOptions options = {}) const;
  [[nodiscard]] Items<FilterValue> filter_value_items(const FilterValuesRequest& request,
                                                      WalkOptions options = {}) const;

  /// The reports of the host. Its shape is not documented: an array of reports and an object by
  /// report type are both read (S12.2).
  [[nodiscard]] Outcome<std::vector<Report>> report_names(const CallOptions& options = {}) const;

  [[nodiscard]] const Session& session() const { return session_; }

 private:
  explicit Client(Session session) : session_(std::move(session)) {}
  Session session_;
};

}  // namespace understudy::client::partnertap
