// SPDX-License-Identifier: MIT
#include "commands/check.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <random>
#include <thread>
#include <utility>

#include "commands/check_host.hpp"
#include "files.hpp"
#include "output.hpp"
#include "process.hpp"
#include "progress.hpp"
#include "understudy/conformance/cleanup.hpp"
#include "understudy/conformance/expected.hpp"
#include "understudy/conformance/report_formats.hpp"
#include "understudy/conformance/run.hpp"

namespace understudy::cli {

namespace {

using conformance::CheckOptions;
using conformance::CheckReport;
using conformance::ReportFormat;

constexpr std::size_t kMostFile = 16'777'216;  // ours: bytes of a file of expectations or a report
constexpr std::uint64_t kManyChecks = 1'000'000;  // ours: the line is drawn by time alone
constexpr std::size_t kHandful = 5;  // ours: checks with wrong credentials on hosts elsewhere

/// Where a report goes.
struct ReportTarget {
  ReportFormat format = ReportFormat::console;
  std::string file = kStandardInput;  ///< "-": stdout
};

Result<std::vector<ReportTarget>> read_report_targets(const CheckArguments& arguments) {
  std::vector<ReportTarget> targets;
  for (const std::string& text : arguments.reports) {
    const std::size_t cut = text.find('=');
    const auto format = conformance::find_report_format(text.substr(0, cut));
    if (!format || cut == text.npos || cut + 1 == text.size()) {
      std::string names;
      for (const std::string_view name : conformance::report_format_names()) {
        names += names.empty() ? "" : ", ";
        names += name;
      }
      return Failure{Error{Errc::bad_input, "expected FORMAT=FILE, got \"" + excerpt(text) + "\"",
                           "--report", "formats are " + names}};
    }
    targets.push_back({*format, text.substr(cut + 1)});
  }
  const bool has_stdout = std::any_of(targets.begin(), targets.end(), [](const ReportTarget& one) {
    return one.file == kStandardInput;
  });
  if (!has_stdout) targets.push_back({});
  return targets;
}

/// A file that has to be there: without it the run is another one than was asked for.
Result<std::string> read_input(const std::string& file) {
  auto text = read_file(file, kMostFile);
  if (!text) text.error().code = Errc::bad_input;
  return text;
}

/// 0 for what is none.
std::int64_t whole_number(const std::string& text) {
  const auto number = parse_json(text);
  return number ? to_int64(*number).value_or(0) : 0;
}

/// "100/60" or "off".
Result<std::optional<conformance::Rate>> read_rate(const std::string& text) {
  if (text.empty()) return std::optional<conformance::Rate>{};
  if (text == "off") return std::optional{conformance::Rate{}};
  const std::size_t cut = std::min(text.find('/'), text.size());
  const std::int64_t count = whole_number(text.substr(0, cut));
  const std::int64_t window = cut < text.size() ? whole_number(text.substr(cut + 1)) : 0;
  if (cut == text.size() || count < 1 || count > 1'000'000 || window < 1 || window > 86'400) {
    return Failure{Error{Errc::bad_input,
                         "expected N/SECONDS or off, got \"" + excerpt(text) + "\"", "--rate",
                         "for example 100/60"}};
  }
  return std::optional{
      conformance::Rate{static_cast<std::size_t>(count), std::chrono::seconds{window}}};
}

std::string render_plan(const conformance::CheckPlan& plan) {
  std::string text;
  for (const conformance::PlannedStep& step : plan.steps) {
    text += fmt::format("{:>4}  {}{}  {}\n", step.requests, step.id, step.writes ? " (writes)" : "",
                        step.title);
  }
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(plan.time).count();
  text += fmt::format("{} requests for {} checks, {} s at least at this rate\n", plan.requests,
                      plan.checks, seconds);
  return text;
}

/// Of the marks that stand for a host's data, so that those of two runs cannot be compared.
std::string random_key() {
  std::random_device device;
  std::string key;
  for (int i = 0; i < 8; ++i) key += std::to_string(device()) + ".";
  return key;
}

Result<CheckOptions> make_options(const CheckArguments& arguments) {
  CheckOptions options;
  options.only = arguments.only;
  options.except = arguments.except;
  options.strict = arguments.strict;
  options.budget = arguments.budget;
  options.timeout = std::chrono::seconds{arguments.timeout};
  options.seed = Seed{arguments.seed};
  options.hash_key = random_key();
  auto rate = read_rate(arguments.rate);
  if (!rate) return Failure{rate.error()};
  options.rate = *rate;
  const bool is_mock = arguments.target.empty();
  options.writes = is_mock || arguments.allow_writes;
  options.limits = is_mock || arguments.throttle_checks;
  options.wrong_credentials = is_mock || arguments.auth_checks || is_near(arguments);
  if (!is_mock && !is_near(arguments)) options.most_wrong_credentials = kHandful;
  options.shows_bodies = is_mock || arguments.show_bodies;
  const std::uint64_t deadline = arguments.deadline == 0 && !is_mock ? 3'600 : arguments.deadline;
  options.deadline = std::chrono::seconds{deadline};
  if (!arguments.resume.empty()) {
    const auto text = read_input(arguments.resume);
    if (!text) return Failure{text.error()};
    auto passed = conformance::passed_checks(*text);
    if (!passed) return Failure{passed.error()};
    options.passed_before = *std::move(passed);
  }
  return options;
}

Result<Done> write_reports(const CheckReport& report, const std::vector<ReportTarget>& targets,
                           const conformance::SecretScan& secrets) {
  for (const ReportTarget& target : targets) {
    auto text = conformance::render(target.format, report, secrets);
    if (!text) return Failure{text.error()};
    if (target.file != kStandardInput) {
      const auto written = write_whole(target.file, *text);
      if (!written) return written;
      continue;
    }
    const bool in_colour = target.format == ReportFormat::console && isatty(STDOUT_FILENO) == 1;
    if (in_colour) text = conformance::render_console(report, conformance::Colour::on);
    if (!write_out(*text)) {
      return Failure{Error{Errc::io, "the report could not be written to stdout", "", ""}};
    }
  }
  return Done{};
}

/// Too little of the contract was exercised.
bool misses_coverage(const CheckReport& report, std::uint64_t percent) {
  bool misses = false;
  for (const conformance::Coverage& coverage : report.coverage) {
    for (const conformance::CoverageCount& count : coverage.counts) {
      if (count.what != "operations" || count.all == 0 || count.seen * 100 >= percent * count.all) {
        continue;
      }
      complain(fmt::format("{}: {} of {} operations were exercised, less than {} %", coverage.api,
                           count.seen, count.all, percent));
      misses = true;
    }
  }
  return misses;
}

ExitCode code_of(const CheckReport& report, const CheckArguments& arguments) {
  const auto code = static_cast<ExitCode>(static_cast<int>(report.code()));
  const bool misses = misses_coverage(report, arguments.min_coverage);
  return misses && code != ExitCode::could_not_run ? ExitCode::findings : code;
}

/// Removes what the run has made, also where it was stopped; what stays is told in the report.
void tidy_up(CheckHost& host, CheckOptions options, CheckReport& report) {
  if (!options.writes || host.ledger == nullptr || host.ledger->open_apis().empty()) return;
  options.stop = {};
  options.budget = 0;
  options.deadline = std::chrono::minutes{5};  // ours: of a few requests
  const auto cleaned =
      conformance::clean_up(*host.ledger, *host.transport, host.credentials, options);
  if (!cleaned) {
    report.notices.push_back("what the run has made could not be removed: " +
                             render(cleaned.error()));
    return;
  }
  report.requests += cleaned->requests;
  report.planned += cleaned->requests;
  for (const conformance::CleanedRecord& record : cleaned->left) {
    report.notices.push_back(fmt::format("left at the host: {} {} ({}), {}", record.api, record.id,
                                         record.marker, record.why));
  }
}

/// A run, its expectations and its reports.
ExitCode check_host(CheckHost& host, CheckOptions options, const CheckArguments& arguments,
                    const std::vector<ReportTarget>& targets) {
  std::vector<conformance::Deviation> expected;
  if (!arguments.expect.empty()) {
    const auto text = read_input(arguments.expect);
    if (!text) return complain_of(text.error());
    auto deviations = conformance::parse_expectations(*text);
    if (!deviations) return complain_of(deviations.error());
    expected = *std::move(deviations);
  }
  conformance::SecretScan secrets;
  options.secrets = &secrets;
  const auto plan = conformance::plan_checks(host.apis, host.credentials, options);
  if (!plan) return complain_of(plan.error());
  const SystemClock clock;
  const SteadyTime begin = clock.steady_now();
  Result<CheckReport> report = [&] {
    Progress line{clock, "checks", plan->checks, kManyChecks};
    std::uint64_t done = 0;
    options.progress = [&](std::string_view /*id*/, const conformance::CheckResult* result) {
      if (result != nullptr) ++done;
      line.update(done, done);
    };
    return conformance::run_checks(host.apis, *host.transport, host.credentials, options);
  }();
  if (!report) return complain_of(report.error());
  report->elapsed = clock.steady_now() - begin;  // a mock's clock runs ahead
  report->version = UNDERSTUDY_VERSION;
  conformance::apply(*report, expected, clock.wall_now());
  if (!arguments.target.empty()) tidy_up(host, options, *report);
  const auto written = write_reports(*report, targets, secrets);
  if (!written) return complain_of(written.error());
  return code_of(*report, arguments);
}

}  // namespace

ExitCode complain_of(const Error& error) {
  complain(error);
  switch (error.code) {
    case Errc::bad_input:
      return error.where.compare(0, 2, "--") == 0 ? ExitCode::usage : ExitCode::bad_input;
    case Errc::internal:
    case Errc::unsupported:
      return ExitCode::internal;
    case Errc::not_found:
      return ExitCode::usage;
    case Errc::cancelled:
      return ExitCode::interrupted;
    case Errc::bad_answer:
    case Errc::connection_lost:
    case Errc::io:
    case Errc::limit_exceeded:
    case Errc::timed_out:
    case Errc::truncated:
    case Errc::unreachable:
    case Errc::untrusted:
      return ExitCode::could_not_run;
  }
  return ExitCode::internal;
}

Result<CheckReport> check_side(const CheckArguments& arguments, conformance::Shapes& shapes) {
  auto options = make_options(arguments);
  if (!options) return Failure{options.error()};
  auto host = open_check_host(arguments, *options);
  if (!host) return Failure{host.error()};
  options->writes = false;
  options->limits = false;
  options->shows_bodies = arguments.show_bodies;
  options->shapes = &shapes;
  conformance::SecretScan secrets;
  options->secrets = &secrets;
  auto report =
      conformance::run_checks((*host)->apis, *(*host)->transport, (*host)->credentials, *options);
  if (report) report->version = UNDERSTUDY_VERSION;
  return report;
}

ExitCode run_check(const CheckArguments& arguments) {
  const auto targets = read_report_targets(arguments);
  if (!targets) return complain_of(targets.error());
  auto options = make_options(arguments);
  if (!options) return complain_of(options.error());
  auto host = open_check_host(arguments, *options);
  if (!host) return complain_of(host.error());
  if (arguments.dry_run) {
    const auto plan = conformance::plan_checks((*host)->apis, (*host)->credentials, *options);
    if (!plan) return complain_of(plan.error());
    return finish(render_plan(*plan), ExitCode::ok);
  }
  if (!arguments.cleanup.empty()) return clean_up(**host, *options, arguments.cleanup);

  auto signals = StopSignals::install();
  if (!signals) return complain_of(signals.error());
  std::stop_source stop;
  options->stop = stop.get_token();
  std::jthread watcher{[&] {
    signals->wait();
    if (!signals->is_finished()) stop.request_stop();
  }};
  const ExitCode code = check_host(**host, *std::move(options), arguments, *targets);
  signals->finish();
  return code;
}

}  // namespace understudy::cli
