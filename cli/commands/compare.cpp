// SPDX-License-Identifier: MIT
#include "commands/compare.hpp"

#include <utility>

#include "commands/check.hpp"
#include "output.hpp"
#include "understudy/conformance/compare.hpp"
#include "understudy/conformance/run.hpp"

namespace understudy::cli {

namespace {

/// One side: what a check of it would be told.
CheckArguments side_of(const CompareArguments& arguments, const std::string& target,
                       const std::string& credentials) {
  CheckArguments side;
  side.apis = arguments.apis;
  side.target = target;
  side.credentials = credentials;
  side.ca_file = target.empty() ? "" : arguments.ca_file;
  side.rate = arguments.rate;
  side.only = arguments.only;
  side.show_bodies = arguments.show_bodies;
  return side;
}

}  // namespace

CLI::App* add_compare(CLI::App& app, CompareArguments& arguments, Choices& choices) {
  CLI::App* compare =
      app.add_subcommand("compare", "Ask two hosts the same checks, and tell where they differ");
  CLI::Option* apis =
      compare->add_option("api", arguments.apis, "APIs to compare (default: all)")->type_name("ID");
  std::vector<std::string> known;
  for (const std::string_view api : conformance::checkable_apis()) known.emplace_back(api);
  restrict(*apis, std::move(known), choices);
  compare->add_option("--left", arguments.left, "The host that is known")
      ->type_name("URL")
      ->required();
  compare->add_option("--left-credentials", arguments.left_credentials, "Credentials of it")
      ->type_name(kFileType);
  CLI::Option* right =
      compare->add_option("--right", arguments.right, "The host that is compared with it")
          ->type_name("URL");
  compare->add_option("--right-credentials", arguments.right_credentials, "Credentials of it")
      ->type_name(kFileType)
      ->needs(right);
  compare->add_flag("--mock", arguments.mock, "Compare with a mock in this process (default)")
      ->excludes(right);
  compare->add_option("--ca-file", arguments.ca_file, "Authority to trust, PEM (default: system)")
      ->type_name(kFileType);
  compare
      ->add_option("--rate", arguments.rate,
                   "Requests in so many seconds, or off (default: the documented limit)")
      ->type_name("N/SECONDS");
  compare->add_option("--only", arguments.only, "Checks to ask, by id; * stands for any text")
      ->type_name("ID");
  compare->add_flag("--show-bodies", arguments.show_bodies, "Quote what the hosts send");
  add_choice(*compare, "--format", arguments.format, {"json", "markdown", "text"},
             "Form of the comparison (default: text)", choices);
  compare->footer(
      "Only what reads is asked. Exit code 4 when a rule is kept by one side alone, or a shape\n"
      "of the right would break a client of the left.\n"
      "Example:\n"
      "  understudy compare partnertap --left https://reports.partnertap.com \\\n"
      "      --left-credentials credentials.json --mock");
  return compare;
}

ExitCode run_compare(const CompareArguments& arguments) {
  conformance::Shapes left_shapes;
  conformance::Shapes right_shapes;
  auto left =
      check_side(side_of(arguments, arguments.left, arguments.left_credentials), left_shapes);
  if (!left) return complain_of(left.error());
  auto right =
      check_side(side_of(arguments, arguments.right, arguments.right_credentials), right_shapes);
  if (!right) return complain_of(right.error());
  const auto comparison = conformance::compare(*left, *right, left_shapes, right_shapes);
  const auto format = conformance::find_comparison_format(arguments.format)
                          .value_or(conformance::ComparisonFormat::text);
  const bool failed = left->code() == conformance::RunCode::could_not_run ||
                      right->code() == conformance::RunCode::could_not_run;
  const bool differs = comparison.differences() != 0 || comparison.breaking() != 0;
  const ExitCode code = failed    ? ExitCode::could_not_run
                        : differs ? ExitCode::findings
                                  : ExitCode::ok;
  return finish(conformance::render(format, comparison), code);
}

}  // namespace understudy::cli
