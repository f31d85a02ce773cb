// SPDX-License-Identifier: MIT
/// `understudy compare`: the same checks on two hosts, rule by rule.
#pragma once

#include <string>
#include <vector>

#include "arguments.hpp"
#include "exit_codes.hpp"

namespace understudy::cli {

struct CompareArguments {
  std::vector<std::string> apis;
  std::string left;
  std::string left_credentials;
  std::string right;
  std::string right_credentials;
  bool mock = false;
  std::string ca_file;
  std::string rate;
  std::vector<std::string> only;
  bool show_bodies = false;
  std::string format = "text";
};

/// Adds the command to the tree; parsing fills `arguments`.
CLI::App* add_compare(CLI::App& app, CompareArguments& arguments, Choices& choices);

ExitCode run_compare(const CompareArguments& arguments);

}  // namespace understudy::cli
