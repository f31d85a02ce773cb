// SPDX-License-Identifier: MIT
/// The program of docs/ci.md: one's own stub, held against the documents in a test.
// [conformance]
#include <understudy/client/transport.hpp>
#include <understudy/conformance/run.hpp>
#include <understudy/mock/server.hpp>

#include "support/catch.hpp"

TEST_CASE("my stub keeps what the documents promise") {
  auto stub = understudy::mock::MockServer::start({.apis = {"ecg"}, .rows = 30}).value();
  auto host = understudy::client::make_transport(stub.url()).value();
  const std::vector<std::string> apis{"ecg"};

  const auto report = understudy::conformance::run_checks(
      apis, *host, understudy::demo_credentials(), {.target = "my stub", .origin = stub.url()});

  CHECK(report->code() == understudy::conformance::RunCode::ok);
}
// [conformance]
