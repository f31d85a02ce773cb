// SPDX-License-Identifier: MIT
#include "commands/check.hpp"
#include "understudy/conformance/run.hpp"

namespace understudy::cli {

namespace {

constexpr std::uint64_t kMostRows = 100'000;      // ours
constexpr std::uint64_t kMostBudget = 1'000'000;  // ours
constexpr std::uint64_t kDay = 86'400;

constexpr const char* kFooter =
    "Without --target the host is a mock in this process, on a clock of its own, with everything\n"
    "allowed. A host gets only what reads: POSTs that the documents call reads are sent, writes\n"
    "need --allow-writes. Wrong credentials go to hosts on this machine, elsewhere with\n"
    "--auth-checks. Requests keep to the documented limit unless --rate says otherwise.\n"
    "\n"
    "Formats of reports: badge, console, github, html, json, junit, markdown, sarif, tap.\n"
    "Examples:\n"
    "  understudy check\n"
    "  understudy check partnertap --target https://reports.partnertap.com --dry-run\n"
    "  understudy check ecg --target http://localhost:8080 --report junit=checks.xml";

void add_mock_flags(CLI::App& check, CheckArguments& arguments, CLI::Option& target) {
  check.add_flag("--mock", arguments.mock, "Check a mock in this process (default)")
      ->excludes(&target);
  check.add_flag("--over-http", arguments.over_http, "Reach the mock through a port")
      ->excludes(&target);
  check.add_option("--mutant", arguments.mutant, "Break this rule of the mock")
      ->type_name("NAME")
      ->excludes(&target);
  add_number(check, {"--rows", "N", "Rows of the mock's scaled collections (default: 90)"}, 1,
             kMostRows, [&](std::uint64_t rows) { arguments.rows = rows; })
      ->excludes(&target);
  add_number(check,
             {"--seed", "N", "Seed of the mock's rows and of generated requests (default: 1)"}, 0,
             0xFFFFFFFF, [&](std::uint64_t seed) { arguments.seed = seed; });
}

void add_host_flags(CLI::App& check, CheckArguments& arguments, CLI::Option* target) {
  CLI::Option* const credentials =
      check
          .add_option(
              "--credentials", arguments.credentials,
              "Credentials of the host (default: the file or JSON of UNDERSTUDY_CREDENTIALS;\n"
              "demo on this machine; elsewhere a terminal is asked)")
          ->type_name(kFileType)
          ->needs(target);
  check
      .add_flag("--ask-credentials", arguments.ask_credentials,
                "Ask for them on the terminal, without showing what is typed")
      ->needs(target)
      ->excludes(credentials);
  check.add_option("--ca-file", arguments.ca_file, "Authority to trust, PEM (default: system)")
      ->type_name(kFileType)
      ->needs(target);
  check
      .add_flag("--allow-writes", arguments.allow_writes,
                "Ask also what creates, changes and deletes records; see --ledger")
      ->needs(target);
  check
      .add_flag("--auth-checks", arguments.auth_checks,
                "Send a few wrong and forged credentials to a host elsewhere")
      ->needs(target);
  check
      .add_flag("--throttle-checks", arguments.throttle_checks,
                "Use up the caller's quota, to see where it ends")
      ->needs(target);
  check
      .add_option("--ledger", arguments.ledger,
                  "Where created records are told first (default: understudy-ledger.jsonl)")
      ->type_name(kFileType)
      ->needs(target);
  check
      .add_option("--cleanup", arguments.cleanup,
                  "Only remove what a ledger says is still at the host")
      ->type_name(kFileType)
      ->needs(target);
  add_number(check, {"--timeout", "SECONDS", "Of one request (default: 30)"}, 1, 3'600,
             [&](std::uint64_t seconds) { arguments.timeout = seconds; });
}

void add_run_flags(CLI::App& check, CheckArguments& arguments) {
  check.add_option("--only", arguments.only, "Checks to ask, by id; * stands for any text")
      ->type_name("ID");
  check.add_option("--except", arguments.except, "Checks not to ask, by id; * stands for any text")
      ->type_name("ID");
  check.add_flag("--strict", arguments.strict,
                 "Count differences from assumptions of ours (INF, GUESS) as failures");
  add_number(check, {"--budget", "N", "Requests at most (default: no limit)"}, 1, kMostBudget,
             [&](std::uint64_t budget) { arguments.budget = budget; });
  check
      .add_option("--rate", arguments.rate,
                  "Requests in so many seconds, or off (default: the documented limit)")
      ->type_name("N/SECONDS");
  add_number(check, {"--deadline", "SECONDS", "Of the whole run (default: 3600, mock: none)"}, 1,
             kDay, [&](std::uint64_t seconds) { arguments.deadline = seconds; });
  check.add_flag("--dry-run", arguments.dry_run, "Print what would be sent, and send nothing");
  check.add_option("--expect", arguments.expect, "Known deviations, each with its reason")
      ->type_name(kFileType);
  check
      .add_option("--resume", arguments.resume,
                  "A JSON report: what passed there is not asked again")
      ->type_name(kFileType);
  add_number(check,
             {"--min-coverage", "PERCENT", "Operations that have to be exercised (default: 0)"}, 0,
             100, [&](std::uint64_t percent) { arguments.min_coverage = percent; });
  check.add_flag("--show-bodies", arguments.show_bodies,
                 "Quote bodies of a host in reports, instead of types, lengths and hashes");
  check
      .add_option("--report", arguments.reports,
                  "Write a report; '-' is stdout, repeatable (default: console=-)")
      ->type_name("FORMAT=FILE");
}

}  // namespace

CLI::App* add_check(CLI::App& app, CheckArguments& arguments, Choices& choices) {
  CLI::App* check = app.add_subcommand("check", "Check a mock or a host against its documents");
  CLI::Option* apis =
      check->add_option("api", arguments.apis, "APIs to check (default: all)")->type_name("ID");
  std::vector<std::string> known;
  for (const std::string_view api : conformance::checkable_apis()) known.emplace_back(api);
  restrict(*apis, std::move(known), choices);
  CLI::Option* target =
      check->add_option("--target", arguments.target, "The host to check")->type_name("URL");
  add_mock_flags(*check, arguments, *target);
  add_host_flags(*check, arguments, target);
  add_run_flags(*check, arguments);
  check->footer(kFooter);
  return check;
}

}  // namespace understudy::cli
