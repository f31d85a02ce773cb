// SPDX-License-Identifier: MIT
/// Records of Impartner PRM: accounts, users, and whatever objects a customer has defined.
///
///   using odata::field;
///   auto client = impartner::Client::make(std::move(host),
///                                         impartner::key_credentials(Secret{key})).value();
///   for (const auto& record : client.record_items(impartner::ListByODataRequest{
///            .object = "Account", .filter = field("Status").ne("Inactive"), .page_size = 100})) {
///     if (!record) return Failure{record.error()};
///     use(read_as<impartner::Account>(*record));
///   }
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "understudy/base/credentials.hpp"
#include "understudy/client/apis/impartner/objects.hpp"
#include "understudy/client/apis/impartner/records.hpp"
#include "understudy/client/apis/impartner/requests.hpp"
#include "understudy/client/auth.hpp"
#include "understudy/client/pages.hpp"
#include "understudy/client/secret.hpp"
#include "understudy/client/session.hpp"
#include "understudy/client/transport.hpp"

namespace understudy::client::impartner {

/// A key of the vendor. Source: impartner S4
Credentials key_credentials(Secret key);
/// A key for a name and a password, fetched when it is needed and again before its hour is over.
///
/// Source:   impartner S4.9 [OBS]: the lifetime is an assumption of one client
Credentials login_credentials(const CreateKeyRequest& login);
/// Of a credentials file: its `prm_key`, else its `user_name` and `password`.
///
/// Errors:   not_found when it has neither
Result<Credentials> make_credentials(const CredentialSet& set);

/// Calls of one host with one credential. Thread-safe as far as its transport is. Copies share
/// everything.
///
/// Errors:   of each call: those of Session::call, an answer of 200 that says `success` false
///           among them. `vendor.code` is the first code of the host, `vendor.problems` are all of
///           them. A call for many succeeds when items of it fail: see ManyResult
/// Source:   impartner S1, S5, S16
class Client {
 public:
  /// `tenant_id` goes with every request; empty: none does.
  ///
  /// Errors:   those of Session::make
  /// Source:   impartner S4.2 [SEED]: 1 is the documented tenant; S4.7 others do without
  static Result<Client> make(std::shared_ptr<Transport> transport, Credentials credentials,
                             ClientOptions options = {}, std::string tenant_id = "1");

  [[nodiscard]] Outcome<std::vector<EntityDef>> describe_objects(
      const DescribeObjectsRequest& request = {}, const CallOptions& options = {}) const;
  [[nodiscard]] Outcome<std::vector<FieldDefinition>> describe_object(
      const DescribeObjectRequest& request, const CallOptions& options = {}) const;

  [[nodiscard]] Outcome<RecordPage> list_records(const ListByODataRequest& request,
                                                 const CallOptions& options = {}) const;
  [[nodiscard]] Outcome<RecordPage> list_records(const ListByThqlRequest& request,
                                                 const CallOptions& options = {}) const;
  [[nodiscard]] Outcome<RecordPage> search_records(const SearchRecordsRequest& request,
                                                   const CallOptions& options = {}) const;
  /// The pages of those lists, from the one that the request names on.
  [[nodiscard]] Pages<RecordPage> record_pages(ListByODataRequest request,
                                               WalkOptions walk = {}) const;
  [[nodiscard]] Pages<RecordPage> record_pages(ListByThqlRequest request,
                                               WalkOptions walk = {}) const;
  [[nodiscard]] Pages<RecordPage> record_pages(SearchRecordsRequest request,
                                               WalkOptions walk = {}) const;
  [[nodiscard]] Items<Record> record_items(ListByODataRequest request, WalkOptions walk = {}) const;
  [[nodiscard]] Items<Record> record_items(ListByThqlRequest request, WalkOptions walk = {}) const;
  [[nodiscard]] Items<Record> record_items(SearchRecordsRequest request,
                                           WalkOptions walk = {}) const;

  /// Not idempotent, though they are PUT: each makes new records.
  [[nodiscard]] Outcome<Record> create_record(const CreateRecordRequest& request,
                                              const CallOptions& options = {}) const;
  [[nodiscard]] Outcome<ManyResult> create_records(const CreateRecordsRequest& request,
                                                   const CallOptions& options = {}) const;

  [[nodiscard]] Outcome<Record> get_record(const GetRecordRequest& request,
                                           const CallOptions& options = {}) const;
  [[nodiscard]] Outcome<Record> update_record(const UpdateRecordRequest& request,
                                              const CallOptions& options = {}) const;
  [[nodiscard]] Outcome<ManyResult> update_records(const UpdateRecordsRequest& request,
                                                   const CallOptions& options = {}) const;
  /// A repeated attempt may find the record gone: RecordNotFound.
  [[nodiscard]] Outcome<Record> delete_record(const DeleteRecordRequest& request,
                                              const CallOptions& options = {}) const;
  [[nodiscard]] Outcome<ManyResult> delete_records(const DeleteRecordsRequest& request,
                                                   const CallOptions& options = {}) const;
  /// The ids, the first deleted first.
  [[nodiscard]] Outcome<std::vector<std::int32_t>> list_deleted_records(
      const ListDeletedRecordsRequest& request, const CallOptions& options = {}) const;

  /// The call that login_credentials makes, as one of its own.
  [[nodiscard]] Outcome<Secret> create_key(const CreateKeyRequest& request,
                                           const CallOptions& options = {}) const;

  [[nodiscard]] const Session& session() const { return session_; }

 private:
  Client(Session session, std::string tenant_id)
      : session_(std::move(session)), tenant_id_(std::move(tenant_id)) {}

  Session session_;
  std::string tenant_id_;
};

}  // namespace understudy::client::impartner
