// SPDX-License-Identifier: MIT
/// What a log line has, and what it never has.
#include "request_log.hpp"

#include <chrono>

#include "support/catch.hpp"

namespace understudy::cli {

namespace {

using namespace std::chrono_literals;

const Request kRequest{
    Method::post,
    "/v1/x?apiKey=secret",
    {{"api-key", "secret"}, {"Content-Type", "application/json"}, {"X-New-Token", "secret"}},
    "{}"};

}  // namespace

TEST_CASE("an access line has method, path, status and microseconds", "[cli][log]") {
  CHECK(log_line(LogLevel::access, kRequest, {429, {}, ""}, 1'234'567ns) ==
        "POST /v1/x 429 1234us\n");
}

TEST_CASE("a debug line names every field and quotes only harmless ones", "[cli][log][secrets]") {
  CHECK(log_line(LogLevel::debug, kRequest, {200, {}, "abc"}, 5us) ==
        "POST /v1/x 200 5us [api-key=*** Content-Type=application/json X-New-Token=***] 2 bytes "
        "in, 3 bytes out\n");
}

TEST_CASE("a path cannot forge a line", "[cli][log]") {
  const std::string line =
      log_line(LogLevel::access, {Method::get, "/a\nGET /b 200 1us", {}, ""}, {200, {}, ""}, 1us);

  CHECK(line == "GET /a?GET /b 200 1us 200 1us\n");
}

TEST_CASE("without a log the handler is the same", "[cli][log]") {
  const auto handler = log_requests(
      [](const Request&) {
        return Response{204, {}, ""};
      },
      LogLevel::none);

  CHECK(handler({}).response.status == 204);
}

}  // namespace understudy::cli
