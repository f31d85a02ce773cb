// SPDX-License-Identifier: MIT
/// What validation costs: PartnerTap's pages of 20 and of 2,000 rows against the contract's own
/// schema of a page, and compiling every contract. ci/builds/schema_speed.sh compares the figures
/// with other validators, on the files that --write puts into a folder.
#include <benchmark/benchmark.h>

#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "understudy/base/json_document.hpp"
#include "understudy/mock/server.hpp"
#include "understudy/openapi/contracts.hpp"
#include "understudy/schema/validate.hpp"

namespace {

using understudy::Json;
using understudy::JsonDocument;
using understudy::Method;
using understudy::mock::Server;
using understudy::mock::ServerOptions;
namespace openapi = understudy::openapi;
namespace schema = understudy::schema;

constexpr understudy::JsonLimits kRoomy{.bytes = 16'777'216};

const std::string kPlace = "#/components/schemas/";
const std::string kPageUri = "understudy:partnertap" + kPlace + "RecordPage";

/// A page of the demo data, as the mock sends it.
std::string make_page(std::size_t rows) {
  ServerOptions options;
  options.rows = 10'000;
  const Server server = Server::make(options).value();
  return server
      .handle({Method::post,
               "/v1/channelecosystem/records?page=1&size=" + std::to_string(rows),
               {{"Host", "127.0.0.1"},
                {"api-key", "demo-api-key"},
                {"Content-Type", "application/json"},
                {"Accept", "*/*"}},
               R"({"channelReportType":"PARTNER_ORG_MATCHED_ACCOUNTS","matchingType":"MUTUAL",)"
               R"("companyPartnerPublicId":"c1727859-692f-499e-8c2a-b1fa50aa1a65"})"})
      .body;
}

const std::string& page(std::size_t rows) {
  static const std::string kSmall = make_page(20);
  static const std::string kLarge = make_page(2'000);
  return rows == 20 ? kSmall : kLarge;
}

const JsonDocument& document(std::size_t rows) {
  static const JsonDocument kSmall = JsonDocument::parse(page(20), kRoomy).value();
  static const JsonDocument kLarge = JsonDocument::parse(page(2'000), kRoomy).value();
  return rows == 20 ? kSmall : kLarge;
}

const schema::Schema& page_schema() {
  static const schema::Schema kSchema = [] {
    schema::Registry registry;
    registry.add("understudy:partnertap", std::string{openapi::contract_text("partnertap")})
        .value();
    return schema::compile(kPageUri, registry).value();
  }();
  return kSchema;
}

std::size_t rows_of(const benchmark::State& state) {
  return static_cast<std::size_t>(state.range(0));
}

/// Stops at the first violation; there is none.
void BM_FirstError(benchmark::State& state) {
  const auto instance = document(rows_of(state)).root();
  for (auto _ : state) {
    if (!schema::is_valid(page_schema(), instance)) state.SkipWithError("the page is not valid");
  }
}
BENCHMARK(BM_FirstError)->Arg(20)->Arg(2'000)->Unit(benchmark::kMicrosecond);

void BM_CollectAll(benchmark::State& state) {
  const auto instance = document(rows_of(state)).root();
  for (auto _ : state) {
    if (!schema::validate(page_schema(), instance)) state.SkipWithError("the page is not valid");
  }
}
BENCHMARK(BM_CollectAll)->Arg(20)->Arg(2'000)->Unit(benchmark::kMicrosecond);

void BM_ParseJsonDocument(benchmark::State& state) {
  const std::string& text = page(rows_of(state));
  for (auto _ : state) benchmark::DoNotOptimize(JsonDocument::parse(text, kRoomy));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}
BENCHMARK(BM_ParseJsonDocument)->Arg(20)->Arg(2'000)->Unit(benchmark::kMicrosecond);

void BM_ParseNlohmann(benchmark::State& state) {
  const std::string& text = page(rows_of(state));
  for (auto _ : state) benchmark::DoNotOptimize(Json::parse(text));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}
BENCHMARK(BM_ParseNlohmann)->Arg(20)->Arg(2'000)->Unit(benchmark::kMicrosecond);

/// Every schema of every contract, from its text.
void BM_CompileContracts(benchmark::State& state) {
  struct Contract {
    std::string uri;
    std::string text;
    std::vector<std::string> schemas;
  };
  std::vector<Contract> contracts;
  for (const std::string_view api : openapi::api_ids()) {
    Contract contract{
        "understudy:" + std::string{api}, std::string{openapi::contract_text(api)}, {}};
    const Json json = Json::parse(contract.text);
    for (const auto& [name, unused] : json.at("components").at("schemas").items()) {
      contract.schemas.push_back(contract.uri + kPlace + understudy::pointer_token(name));
    }
    contracts.push_back(std::move(contract));
  }
  for (auto _ : state) {
    for (const Contract& contract : contracts) {
      schema::Registry registry;
      if (!registry.add(contract.uri, contract.text) ||
          !schema::compile_all(contract.schemas, registry)) {
        state.SkipWithError("a contract does not compile");
      }
    }
  }
  state.counters["contracts"] = static_cast<double>(contracts.size());
}
BENCHMARK(BM_CompileContracts)->Unit(benchmark::kMillisecond);

/// References of the contract, turned into those of a schema that stands alone.
void move_references(Json& value) {
  if (value.is_object()) {
    if (const auto ref = value.find("$ref"); ref != value.end() && ref->is_string()) {
      const auto text = ref->get<std::string>();
      if (text.starts_with(kPlace)) *ref = "#/$defs/" + text.substr(kPlace.size());
    }
  }
  if (value.is_structured()) {
    for (Json& child : value) move_references(child);
  }
}

/// Writes page20.json, page2000.json and schema.json.
bool write_files(const std::string& folder) {
  const Json contract = Json::parse(openapi::contract_text("partnertap"));
  Json alone{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
             {"$ref", "#/$defs/RecordPage"},
             {"$defs", contract.at("components").at("schemas")}};
  move_references(alone);
  const auto write = [&folder](const char* name, const std::string& text) {
    return static_cast<bool>(std::ofstream{folder + "/" + name, std::ios::binary} << text);
  };
  return write("schema.json", understudy::dump_json(alone)) && write("page20.json", page(20)) &&
         write("page2000.json", page(2'000));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 3 && std::string_view{argv[1]} == "--write") return write_files(argv[2]) ? 0 : 1;
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
