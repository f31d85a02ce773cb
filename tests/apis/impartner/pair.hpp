// SPDX-License-Identifier: MIT
/// What the pair tests of Impartner's typed client have in common.
#pragma once

#include "client/pair_support.hpp"
#include "support.hpp"
#include "understudy/client/apis/impartner/client.hpp"

namespace understudy::impartner_test {

using client::CallError;
using client::CallEvent;
using client::Ending;
using client::Instant;
using client::OrderByItem;
using client::Outcome;
using client::Secret;
using client::impartner::Account;
using client::impartner::Client;
using client::impartner::EntityDef;
using client::impartner::FieldDefinition;
using client::impartner::ListByODataRequest;
using client::impartner::ListByThqlRequest;
using client::impartner::ManyResult;
using client::impartner::read_as;
using client::impartner::Record;
using client::impartner::RecordPage;
using client::impartner::SearchRecordsRequest;
using client::impartner::User;
using pair_test::error_of;
using pair_test::get;
using pair_test::Pair;
using pair_test::routes;
using Ids = std::vector<std::int32_t>;
using namespace std::chrono;
namespace odata = client::odata;
namespace thql = client::thql;

inline mock::ServerOptions served(const Readings& readings = {}) {
  mock::ServerOptions options;
  options.apis = {"impartner"};
  options.data = fixtures::DataSet::example;
  for (const auto& [name, value] : readings) options.switches["impartner." + name] = value;
  return options;
}

inline Client client_of(Pair& pair, client::ClientOptions options,
                        const std::string& key = "demo-prm-key") {
  return Client::make(pair.transport(), client::impartner::key_credentials(Secret{key}),
                      std::move(options))
      .value();
}
inline Client client_of(Pair& pair) { return client_of(pair, pair.options()); }

inline Ids ids_of(const std::vector<Record>& records) {
  Ids ids;
  for (const Record& record : records) ids.push_back(record.id);
  return ids;
}

template <typename Items>
Ids walked(Items items) {
  Ids ids;
  for (Outcome<Record>& record : items) ids.push_back(get(std::move(record)).id);
  return ids;
}

inline const odata::Filter kActive =
    odata::field("Partner_Tier__cf").ne("Pending") && odata::field("Status").ne("Inactive");

inline void check(const CallError& error, int status, const std::string& code) {
  INFO(client::render(error));
  CHECK(error.status == status);
  CHECK(error.vendor.code == code);
  CHECK_FALSE(error.vendor.message.empty());
}

}  // namespace understudy::impartner_test
