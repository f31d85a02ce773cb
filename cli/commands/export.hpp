// SPDX-License-Identifier: MIT
/// `understudy export`: a report as a file, by the steps that its vendor documents.
#pragma once

#include <string>

#include "arguments.hpp"
#include "call_host.hpp"
#include "exit_codes.hpp"

namespace understudy::cli {

struct ExportArguments {
  std::string api;
  std::string partner;
  std::string out;
  HostArguments host;
};

/// Adds the command to the tree; parsing fills `arguments`.
CLI::App* add_export(CLI::App& app, ExportArguments& arguments, Choices& choices);

ExitCode run_export(const ExportArguments& arguments);

}  // namespace understudy::cli
