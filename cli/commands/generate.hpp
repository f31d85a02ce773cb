// SPDX-License-Identifier: MIT
/// `understudy generate`: the rows of a mock as lines of JSON.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "arguments.hpp"
#include "exit_codes.hpp"

namespace understudy::cli {

struct GenerateArguments {
  std::string api;
  std::string collection;  ///< empty: all
  std::optional<std::size_t> rows;
  std::uint64_t seed = 1;
  std::string data = "generated";
  std::string plan;  ///< file; empty: the embedded plan
  std::string out;   ///< file; empty: stdout
};

/// Adds the command to the tree; parsing fills `arguments`.
CLI::App* add_generate(CLI::App& app, GenerateArguments& arguments, Choices& choices);

ExitCode run_generate(const GenerateArguments& arguments);

}  // namespace understudy::cli
