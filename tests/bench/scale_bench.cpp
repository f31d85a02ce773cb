// SPDX-License-Identifier: MIT
/// How the cost of requests grows with the rows of an API: 1,000 to 1,000,000, in process, with
/// authentication, limits and contract.
///
/// Units:  memory_per_json is the growth of resident memory over the bytes of JSON of all rows;
///         worst_ms the longest request, in wall time: a busy machine adds to it
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <ctime>
#include <fstream>
#include <optional>
#include <string>
#include <utility>

#include "understudy/mock/server.hpp"

namespace {

using understudy::Method;
using understudy::Request;
using understudy::mock::Server;
using understudy::mock::ServerOptions;

constexpr const char* kPartner = "c1727859-692f-499e-8c2a-b1fa50aa1a65";
constexpr std::size_t kLargePage = 2000;

std::size_t resident_bytes() {
  std::ifstream statm{"/proc/self/statm"};
  std::size_t total = 0;
  std::size_t resident = 0;
  statm >> total >> resident;
  return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

/// Numbers that never come twice, so that no result is found in a cache.
std::string fresh() {
  static std::int64_t last = 0;
  return std::to_string(++last);
}

Server make_server(const char* api, std::size_t rows) {
  ServerOptions options;
  options.apis = {api};
  options.rows = rows;
  options.throttle = false;
  return Server::make(options).value();
}

/// The server of one size; the one before it is gone by then.
const Server& server_of(const char* api, std::int64_t rows) {
  static std::optional<Server> server;
  static std::pair<std::string, std::int64_t> kept;
  if (kept != std::pair{std::string{api}, rows}) {
    server.reset();
    server.emplace(make_server(api, static_cast<std::size_t>(rows)));
    kept = {api, rows};
  }
  return *server;
}

/// Answers and stops the benchmark unless it is a success; the time of the longest one is kept.
class Asking {
 public:
  explicit Asking(const Server& server) : server_(server) {}

  std::string ask(benchmark::State& state, const Request& request) {
    const auto begin = std::chrono::steady_clock::now();
    auto response = server_.handle(request);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
    worst_ = std::max(worst_, took.count());
    if (response.status >= 300) state.SkipWithError(response.body.c_str());
    return std::move(response.body);
  }
  [[nodiscard]] double worst_ms() const { return worst_; }

 private:
  const Server& server_;
  double worst_ = 0;
};

Request accounts(const std::string& query, const std::string& filters = "{}") {
  return {Method::post,
          "/v1/channelecosystem/records?" + query,
          {{"Host", "127.0.0.1"},
           {"api-key", "demo-api-key"},
           {"Content-Type", "application/json"},
           {"Accept", "*/*"}},
          R"({"channelReportType":"PARTNER_ORG_MATCHED_ACCOUNTS","matchingType":"MUTUAL",)"
          R"("companyPartnerPublicId":")" +
              std::string{kPartner} + R"(","filters":)" + filters + "}"};
}

/// The rows are made when they are first asked for; one iteration, and the server outlives it.
void accounts_generate(benchmark::State& state) {
  const auto rows = static_cast<std::size_t>(state.range(0));
  const Server server = make_server("partnertap", rows);
  const std::size_t before = resident_bytes();
  Asking asking{server};
  for (auto _ : state) asking.ask(state, accounts("size=20"));
  const auto grown = static_cast<double>(resident_bytes() - before);
  std::size_t json = 0;
  for (std::size_t page = 0; page * kLargePage < rows; ++page) {
    json += asking.ask(state, accounts("size=2000&page=" + std::to_string(page))).size();
  }
  state.counters["json_MB"] = static_cast<double>(json) / 1e6;
  state.counters["memory_per_json"] = grown / static_cast<double>(json);
}

