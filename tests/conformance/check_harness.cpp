// SPDX-License-Identifier: MIT
#include "check_harness.hpp"

namespace understudy::test {

conformance::CheckReport check_mock(const HarnessOptions& options) {
  ManualClock clock;
  ManualSleeper sleeper{clock};
  mock::ServerOptions server_options;
  server_options.apis = {options.api};
  server_options.clock = &clock;
  server_options.seed = options.seed;
  if (options.rows != 0) server_options.rows = options.rows;
  if (!options.mutant.empty()) server_options.mutants = {options.mutant};
  auto server = mock::Server::make(server_options);
  const auto answer = [&](const Request& request) { return server.value().handle(request); };
  const auto transport = client::make_direct_transport([&](const Request& request) {
    return options.between ? options.between(request, answer) : Result<Response>{answer(request)};
  });

  conformance::CheckOptions check;
  check.only = options.only;
  check.strict = options.strict;
  check.writes = true;
  check.wrong_credentials = true;
  check.limits = true;
  check.shows_bodies = true;
  check.clock = &clock;
  check.sleeper = &sleeper;
  if (options.change) options.change(check);
  const std::vector<std::string> apis{options.api};
  auto report = conformance::run_checks(apis, *transport, server_options.credentials, check);
  return report.value();
}

std::string told(const conformance::CheckReport& report, conformance::Verdict verdict) {
  std::string out;
  for (const conformance::CheckResult& check : report.checks) {
    if (check.verdict != verdict) continue;
    out += check.id + ": " + check.message + " (expected " + check.expected + "; got " + check.got +
           ")\n";
  }
  return out;
}

}  // namespace understudy::test
