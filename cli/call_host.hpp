// SPDX-License-Identifier: MIT
/// The host that `call` and `export` talk to: a mock in this process or one with a URL, the
/// credentials for it, and how a call that fails ends the program.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

#include "arguments.hpp"
#include "exit_codes.hpp"
#include "process.hpp"
#include "understudy/base/credentials.hpp"
#include "understudy/base/result.hpp"
#include "understudy/client/session.hpp"

namespace understudy::cli {

struct HostArguments {
  bool mock = false;
  std::string target;
  std::string credentials;
  std::string ca_file;
  std::string client_certificate;
  std::string client_key;
  std::string proxy;
  std::string check;  ///< empty: requests fail, responses warn
  std::uint64_t timeout = 300;
  std::uint64_t retries = 3;
};

/// Adds the flags that say which host, and how it is called.
void add_host_flags(CLI::App& app, HostArguments& arguments, Choices& choices);

/// Why the program ends before a call.
struct Refusal {
  Error error;
  ExitCode code = ExitCode::usage;
};

/// What a client of an API is made of.
struct Host {
  std::shared_ptr<client::Transport> transport = {};
  CredentialSet credentials = {};
  client::ClientOptions options = {};
};

/// The credentials of the file that a flag names, else of UNDERSTUDY_CREDENTIALS, which names one or
/// is its JSON; nothing where neither is there.
Result<std::optional<Credentials>, Refusal> named_credentials(const std::string& flag);

/// Without a target the host is a mock with the example data. Demo credentials go to the mock and
/// to hosts on this machine only; others get those of --credentials, else of the file that
/// UNDERSTUDY_CREDENTIALS names.
Result<Host, Refusal> open_host(const std::string& api, const HostArguments& arguments);

/// The session of an API with its credentials, its pace and its words for errors.
Result<client::Session, Refusal> open_session(const std::string& api, const Host& host);

/// The call of an operation that turns credentials into a token; its secrets come from the set, so
/// that none stands on a command line. Nothing for every other operation.
std::optional<client::OperationCall> sign_in_call(const std::string& operation,
                                                  const CredentialSet& set);

/// Says why a call failed, and how the program ends for that: 1 for a request that did not leave
/// since it breaks the contract, 3 without an answer, 4 for an answer that is an error or breaks
/// the contract, 130 for a stop.
ExitCode fail(const client::CallError& error);
ExitCode fail(const Refusal& refusal);

/// SIGINT and SIGTERM ask calls to stop; the second one ends the program at once. One per process.
class Interrupt {
 public:
  /// Errors:   io
  static Result<std::unique_ptr<Interrupt>, Refusal> install();

  explicit Interrupt(StopSignals signals);
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  [[nodiscard]] std::stop_token token() const { return stop_.get_token(); }

 private:
  StopSignals signals_;
  std::stop_source stop_;
  std::thread thread_;
};

}  // namespace understudy::cli