/// Likewise: the places of a column's values are made when a list is first sorted by it.
void accounts_first_sort(benchmark::State& state, const std::string& column) {
  const Server server = make_server("partnertap", static_cast<std::size_t>(state.range(0)));
  Asking asking{server};
  asking.ask(state, accounts("size=20"));
  for (auto _ : state) asking.ask(state, accounts("size=20&sort=" + column));
}

/// Something nobody has asked before: half of the rows, sorted by names and by dates.
void accounts_new(benchmark::State& state) {
  Asking asking{server_of("partnertap", state.range(0))};
  asking.ask(state, accounts("size=20&sort=accountName&sort=recentOpenOppDate,desc"));
  for (auto _ : state) {
    asking.ask(state, accounts("size=20&sort=accountName&sort=recentOpenOppDate,desc",
                               R"({"openOppCount":"1<->)" + fresh() + R"(0000"})"));
  }
  state.counters["worst_ms"] = asking.worst_ms();
}

void accounts_repeated(benchmark::State& state) {
  Asking asking{server_of("partnertap", state.range(0))};
  const Request request =
      accounts("size=20&page=3&sort=city,desc", R"({"state":"Texas-,-Oklahoma-,-California"})");
  asking.ask(state, request);
  for (auto _ : state) asking.ask(state, request);
}

void accounts_deep_page(benchmark::State& state) {
  Asking asking{server_of("partnertap", state.range(0))};
  const Request request = accounts("size=20&page=" + std::to_string(state.range(0) / 20 - 1));
  asking.ask(state, request);
  for (auto _ : state) asking.ask(state, request);
}

void accounts_walk(benchmark::State& state) {
  Asking asking{server_of("partnertap", state.range(0))};
  std::size_t bytes = 0;
  for (auto _ : state) {
    for (std::int64_t page = 0; page * std::int64_t{kLargePage} < state.range(0); ++page) {
      bytes += asking.ask(state, accounts("size=2000&page=" + std::to_string(page))).size();
    }
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}

/// One API that keeps records: how it is written to, and read.
struct RecordApi {
  const char* id;
  const char* authorization;  ///< empty: a token of the server's
  Request (*write)(const std::string& authorization);
  Request (*list)(const std::string& authorization);
};

Request request_of(Method method, std::string target, const std::string& authorization,
                   std::string body = {}) {
  Request request{method,
                  std::move(target),
                  {{"Host", "127.0.0.1"}, {"Authorization", authorization}},
                  std::move(body)};
  if (!request.body.empty()) request.fields.add("Content-Type", "application/json");
  return request;
}

const RecordApi kEcg{
    "ecg", "",
    [](const std::string& authorization) {
      return request_of(Method::post, "/api/v2/partners", authorization,
                        R"({"organization":{"businessName":"Name )" + fresh() +
                            R"(","type":"1"},"partnerCriteria":{"status":"active"}})");
    },
    [](const std::string& authorization) {
      return request_of(Method::get, "/api/v2/partners?take=20&order_by=DESC&partnerStatus=active",
                        authorization);
    }};

const RecordApi kImpartner{
    "impartner", "prm-key demo-prm-key",
    [](const std::string& authorization) {
      auto request = request_of(Method::patch, "/api/objects/v1/Account/7", authorization,
                                R"({"Total_NPCU__cf":)" + fresh() + '}');
      request.fields.add("X-PRM-TenantId", "1");
      return request;
    },
    [](const std::string& authorization) {
      auto request =
          request_of(Method::get,
                     "/api/objects/v1/Account?filter=Total_NPCU__cf%20%3E%203&orderby=Name&take=20",
                     authorization);
      request.fields.add("X-PRM-TenantId", "1");
      return request;
    }};

const RecordApi kPartnerPortal{
    "partnerportal", "",
    [](const std::string& authorization) {
      return request_of(
          Method::post, "/companies/company-1/leads", authorization,
          R"({"lastName":"Name )" + fresh() + R"(","firstName":"Ada","platform":"web"})");
    },
    [](const std::string& authorization) {
      return request_of(Method::get, "/companies/company-1/leads?limit=20", authorization);
    }};

