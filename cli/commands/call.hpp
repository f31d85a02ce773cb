// SPDX-License-Identifier: MIT
/// `understudy call`: any operation of any API from the shell.
#pragma once

#include <string>
#include <vector>

#include "arguments.hpp"
#include "commands/call_flags.hpp"
#include "exit_codes.hpp"

namespace understudy::cli {

/// The words behind "call". They are read when the command runs, since the flags depend on the
/// operation; the tree of commands holds those that every operation has, for help and completion.
struct CallArguments {
  std::vector<std::string> words;
  std::string api;
  std::string operation;
  CallValues common;
};

/// Adds the command to the tree.
CLI::App* add_call(CLI::App& app, CallArguments& arguments, Choices& choices);

/// What may stand behind these words: an API, an operation of it, or the flags of that.
std::vector<std::string> call_candidates(const std::vector<std::string>& words);

ExitCode run_call(const CallArguments& arguments);

}  // namespace understudy::cli
