// SPDX-License-Identifier: MIT
/// What a mock server is made of: which APIs, which data, whose credentials, which readings.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "understudy/base/clock.hpp"
#include "understudy/base/credentials.hpp"
#include "understudy/base/random.hpp"
#include "understudy/fixtures/dataset.hpp"
#include "understudy/fixtures/rows.hpp"
#include "understudy/mock/faults.hpp"

namespace understudy::mock {

/// documented: the default reading of every open question; lenient: the forgiving one, where a
/// document leaves room for it.
enum class Strictness : std::uint8_t { documented, lenient };

/// What a reset does to the files of a state folder: start them anew, or note the reset in them.
enum class History : std::uint8_t { dropped, kept };

/// What a token for tests has to carry.
struct TokenRequest {
  /// Absent: what every operation of the API needs. APIs whose tokens carry none leave them out.
  std::optional<std::vector<std::string>> permissions = {};
};

/// A plan in place of the one that ships with an API.
struct OwnPlan {
  std::string json;
  fixtures::DataSet data = fixtures::DataSet::generated;
  /// Of the written rows, where a file brought them: each of these is compared with the contract as
  /// it will be sent, and nothing is served when one breaks it.
  fixtures::RowPlaces places = {};
  std::string file = {};  ///< how errors call the file
};

struct ServerOptions {
  std::vector<std::string> apis = {};  ///< ids; empty: every API of this build
  fixtures::DataSet data = fixtures::DataSet::generated;
  /// By API id; the others use the plans that ship. Rows of one's own are plans, too:
  /// fixtures::plans_with_rows() makes them and their places, to be used as DataSet::example.
  std::map<std::string, OwnPlan, std::less<>> plans = {};
  Seed seed{1};
  std::optional<std::size_t> rows = {};  ///< of the scaled collections; absent: as the plan says
  Credentials credentials = demo_credentials();
  Strictness strictness = Strictness::documented;
  /// Single readings, which win over strictness: {"partnertap.filter.malformed", "ignore"}.
  std::map<std::string, std::string> switches = {};
  bool throttle = true;          ///< false: no API limits anybody
  const Clock* clock = nullptr;  ///< null: the system's; has to outlive the server
  /// Whether each answer is compared with the contract before it leaves. One that breaks it is a
  /// bug of ours: 500 in the API's own shape takes its place, saying which rule and where.
  bool verify_responses = false;
  /// Armed in every space when it comes into being.
  std::vector<Fault> faults = {};
  /// How many spaces requests may name at the same time, and when one makes room for another.
  std::size_t namespaces = 4'096;
  std::chrono::minutes namespace_idle{10};
  std::size_t journal_bytes = 33'554'432;  ///< of each space; 0: none is kept
  /// Whether there is an admin API below /__understudy/; its contract is
  /// contracts/admin/openapi.json.
  bool admin = true;
  /// Callers over a port bring it as Understudy-Token; at least 16 bytes. Empty: nobody is asked,
  /// and ports that other machines can reach have no admin API.
  std::string admin_token = {};
  /// Names of this machine that the Host field may have, beside localhost and its addresses.
  std::vector<std::string> admin_hosts = {};
  /// Names of mutants: rules that this server is to break. See understudy/mock/mutants.hpp. One
  /// that breaks the contract is not to be served with verify_responses.
  std::vector<std::string> mutants = {};
  /// A folder that keeps what requests without a namespace change, for this server alone; empty:
  /// memory only.
  std::string state_dir = {};
};

}  // namespace understudy::mock
