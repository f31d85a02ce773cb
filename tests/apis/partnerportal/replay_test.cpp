// SPDX-License-Identifier: MIT
/// The documented exchanges, replayed against the mock, with a clock that moves.
#include "understudy/conformance/replay.hpp"

#include "support.hpp"
#include "understudy/base/credentials.hpp"
#include "understudy/client/transport.hpp"
#include "understudy/conformance/exchange.hpp"

namespace understudy::partnerportal_test {

namespace {

void check_exchanges(client::Transport& transport, ManualClock& clock) {
  const auto set = conformance::load_exchanges(conformance::exchange_text("partnerportal")).value();

  const conformance::Report report =
      conformance::replay(set, transport, demo_credentials().at("partnerportal"),
                          {.data = conformance::DataKind::example,
                           .writes = true,
                           .advance_clock = [&](Duration by) { clock.advance(by); },
                           .clock = &clock});

  CHECK(report.results.size() == 23);
  for (const conformance::ExchangeResult& result : report.results) {
    INFO(result.id << ": " << result.message);
    CHECK(result.outcome == conformance::Outcome::passed);
    for (const conformance::Mismatch& mismatch : result.mismatches) {
      FAIL_CHECK(conformance::render(mismatch));
    }
  }
}

}  // namespace

TEST_CASE("every documented exchange holds on the example set", "[partnerportal][exchanges][W4]") {
  const Mock mock;
  const auto transport = client::make_direct_transport(
      [&](const Request& request) -> Result<Response> { return mock.server.handle(request); });

  check_exchanges(*transport, *mock.clock);
}

TEST_CASE("every documented exchange holds over HTTP", "[partnerportal][exchanges][W4]") {
  ManualClock clock;
  const auto mock = mock::MockServer::start(completed(example_set(), clock, {})).value();
  const auto transport = client::make_httplib_transport(mock.url()).value();

  check_exchanges(*transport, clock);
}

}  // namespace understudy::partnerportal_test
