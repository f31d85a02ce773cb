// SPDX-License-Identifier: MIT
/// PartnerTap's typed client and the mock on the documents' example rows.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "client/pair_support.hpp"
#include "support.hpp"
#include "understudy/client/apis/partnertap/client.hpp"

namespace understudy::partnertap_test {

using client::SuffixFilters;
using client::SuffixMap;
using client::partnertap::Client;
using client::partnertap::MatchedAccount;
using client::partnertap::MatchedAccountsRequest;
using pair_test::error_of;
using pair_test::get;
using pair_test::Pair;
using pair_test::Route;
using pair_test::routes;
using Names = std::vector<std::string>;

/// The example rows under some readings.
inline mock::ServerOptions pair_options(std::map<std::string, std::string> switches = {}) {
  const ManualClock unused;  // a pair brings its own
  return example_options(unused, std::move(switches));
}

inline client::Credentials demo_key() {
  return client::partnertap::api_key_credentials(client::Secret{"demo-api-key"});
}

inline Client make_client(Pair& pair, client::Credentials credentials = demo_key()) {
  return Client::make(pair.transport(), std::move(credentials), pair.options()).value();
}

/// For what the client would not let leave, and for errors that it would wait for to pass.
inline Client make_careless(Pair& pair, client::Credentials credentials = demo_key()) {
  return Client::make(pair.transport(), std::move(credentials), pair.careless_options()).value();
}

inline MatchedAccountsRequest accounts_of(SuffixFilters filters = {}) {
  return {.partner = kExamplePharma, .filters = std::move(filters)};
}

inline Names names_of(const std::vector<MatchedAccount>& rows) {
  Names names;
  for (const MatchedAccount& row : rows) {
    REQUIRE(row.name() != nullptr);
    names.push_back(*row.name());
  }
  return names;
}

}  // namespace understudy::partnertap_test
