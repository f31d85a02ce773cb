// SPDX-License-Identifier: MIT
/// The documented exchanges, asked of the mock in process with a clock that moves.
#include "support.hpp"
#include "understudy/client/transport.hpp"
#include "understudy/conformance/replay.hpp"

namespace understudy::analytics_test {

TEST_CASE("every documented exchange comes out as it is written", "[analytics][exchanges][W3]") {
  ManualClock clock;
  const mock::Server server = make_server(clock);
  const auto set = conformance::load_exchanges(conformance::exchange_text(kApi));
  REQUIRE(set.has_value());
  const auto transport = client::make_direct_transport(
      [&](const Request& request) -> Result<Response> { return server.handle(request); });

  const conformance::Report report =
      conformance::replay(*set, *transport, demo_credentials().at(kApi),
                          {.data = conformance::DataKind::example,
                           .advance_clock = [&](Duration by) { clock.advance(by); },
                           .clock = &clock});

  REQUIRE(report.results.size() == 13);
  for (const conformance::ExchangeResult& result : report.results) {
    INFO(result.id << ": " << result.message);
    CHECK(result.outcome == conformance::Outcome::passed);
  }
}

}  // namespace understudy::analytics_test
