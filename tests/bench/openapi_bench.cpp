// SPDX-License-Identifier: MIT
/// What contracts cost: reading all of them as a server does at its start, finding an operation,
/// and comparing one valid request with it.
#include <benchmark/benchmark.h>

#include <string>

#include "understudy/base/json_document.hpp"
#include "understudy/openapi/contracts.hpp"
#include "understudy/openapi/validation.hpp"

namespace {

using understudy::Fields;
using understudy::JsonDocument;
using understudy::Method;
namespace openapi = understudy::openapi;

constexpr const char* kPath = "/v1/channelecosystem/records";
constexpr const char* kQuery = "page=3&size=20&sort=city,desc";
constexpr const char* kBody =
    R"({"channelReportType":"PARTNER_ORG_MATCHED_ACCOUNTS","matchingType":"MUTUAL",)"
    R"("companyPartnerPublicId":"c1727859-692f-499e-8c2a-b1fa50aa1a65",)"
    R"("filters":{"state":"Texas-,-Oklahoma-,-California"}})";

void BM_LoadAllContracts(benchmark::State& state) {
  for (auto _ : state) {
    for (const auto api : openapi::api_ids()) {
      if (!openapi::load_contract(api)) state.SkipWithError("a contract cannot be read");
    }
  }
  state.counters["contracts"] = static_cast<double>(openapi::api_ids().size());
}
BENCHMARK(BM_LoadAllContracts)->Unit(benchmark::kMillisecond);

void BM_FindOperation(benchmark::State& state) {
  const auto document = openapi::load_contract("partnertap").value();
  for (auto _ : state) benchmark::DoNotOptimize(document.find_operation(Method::post, kPath));
}
BENCHMARK(BM_FindOperation);

/// The body is read already, as it is in the mock.
void BM_ValidateRequest(benchmark::State& state) {
  const auto document = openapi::load_contract("partnertap").value();
  const auto match = document.find_operation(Method::post, kPath);
  const Fields fields{{"Host", "127.0.0.1"},
                      {"api-key", "demo-api-key"},
                      {"Content-Type", "application/json"},
                      {"Accept", "*/*"}};
  const std::string text = kBody;
  const auto body = JsonDocument::parse(text).value();
  const openapi::RequestView request{
      .query = kQuery, .fields = &fields, .body = text, .json = body.root()};
  for (auto _ : state) {
    if (!openapi::validate_request(document, *match.operation, request).is_clean()) {
      state.SkipWithError("the request is not valid");
    }
  }
}
BENCHMARK(BM_ValidateRequest);

}  // namespace
