// SPDX-License-Identifier: MIT
/// What ECG's host refuses for whatever operation is asked: too many requests, and faults of its
/// own. Methods that it does not know are unknown paths to it, and no operation documents them.
///
/// Source: ecg S13.1, S13.4, S13.8, S14
#include "client/pair_errors.hpp"
#include "support.hpp"
#include "understudy/client/apis/ecg/client.hpp"

namespace understudy::ecg_test {

namespace {

using client::CallError;
using client::Idempotency;
using client::Secret;
using client::ecg::Client;
using pair_test::changed_on_the_way;
using pair_test::check_fault;
using pair_test::check_throttled;
using pair_test::error_of;
using pair_test::get;
using pair_test::Pair;
using pair_test::routes;
using Call = pair_test::DocumentedCall<Client>;
using namespace std::chrono;

constexpr const char* kNoCode = "";  // S13.1, S14.1: no reason phrase at 429 and 500

mock::ServerOptions served(const Readings& readings = {}) {
  mock::ServerOptions options;
  options.apis = {"ecg"};
  options.data = fixtures::DataSet::example;
  for (const auto& [name, value] : readings) options.switches["ecg." + name] = value;
  return options;
}

mock::ServerOptions served_with(mock::Fault fault) {
  mock::ServerOptions options = served();
  fault.api = "ecg";
  options.faults = {std::move(fault)};
  return options;
}

/// One token for all clients of a test, since a host counts by token.
client::Credentials credentials_of(Pair& pair) {
  const auto token = pair.server().issue_token("ecg", {});
  REQUIRE(token.has_value());
  return client::ecg::jwt_credentials(Secret{*token});
}

Client client_over(const std::shared_ptr<client::Transport>& transport,
                   const client::Credentials& credentials, const client::ClientOptions& options) {
  return Client::make(transport, credentials, options).value();
}

std::vector<Call> calls() {
  return {
      {"listPartners", Idempotency::safe, false,
       [](const Client& client) { return error_of(client.list_partners()); }},
      {"createPartner", Idempotency::unsafe, true,
       [](const Client& client) {
         return error_of(client.create_partner({.organization = {.business_name = "New"}}));
       }},
      {"getPartner", Idempotency::safe, false,
       [](const Client& client) {
         return error_of(client.get_partner({.partner_id = kPartnerIds[0]}));
       }},
  };
}

}  // namespace

TEST_CASE("a host that counts refuses every operation, and says how long to wait",
          "[pair][ecg][errors][S14.1][S14.2]") {
  Pair pair(GENERATE(from_range(routes())), served({{"throttle.limit", "1/60s"}}));
  const client::Credentials credentials = credentials_of(pair);
  const Client impatient = client_over(pair.transport(), credentials, pair.impatient_options());
  get(impatient.list_partners());
  pair.clock().advance(10s);

  for (const Call& call : calls()) {
    INFO(call.operation);
    const CallError error = call.ask(impatient);
    check_throttled(error, kNoCode);
    CHECK(error.vendor.message == "ThrottlerException: Too Many Requests");
  }

  const Client patient = client_over(pair.transport(), credentials, pair.options());
  const auto before = pair.clock().steady_now();
  CHECK(get(patient.list_partners()).total_records == 5);  // nothing was created
  CHECK(pair.clock().steady_now() - before >= 50s);
  CHECK(pair.clock().steady_now() - before <= 51s);
}

TEST_CASE("a burst of 429 is waited for as long as it asks", "[pair][ecg][errors][S14.2]") {
  Pair pair(
      GENERATE(from_range(routes())),
      served_with({.kind = mock::Fault::Kind::throttled, .retry_after = seconds{7}, .times = 2}));
  const Client client = client_over(pair.transport(), credentials_of(pair), pair.options());
  const auto before = pair.clock().steady_now();

  CHECK(get(client.list_partners()).total_records == 5);

  CHECK(pair.count(client::CallEvent::Kind::attempt) == 3);
  CHECK(pair.clock().steady_now() - before >= 14s);
}

TEST_CASE("a fault of the host is told by every operation, and repeated where that is safe",
          "[pair][ecg][errors][S13.8]") {
  pair_test::require_every_operation("ecg", calls());
  Pair pair(GENERATE(from_range(routes())),
            served_with({.kind = mock::Fault::Kind::status, .code = 500}));
  const client::Credentials credentials = credentials_of(pair);

  for (const Call& call : calls()) {
    INFO(call.operation);
    check_fault(call.ask(client_over(pair.transport(), credentials, pair.options())),
                call.idempotency, kNoCode);
  }
}

TEST_CASE("a method that a path does not know is an unknown path", "[pair][ecg][errors][S13.4]") {
  Pair pair(GENERATE(from_range(routes())), served());
  const Client client = client_over(
      changed_on_the_way(pair, [](Request& request) { request.method = Method::delete_; }),
      credentials_of(pair), pair.impatient_options());

  const CallError error = error_of(client.get_partner({.partner_id = kPartnerIds[0]}));

  pair_test::check_permanent(error, 404, "Not Found");
  CHECK(error.vendor.message == "Cannot DELETE /api/v2/partners/" + kPartnerIds[0]);
}

}  // namespace understudy::ecg_test
