// SPDX-License-Identifier: MIT
/// `understudy serve`: mock APIs on a port, until a signal ends it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "arguments.hpp"
#include "exit_codes.hpp"
#include "understudy/base/result.hpp"
#include "understudy/mock/options.hpp"

namespace understudy::cli {

struct ServeArguments {
  std::vector<std::string> apis;
  std::string host = "127.0.0.1";
  std::uint16_t port = 8080;
  std::string port_file;
  std::uint64_t seed = 1;
  std::optional<std::size_t> rows;
  std::string data = "generated";  ///< "generated", "example" or a file of rows
  std::vector<std::string> plans;  ///< "API=FILE"
  std::string credentials;
  std::string throttle = "on";
  std::string tls_cert;
  std::string tls_key;
  std::string log = "none";
  std::string strictness = "documented";
  std::vector<std::string> switches;  ///< "API.NAME=VALUE"
  std::vector<std::string> mutants;   ///< names
  std::vector<std::string> faults;    ///< as mock::parse_fault() reads them
  std::string state;                  ///< folder
  std::string admin = "on";
  std::string admin_token_file;
  std::vector<std::string> admin_hosts;
  std::size_t journal_bytes = 33'554'432;  // robustness: 32 MB
  bool verify_responses = false;
};

/// Adds the command to the tree; parsing fills `arguments`.
CLI::App* add_serve(CLI::App& app, ServeArguments& arguments, Choices& choices);

/// What the arguments say about the mock. Reads the credentials file.
Result<mock::ServerOptions> server_options(const ServeArguments& arguments);

ExitCode run_serve(const ServeArguments& arguments);

}  // namespace understudy::cli
