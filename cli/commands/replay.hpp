// SPDX-License-Identifier: MIT
/// `understudy replay`: sends the documented exchanges to a mock or a host.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "arguments.hpp"
#include "exit_codes.hpp"
#include "understudy/conformance/replay.hpp"

namespace understudy::cli {

struct ReplayArguments {
  std::vector<std::string> apis;
  bool mock = false;
  std::string target;
  std::string credentials;
  std::string data = "unknown";
  std::string ca_file;
  bool writes = false;
  std::string format = "text";
};

/// Adds the command to the tree; parsing fills `arguments`.
CLI::App* add_replay(CLI::App& app, ReplayArguments& arguments, Choices& choices);

/// The reports of a run, by API id.
using Reports = std::vector<std::pair<std::string, conformance::Report>>;

/// A table for a person, with a closing line.
std::string render_text(const Reports& reports);
/// One JSON object.
std::string render_json(const Reports& reports);
/// could_not_run before findings before nothing_proven before ok.
ExitCode code_of(const Reports& reports);

ExitCode run_replay(const ReplayArguments& arguments);

}  // namespace understudy::cli
