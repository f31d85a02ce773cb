// SPDX-License-Identifier: MIT
/// What one request costs in process: authentication, limit, filter, sort and page included.
#include <benchmark/benchmark.h>

#include <string>

#include "understudy/mock/server.hpp"

namespace {

using understudy::Method;
using understudy::Request;
using understudy::mock::Server;
using understudy::mock::ServerOptions;

/// The mock with `rows` accounts, limited to more than a benchmark asks.
Server make_server(std::size_t rows) {
  ServerOptions options;
  options.rows = rows;
  options.switches = {{"partnertap.throttle.limit", "1000000/1s"}};
  return Server::make(options).value();
}

Request page_request(const std::string& query, const std::string& filters) {
  return {Method::post,
          "/v1/channelecosystem/records?" + query,
          {{"Host", "127.0.0.1"},
           {"api-key", "demo-api-key"},
           {"Content-Type", "application/json"},
           {"Accept", "*/*"}},
          R"({"channelReportType":"PARTNER_ORG_MATCHED_ACCOUNTS","matchingType":"MUTUAL",)"
          R"("companyPartnerPublicId":"c1727859-692f-499e-8c2a-b1fa50aa1a65","filters":)" +
              filters + "}"};
}

void BM_FilteredSortedPage(benchmark::State& state) {
  const Server server = make_server(static_cast<std::size_t>(state.range(0)));
  const Request request =
      page_request("page=3&size=20&sort=city,desc", R"({"state":"Texas-,-Oklahoma-,-California"})");
  std::size_t bytes = server.handle(request).body.size();  // the first one makes the rows
  for (auto _ : state) bytes += server.handle(request).body.size();
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}
BENCHMARK(BM_FilteredSortedPage)->Arg(1'000)->Arg(10'000)->Arg(100'000);

void BM_PageOfTwoThousand(benchmark::State& state) {
  const Server server = make_server(10'000);
  const Request request = page_request("size=2000&page=1", "{}");
  std::size_t bytes = server.handle(request).body.size();  // the first one makes the rows
  for (auto _ : state) bytes += server.handle(request).body.size();
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}
BENCHMARK(BM_PageOfTwoThousand);

void BM_Start(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(make_server(1'523));
}
BENCHMARK(BM_Start)->Unit(benchmark::kMillisecond);

}  // namespace
