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

  const conformance::Report report =
      conformance::replay(set, *transport, credentials.at("impartner"),
                          {.data = conformance::DataKind::example,
                           .advance_clock = [&](Duration by) { mock.clock().advance(by); }});

  CHECK(report.results.size() > 20);
  for (const conformance::ExchangeResult& result : report.results) {
    INFO(result.id << ": " << result.message);
    CHECK(result.outcome == conformance::Outcome::passed);
  }
}

}  // namespace understudy::impartner_test
