// SPDX-License-Identifier: MIT
/// Sends documented exchanges to a host and reports what came of each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "understudy/base/clock.hpp"
#include "understudy/base/credentials.hpp"
#include "understudy/client/transport.hpp"
#include "understudy/conformance/exchange.hpp"
#include "understudy/openapi/document.hpp"

namespace understudy::conformance {

/// What the host is known to hold.
enum class DataKind : std::uint8_t {
  example,  ///< the example set of the specifications: `always` and `example` are asked, strictly
  unknown,  ///< anything: `always` is asked, and a broken assumption (INF, GUESS) is no failure
};

enum class Outcome : std::uint8_t {
  passed,
  skipped,   ///< not asked, or nothing can be concluded; the message says why
  observed,  ///< differs from an assumption of ours: a finding about us, not about the host
  failed,
  error,  ///< no answer; says nothing about the host's conformance
};
std::string_view name_of(Outcome outcome);

/// One thing that was not as demanded. `got` is cut, and known credentials in it are masked.
struct Mismatch {
  std::string where;  ///< "status", "field Retry-After", "body /content/0", "text"; of the
                      ///< contract with "contract: " before it
  std::string expected;
  std::string got;
  bool is_assumption = false;  ///< of ours: no failure of a host with data of its own

  friend bool operator==(const Mismatch&, const Mismatch&) = default;
};
/// "body /total: expected 2, got 3".
std::string render(const Mismatch& mismatch);

struct ExchangeResult {
  std::string id;
  std::string title;
  std::string source;
  Grade grade = Grade::guess;
  Outcome outcome = Outcome::passed;
  int status = 0;            ///< of the last answer; 0: none
  std::size_t requests = 0;  ///< sent
  Duration elapsed{0};
  std::string message = {};  ///< one line, empty when passed
  std::vector<Mismatch> mismatches = {};
};

struct Report {
  std::string title;
  std::vector<ExchangeResult> results;

  [[nodiscard]] std::size_t count(Outcome outcome) const;
};

struct ReplayOptions {
  DataKind data = DataKind::unknown;
  /// Every answer is compared with it as well; null: with the expectations alone.
  const openapi::Document* contract = nullptr;
  /// Whether exchanges are sent that change what the host holds.
  bool writes = false;
  /// Moves the host's clock. Empty, as with every real host: the exchanges that need it are
  /// skipped.
  std::function<void(Duration)> advance_clock = {};
  const Clock* clock = nullptr;  ///< measures `elapsed`; null: the system's
};

/// Sends every exchange, in order, whatever became of the one before it.
///
/// `credentials` fills the holes of the requests: a field of the first set goes by its name
/// (`${api_key}`), one of the second set by its name and "_2" (`${api_key_2}`), and so on. An
/// exchange with a hole that nothing fills is skipped.
Report replay(const ExchangeSet& set, client::Transport& transport,
              std::span<const CredentialSet> credentials, const ReplayOptions& options = {});

}  // namespace understudy::conformance
