// SPDX-License-Identifier: MIT
#include "commands/check_host.hpp"

#include <fmt/format.h>

#include <set>
#include <utility>

#include "call_host.hpp"
#include "output.hpp"
#include "prompt.hpp"
#include "transport_notice.hpp"
#include "understudy/conformance/cleanup.hpp"

namespace understudy::cli {

namespace {

constexpr const char* kLedger = "understudy-ledger.jsonl";

std::vector<std::string> chosen_apis(const CheckArguments& arguments) {
  if (!arguments.apis.empty()) {
    const std::set<std::string> once{arguments.apis.begin(), arguments.apis.end()};
    return {once.begin(), once.end()};
  }
  std::vector<std::string> all;
  for (const std::string_view api : conformance::checkable_apis()) all.emplace_back(api);
  return all;
}

mock::ServerOptions mock_options(const CheckArguments& arguments, const CheckHost& host) {
  mock::ServerOptions options;
  options.apis = host.apis;
  options.rows = arguments.rows;
  options.seed = Seed{arguments.seed};
  options.clock = host.clock.get();
  options.credentials = host.credentials;
  if (!arguments.mutant.empty()) options.mutants = {arguments.mutant};
  return options;
}

/// Every API of a mock has two callers, so that what is counted for each can be told apart.
void add_second_caller(Credentials& credentials) {
  const auto sets = credentials.find("partnertap");
  if (sets == credentials.end() || sets->second.size() != 1) return;
  CredentialSet second = sets->second.front();
  const auto key = second.find("api_key");
  if (key == second.end()) return;
  key->second += "-2";
  sets->second.push_back(std::move(second));
}

Result<Done> open_mock(const CheckArguments& arguments, CheckHost& host,
                       conformance::CheckOptions& options) {
  host.credentials = demo_credentials();
  add_second_caller(host.credentials);
  host.clock = std::make_unique<ManualClock>();
  host.sleeper = std::make_unique<ManualSleeper>(*host.clock);
  host.ledger = std::make_unique<conformance::Ledger>();
  options.clock = host.clock.get();
  options.sleeper = host.sleeper.get();
  options.target = arguments.mutant.empty() ? "mock" : "mock with " + arguments.mutant;
  if (arguments.over_http) {
    auto server = mock::MockServer::start(mock_options(arguments, host));
    if (!server) return Failure{server.error()};
    host.server = std::make_unique<mock::MockServer>(*std::move(server));
    options.origin = host.server->url();
    auto transport = client::make_transport(host.server->url());
    if (!transport) return Failure{transport.error()};
    host.transport = *std::move(transport);
    return Done{};
  }
  auto server = mock::Server::make(mock_options(arguments, host));
  if (!server) return Failure{server.error()};
  auto shared = std::make_shared<mock::Server>(*std::move(server));
  host.transport = client::make_direct_transport(
      [shared](const Request& request) -> Result<Response> { return shared->handle(request); });
  return Done{};
}

/// Asks for what each API signs in with; an API for which nothing is typed has no credentials.
Result<Credentials> ask_for_credentials(const std::vector<std::string>& apis) {
  Credentials credentials;
  for (const std::string& api : apis) {
    const auto names = conformance::wanted_credentials(api);
    if (!names) return Failure{names.error()};
    CredentialSet set;
    for (const std::string& name : *names) {
      auto typed = ask_secret(api + " " + name);
      if (!typed) return Failure{Error{Errc::cancelled, "no credentials were typed", "", ""}};
      if (!typed->empty()) set[name] = *std::move(typed);
    }
    if (!set.empty()) credentials[api].push_back(std::move(set));
  }
  return credentials;
}

Result<Credentials> target_credentials(const CheckArguments& arguments, const CheckHost& host) {
  if (arguments.ask_credentials) {
    if (can_ask()) return ask_for_credentials(host.apis);
    return Failure{Error{Errc::bad_input, "expected a terminal to ask on", "--ask-credentials",
                         "name a file by --credentials or in UNDERSTUDY_CREDENTIALS"}};
  }
  auto named = named_credentials(arguments.credentials);
  if (!named) {
    named.error().error.code = Errc::bad_input;
    return Failure{std::move(named.error().error)};
  }
  if (*named) return **std::move(named);
  if (is_near(arguments) || arguments.dry_run) return demo_credentials();
  if (can_ask()) return ask_for_credentials(host.apis);
  return Failure{Error{Errc::bad_input, "expected credentials for a host that is not this machine",
                       "--credentials", "name a file with them, also in UNDERSTUDY_CREDENTIALS"}};
}

Result<Done> open_target(const CheckArguments& arguments, CheckHost& host,
                         conformance::CheckOptions& options) {
  options.target = arguments.target;
  options.origin = arguments.target;
  auto transport = client::make_transport(arguments.target, {.ca_file = arguments.ca_file});
  if (!transport) {
    Error error = transport.error();
    if (error.code == Errc::bad_input && error.where.empty()) error.where = "--target";
    return Failure{std::move(error)};
  }
  auto credentials = target_credentials(arguments, host);
  if (!credentials) return Failure{std::move(credentials.error())};
  host.credentials = *std::move(credentials);
  host.transport = *std::move(transport);
  const std::string notice = transport_notice(arguments.target, client::transport_names().front());
  if (!notice.empty()) complain(notice);
  if (arguments.allow_writes && !arguments.dry_run) {
    auto ledger = conformance::Ledger::open(arguments.ledger.empty() ? kLedger : arguments.ledger);
    if (!ledger) return Failure{ledger.error()};
    host.ledger = std::make_unique<conformance::Ledger>(*std::move(ledger));
  }
  return Done{};
}

}  // namespace

bool is_near(const CheckArguments& arguments) {
  return !arguments.target.empty() && is_loopback_url(arguments.target);
}

Result<std::unique_ptr<CheckHost>> open_check_host(const CheckArguments& arguments,
                                                   conformance::CheckOptions& options) {
  auto host = std::make_unique<CheckHost>();
  host->apis = chosen_apis(arguments);
  const auto opened = arguments.target.empty() ? open_mock(arguments, *host, options)
                                               : open_target(arguments, *host, options);
  if (!opened) return Failure{opened.error()};
  options.ledger = host->ledger.get();
  return host;
}

ExitCode clean_up(CheckHost& host, const conformance::CheckOptions& options,
                  const std::string& ledger_file) {
  auto ledger = conformance::Ledger::open(ledger_file);
  if (!ledger) {
    complain(ledger.error());
    return ExitCode::bad_input;
  }
  conformance::CheckOptions writing = options;
  writing.writes = true;
  const auto report = conformance::clean_up(*ledger, *host.transport, host.credentials, writing);
  if (!report) {
    complain(report.error());
    return ExitCode::could_not_run;
  }
  std::string text;
  for (const conformance::CleanedRecord& record : report->deleted) {
    text += fmt::format("deleted  {} {} ({})\n", record.api, record.id, record.marker);
  }
  for (const conformance::CleanedRecord& record : report->left) {
    text += fmt::format("left     {} {} ({}): {}\n", record.api,
                        record.id.empty() ? "of unknown id" : record.id, record.marker, record.why);
  }
  text += fmt::format("{} deleted, {} left, {} not there any more\n", report->deleted.size(),
                      report->left.size(), report->absent);
  return finish(text, report->left.empty() ? ExitCode::ok : ExitCode::findings);
}

}  // namespace understudy::cli
