// SPDX-License-Identifier: MIT
/// `understudy completion`: a shell script made from the tree of commands and options.
#pragma once

#include <string>

#include "arguments.hpp"
#include "exit_codes.hpp"

namespace understudy::cli {

struct CompletionArguments {
  std::string shell;
};

/// Adds the command to the tree; parsing fills `arguments`.
CLI::App* add_completion(CLI::App& app, CompletionArguments& arguments, Choices& choices);

/// The script for "bash" or "zsh".
std::string completion_script(const CLI::App& app, const Choices& choices,
                              const std::string& shell);

ExitCode run_completion(const CLI::App& app, const Choices& choices,
                        const CompletionArguments& arguments);

}  // namespace understudy::cli
