// SPDX-License-Identifier: MIT
/// The documented exchanges, one after the other, against the mock in process.
#include "support.hpp"
#include "understudy/client/transport.hpp"
#include "understudy/conformance/replay.hpp"

namespace understudy::impartner_test {

TEST_CASE("every documented exchange comes out as documented", "[impartner][exchanges]") {
  Mock mock;
  const auto set = conformance::load_exchanges(conformance::exchange_text("impartner")).value();
  const auto transport = client::make_direct_transport(
      [&](const Request& request) -> Result<Response> { return mock.server().handle(request); });
  const Credentials credentials = demo_credentials();

  const conformance::Report report = conformance::replay(
      set, *transport, credentials.at("impartner"),
      {.data = conformance::DataKind::example, .writes = true, .advance_clock = [&](Duration by) {
         mock.clock().advance(by);
       }});

  CHECK(report.results.size() > 20);
  for (const conformance::ExchangeResult& result : report.results) {
    INFO(result.id << ": " << result.message);
    CHECK(result.outcome == conformance::Outcome::passed);
  }
}

TEST_CASE("records are deleted by the body of a DELETE over HTTP too", "[impartner][http]") {
  ManualClock clock;
  const auto mock = mock::MockServer::start(example_options(clock)).value();
  const auto transport = client::make_httplib_transport(mock.url()).value();
  const Fields fields{{"Authorization", "prm-key demo-prm-key"},
                      {"Content-Type", "application/json"}};

  const Response deleted =
      transport->send({Method::delete_, "/api/objects/v1/Account", fields, "[2,99]"}).value();
  const Response left =
      transport->send({Method::get, "/api/objects/v1/Account", fields, {}}).value();

  CHECK(deleted.status == 200);
  CHECK(body_of(deleted).at("results").at(0).at("success") == true);
  CHECK(ids_of(left) == Json({1, 3, 4, 5, 6}));
}

}  // namespace understudy::impartner_test
