// SPDX-License-Identifier: MIT
/// `understudy check`: holds a host against its documents, or a mock in this process.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "arguments.hpp"
#include "exit_codes.hpp"
#include "understudy/base/result.hpp"
#include "understudy/conformance/run.hpp"

namespace understudy::cli {

struct CheckArguments {
  std::vector<std::string> apis;
  bool mock = false;
  bool over_http = false;
  std::string mutant;
  std::uint64_t rows = 90;
  std::uint64_t seed = 1;
  std::string target;
  std::string credentials;
  bool ask_credentials = false;
  std::string ca_file;
  std::vector<std::string> only;
  std::vector<std::string> except;
  bool strict = false;
  bool allow_writes = false;
  bool auth_checks = false;
  bool throttle_checks = false;
  bool show_bodies = false;
  std::uint64_t budget = 0;
  std::string rate;
  std::uint64_t deadline = 0;
  std::uint64_t timeout = 30;
  bool dry_run = false;
  std::string expect;
  std::string resume;
  std::string ledger;
  std::string cleanup;
  std::uint64_t min_coverage = 0;
  std::vector<std::string> reports;
};

/// Adds the command to the tree; parsing fills `arguments`.
CLI::App* add_check(CLI::App& app, CheckArguments& arguments, Choices& choices);

ExitCode run_check(const CheckArguments& arguments);

/// A run that only reads, for a comparison; learns the shapes of answers.
Result<conformance::CheckReport> check_side(const CheckArguments& arguments,
                                            conformance::Shapes& shapes);

/// Says why a run did not begin or a report was not written, and the code for it.
ExitCode complain_of(const Error& error);

}  // namespace understudy::cli
