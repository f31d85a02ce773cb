// SPDX-License-Identifier: MIT
/// The documented exchanges, in process, in their order: every demand of theirs holds.
#include "support.hpp"
#include "understudy/client/transport.hpp"
#include "understudy/conformance/replay.hpp"

namespace understudy::ecg_test {

TEST_CASE("the mock keeps every documented exchange", "[ecg][exchanges]") {
  const Mock mock;
  const auto set = conformance::load_exchanges(conformance::exchange_text("ecg")).value();
  const auto transport = client::make_direct_transport(
      [&](const Request& request) -> Result<Response> { return mock.ask(request); });
  const std::vector<CredentialSet> credentials{
      {{"jwt", creator_token()}},
      {{"jwt", token_with(Json::object())}},
      {{"jwt", token_with({{"permissions", {"organizations.billing.admin"}}})}}};

  const auto report = conformance::replay(set, *transport, credentials,
                                          {.data = conformance::DataKind::example, .writes = true});

  for (const conformance::ExchangeResult& result : report.results) {
    INFO(result.id << ": " << result.message);
    for (const auto& mismatch : result.mismatches) UNSCOPED_INFO(render(mismatch));
    CHECK(result.outcome == conformance::Outcome::passed);
  }
  CHECK(report.results.size() == 15);
}

}  // namespace understudy::ecg_test
