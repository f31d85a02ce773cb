// SPDX-License-Identifier: MIT
/// `understudy validate`: JSON against a schema, or a message against the contract of an API.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "arguments.hpp"
#include "exit_codes.hpp"

namespace understudy::cli {

struct ValidateArguments {
  std::string schema;
  std::vector<std::string> instances;
  bool json_lines = false;
  bool assert_format = false;
  std::vector<std::string> resolve;  ///< "URI=FILE_OR_DIR"
  std::string api;
  std::string operation;
  std::string request;
  std::string response;
  std::optional<int> status;
  bool strict = false;
  std::string format = "text";
  std::uint64_t loop = 0;  ///< 0: no timing
};

/// Adds the command to the tree; parsing fills `arguments` and refuses what does not go together.
CLI::App* add_validate(CLI::App& app, ValidateArguments& arguments, Choices& choices);

/// The ids of all operations of an API, or of every API, for completion and for suggestions. Reads
/// the contracts.
std::vector<std::string> operation_ids(const std::string& api = {});

ExitCode run_validate(const ValidateArguments& arguments);
/// The two halves of it.
ExitCode validate_instances(const ValidateArguments& arguments);
ExitCode validate_message(const ValidateArguments& arguments);

}  // namespace understudy::cli