std::string authorization_for(const Server& server, const RecordApi& api) {
  const std::string fixed = api.authorization;
  return fixed.empty() ? "Bearer " + server.issue_token(api.id).value() : fixed;
}

void writes(benchmark::State& state, const RecordApi& api) {
  const Server& server = server_of(api.id, state.range(0));
  const std::string token = authorization_for(server, api);
  Asking{server}.ask(state, api.list(token));
  Asking asking{server};
  for (auto _ : state) asking.ask(state, api.write(token));
  state.counters["worst_ms"] = asking.worst_ms();
}

/// A write, then the list that was asked before it.
void writes_among_reads(benchmark::State& state, const RecordApi& api) {
  const Server& server = server_of(api.id, state.range(0));
  const std::string token = authorization_for(server, api);
  const Request list = api.list(token);
  Asking first{server};
  first.ask(state, list);
  Asking asking{server};
  for (auto _ : state) {
    asking.ask(state, api.write(token));
    asking.ask(state, list);
  }
  state.counters["first_list_ms"] = first.worst_ms();
  state.counters["worst_ms"] = asking.worst_ms();
}

/// A list that nobody has asked for before, after as many writes as make a new base worth its
/// while.
void ecg_list_after_many_writes(benchmark::State& state) {
  const Server& server = server_of(kEcg.id, state.range(0));
  const std::string token = authorization_for(server, kEcg);
  Asking asking{server};
  asking.ask(state, kEcg.list(token));
  for (auto _ : state) {
    state.PauseTiming();
    for (std::int64_t i = 0; i < state.range(0) / 30 + 300; ++i) {
      asking.ask(state, kEcg.write(token));
    }
    state.ResumeTiming();
    const std::string target = "/api/v2/partners?take=20&searchTerm=Name%20" + fresh();
    asking.ask(state, request_of(Method::get, target, token));
  }
}

void sizes(benchmark::internal::Benchmark* bench) {
  bench->RangeMultiplier(10)->Range(1000, 1'000'000)->Unit(benchmark::kMicrosecond);
}

void sizes_once(benchmark::internal::Benchmark* bench) {
  sizes(bench);
  bench->Unit(benchmark::kMillisecond)->Iterations(1);
}

// Size by size, so that every size is made once.
const int kRegistered = [] {
  using benchmark::RegisterBenchmark;
  RegisterBenchmark("accounts_generate", accounts_generate)->Apply(sizes_once);
  // Some ten thousand names, and as many ids as rows.
  for (const char* column : {"accountName", "crmAccountId"}) {
    RegisterBenchmark((std::string{"accounts_first_sort/"} + column).c_str(), accounts_first_sort,
                      column)
        ->Apply(sizes_once);
  }
  for (const std::int64_t rows : {1'000, 10'000, 100'000, 1'000'000}) {
    const auto add = [rows](const char* name, auto function, auto... arguments) {
      RegisterBenchmark(name, function, arguments...)->Arg(rows)->Unit(benchmark::kMicrosecond);
    };
    add("accounts_new", accounts_new);
    add("accounts_repeated", accounts_repeated);
    add("accounts_deep_page", accounts_deep_page);
    add("accounts_walk", accounts_walk);
  }
  for (const RecordApi* api : {&kEcg, &kImpartner, &kPartnerPortal}) {
    for (const std::int64_t rows : {1'000, 10'000, 100'000, 1'000'000}) {
      const auto add = [&](const char* name, auto function) {
        RegisterBenchmark((std::string{api->id} + name).c_str(), function, *api)
            ->Arg(rows)
            ->Unit(benchmark::kMicrosecond);
      };
      add("_writes", writes);
      add("_writes_among_reads", writes_among_reads);
    }
  }
  RegisterBenchmark("ecg_list_after_many_writes", ecg_list_after_many_writes)->Apply(sizes_once);
  return 0;
}();

}  // namespace
