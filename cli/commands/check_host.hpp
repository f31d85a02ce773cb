// SPDX-License-Identifier: MIT
/// The host of a check: a mock on a clock of its own, or one with a URL.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "commands/check.hpp"
#include "understudy/base/clock.hpp"
#include "understudy/base/credentials.hpp"
#include "understudy/base/result.hpp"
#include "understudy/client/transport.hpp"
#include "understudy/conformance/ledger.hpp"
#include "understudy/conformance/run.hpp"
#include "understudy/mock/server.hpp"

namespace understudy::cli {

/// What a run needs, kept alive together. The clock and the server are those of a mock.
struct CheckHost {
  std::vector<std::string> apis = {};
  Credentials credentials = {};
  std::unique_ptr<ManualClock> clock = {};
  std::unique_ptr<ManualSleeper> sleeper = {};
  std::unique_ptr<mock::MockServer> server = {};
  std::unique_ptr<conformance::Ledger> ledger = {};
  std::unique_ptr<client::Transport> transport = {};
};

/// Whether the host is on this machine.
bool is_near(const CheckArguments& arguments);

/// Opens the host and fills what the options need of it: names, clocks and the ledger.
///
/// Errors:   bad_input with "--..." for flags that do not fit, and for credentials that cannot be
///           read; unreachable for a port that cannot be opened
Result<std::unique_ptr<CheckHost>> open_check_host(const CheckArguments& arguments,
                                                   conformance::CheckOptions& options);

/// Removes from the host what a ledger says is still there, and tells what cannot be.
ExitCode clean_up(CheckHost& host, const conformance::CheckOptions& options,
                  const std::string& ledger);

}  // namespace understudy::cli
