// SPDX-License-Identifier: MIT
/// The HTTP/1.1 codec alone: what one request costs to read and one response to write.
#include <benchmark/benchmark.h>

#include <string>
#include <string_view>

#include "understudy/base/http1.hpp"

namespace understudy::http1 {
namespace {

std::string typical_post() {
  return "POST /v1/channelecosystem/reports/partner-org?page=0&size=50&sort=name,asc HTTP/1.1\r\n"
         "Host: 127.0.0.1:8080\r\n"
         "User-Agent: partner-sync/2.1\r\n"
         "Accept: application/json\r\n"
         "Content-Type: application/json\r\n"
         "X-Api-Key: demo-api-key\r\n"
         "Content-Length: 250\r\n"
         "\r\n" +
         std::string(250, 'x');
}

void read_typical_post(benchmark::State& state) {
  const std::string bytes = typical_post();
  RequestReader reader;
  for (auto _ : state) {
    reader.feed(bytes);
    benchmark::DoNotOptimize(reader.take());
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) *
                          static_cast<std::int64_t>(bytes.size()));
}
BENCHMARK(read_typical_post);

void read_typical_post_in_two_pieces(benchmark::State& state) {
  const std::string bytes = typical_post();
  const std::string_view first = std::string_view{bytes}.substr(0, 150);
  const std::string_view second = std::string_view{bytes}.substr(150);
  RequestReader reader;
  for (auto _ : state) {
    reader.feed(first);
    reader.feed(second);
    benchmark::DoNotOptimize(reader.take());
  }
}
BENCHMARK(read_typical_post_in_two_pieces);

void read_chunked_64_kb(benchmark::State& state) {
  std::string bytes = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (int i = 0; i < 16; ++i) bytes += "1000\r\n" + std::string(4'096, 'x') + "\r\n";
  bytes += "0\r\n\r\n";
  RequestReader reader;
  for (auto _ : state) {
    reader.feed(bytes);
    benchmark::DoNotOptimize(reader.take());
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) *
                          static_cast<std::int64_t>(bytes.size()));
}
BENCHMARK(read_chunked_64_kb);

Response page_of_15_kb() {
  return {200,
          {{"Content-Type", "application/json"},
           {"X-RateLimit-Limit", "100"},
           {"X-RateLimit-Remaining", "99"}},
          std::string(15'000, 'x')};
}

void write_15_kb_response(benchmark::State& state) {
  const Response response = page_of_15_kb();
  const WriteContext context{.date = "Wed, 04 Mar 2026 12:00:00 GMT"};
  for (auto _ : state) benchmark::DoNotOptimize(write_response(response, context));
}
BENCHMARK(write_15_kb_response);

void read_15_kb_response(benchmark::State& state) {
  const std::string bytes = write_response(page_of_15_kb(), {}).value();
  ResponseReader reader{Method::get};
  for (auto _ : state) {
    reader.feed(bytes);
    benchmark::DoNotOptimize(reader.take());
  }
}
BENCHMARK(read_15_kb_response);

}  // namespace
}  // namespace understudy::http1
