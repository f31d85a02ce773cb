// SPDX-License-Identifier: MIT
/// Matched accounts decoded into typed records, beside a bare parse of the same bytes by nlohmann:
/// bytes per second of JSON, a page of 2,000 rows at a time.
#include <benchmark/benchmark.h>

#include <string>

#include "understudy/base/json_document.hpp"
#include "understudy/client/apis/partnertap/client.hpp"
#include "understudy/mock/server.hpp"

namespace {

using namespace understudy;
using client::partnertap::MatchedAccount;

/// The largest page that a host sends.
const std::string& page() {
  static const std::string text = [] {
    mock::ServerOptions options;
    options.apis = {"partnertap"};
    options.rows = 2'000;
    return mock::Server::make(std::move(options))
        .value()
        .handle({Method::post,
                 "/v1/channelecosystem/records?size=2000",
                 {{"api-key", "demo-api-key"}, {"Content-Type", "application/json"}},
                 R"({"channelReportType":"PARTNER_ORG_MATCHED_ACCOUNTS","matchingType":"MUTUAL",)"
                 R"("companyPartnerPublicId":"c1727859-692f-499e-8c2a-b1fa50aa1a65"})"})
        .body;
  }();
  return text;
}

void count_bytes(benchmark::State& state) {
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(page().size()));
}

/// Everything a walk does with an answer: parse, decode, fingerprint.
void BM_DecodeAccounts(benchmark::State& state) {
  for (auto _ : state) {
    const auto document = JsonDocument::parse(page(), client::kAnswerLimits).value();
    auto step = client::read_spring_step<MatchedAccount>(document.root(), 0);
    if (!step || step->page.content.size() != 2'000) state.SkipWithError("not 2,000 accounts");
    benchmark::DoNotOptimize(step);
  }
  count_bytes(state);
}
BENCHMARK(BM_DecodeAccounts)->Unit(benchmark::kMillisecond);

void BM_ParseByNlohmann(benchmark::State& state) {
  for (auto _ : state) {
    const Json whole = Json::parse(page(), nullptr, /*allow_exceptions=*/false);
    if (whole.is_discarded()) state.SkipWithError("no JSON");
    benchmark::DoNotOptimize(whole);
  }
  count_bytes(state);
}
BENCHMARK(BM_ParseByNlohmann)->Unit(benchmark::kMillisecond);

}  // namespace
