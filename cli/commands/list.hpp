// SPDX-License-Identifier: MIT
/// `understudy list`: what this build has of a kind.
#pragma once

#include <string>

#include "arguments.hpp"
#include "exit_codes.hpp"

namespace understudy::cli {

struct ListArguments {
  std::string kind;
  std::string api;  ///< empty: of all
  std::string format = "text";
};

/// Adds the command to the tree; parsing fills `arguments`.
CLI::App* add_list(CLI::App& app, ListArguments& arguments, Choices& choices);

ExitCode run_list(const ListArguments& arguments);

}  // namespace understudy::cli
