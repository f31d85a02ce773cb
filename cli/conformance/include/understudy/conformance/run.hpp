// SPDX-License-Identifier: MIT
/// Checks of a host against its documents: what a run would ask, and what it found.
///
/// A host is seen through a client::Transport only, so that the same run judges a mock in the
/// process and a real service whose data nobody knows.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "understudy/base/clock.hpp"
#include "understudy/base/credentials.hpp"
#include "understudy/base/random.hpp"
#include "understudy/base/result.hpp"
#include "understudy/client/transport.hpp"
#include "understudy/conformance/check_report.hpp"
#include "understudy/conformance/shape.hpp"

namespace understudy::conformance {

class Ledger;
class SecretScan;

/// At most so many requests in any window of that length.
struct Rate {
  std::size_t requests = 0;  ///< 0: no limit
  Duration window{0};
};

struct CheckOptions {
  std::string target = "mock";             ///< as reports name the host
  std::string origin = "http://mock";      ///< of curl lines: "https://host:port"
  std::vector<std::string> only = {};      ///< ids, "*" for any part; none: all
  std::vector<std::string> except = {};    ///< of these, none is asked
  bool strict = false;                     ///< assumptions of ours (INF, GUESS) count as failures
  bool writes = false;                     ///< checks that change what the host holds
  bool wrong_credentials = false;          ///< checks that send wrong or forged credentials
  std::size_t most_wrong_credentials = 0;  ///< such checks at most; 0: all
  bool limits = false;                     ///< checks that use up the caller's quota, and wait
  bool shows_bodies = false;      ///< evidence quotes bodies; else types, lengths and hashes
  std::string hash_key = {};      ///< of the marks in place of bodies: random, one for each run
  std::size_t budget = 0;         ///< requests at most; 0: no limit
  std::optional<Rate> rate = {};  ///< none: what the documents grant
  Duration deadline{0};           ///< of the whole run; 0: none
  Duration timeout = std::chrono::seconds{30};  ///< of one request
  Seed seed{1};                                 ///< of generated requests and marks
  Ledger* ledger = nullptr;                     ///< where writes are told before they are made
  const Clock* clock = nullptr;                 ///< null: the system's
  Sleeper* sleeper = nullptr;                   ///< null: the system's
  std::stop_token stop = {};
  std::set<std::string, std::less<>> passed_before = {};  ///< ids: not asked again
  Shapes* shapes = nullptr;       ///< learns the shapes of answers, by operation and status
  SecretScan* secrets = nullptr;  ///< learns credentials and tokens, so that no report has them
  /// Told before a check is asked and after it, with its verdict.
  std::function<void(std::string_view id, const CheckResult* result)> progress = {};
};

/// One row of a plan.
struct PlannedStep {
  std::string id;  ///< of a check; "sample ecg partners" for what several share
  std::string title;
  std::size_t requests = 0;
  Duration waits{0};  ///< beside those of the pace
  bool writes = false;
};

struct CheckPlan {
  std::vector<PlannedStep> steps;
  std::size_t requests = 0;  ///< in all
  std::size_t checks = 0;
  Duration time{0};  ///< that the pace and the waits take at least
};

/// The ids of the APIs that can be checked, sorted.
std::vector<std::string_view> checkable_apis();

/// The fields of a set of credentials that a run signs in with: "client_id", "client_secret".
///
/// Errors:   not_found for an API without a profile; those of reading a profile, which are ours
Result<std::vector<std::string>> wanted_credentials(std::string_view api);

/// What a run would send, without a network: as many requests as it then sends where the host has
/// the data that the checks want, answers in time, and fails nothing.
///
/// Errors:   not_found for an API without a profile; those of reading a profile, which are ours
Result<CheckPlan> plan_checks(std::span<const std::string> apis, const Credentials& credentials,
                              const CheckOptions& options);

/// Asks everything that the plan has, in the order of the plan, until the deadline.
///
/// Errors:   as plan_checks(); a host that does not answer is no error but a report of errors
Result<CheckReport> run_checks(std::span<const std::string> apis, client::Transport& transport,
                               const Credentials& credentials, const CheckOptions& options);

/// The ids of the checks that passed in an earlier run, of its JSON report.
///
/// Errors:   bad_input for what is no such report
Result<std::set<std::string, std::less<>>> passed_checks(std::string_view json);

}  // namespace understudy::conformance
