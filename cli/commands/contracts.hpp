// SPDX-License-Identifier: MIT
/// `understudy contracts`: the contracts that are inside, listed, shown and written out.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "arguments.hpp"
#include "exit_codes.hpp"
#include "understudy/openapi/document.hpp"

namespace understudy::cli {

struct ContractsArguments {
  std::string action;
  std::string api;
  std::string out;
};

/// Adds the command to the tree; parsing fills `arguments` and refuses what does not go together.
CLI::App* add_contracts(CLI::App& app, ContractsArguments& arguments, Choices& choices);

/// Contracts by API id.
using Contracts = std::vector<std::pair<std::string, openapi::Document>>;

/// A table: id, title, version, number of operations.
std::string render_list(const Contracts& contracts);
/// Servers and operations, with their parameters, for a terminal of 100 columns.
std::string render_contract(const std::string& api, const openapi::Document& contract);

ExitCode run_contracts(const ContractsArguments& arguments);

}  // namespace understudy::cli
