// SPDX-License-Identifier: MIT
/// What a run of checks found: one tree of plain values that every report is rendered from.
///
/// Everything in it is redacted already: whoever renders it has nothing to hide and nothing to
/// compute.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "understudy/base/clock.hpp"
#include "understudy/conformance/verdict.hpp"

namespace understudy::conformance {

/// One request and its answer, as far as they may be shown.
struct Evidence {
  std::string request = {};    ///< "GET /api/v2/partners?skip=1&take=3"
  std::string reproduce = {};  ///< a curl line; credentials are variables of the shell
  int status = 0;              ///< 0: no answer
  std::string answer = {};  ///< fields and body, shortened; on real hosts types, lengths and hashes
  std::string trouble = {};  ///< why there is no answer; empty where there is one
};

/// What became of one check.
struct CheckResult {
  std::string id = {};     ///< "ecg/paging/pages-partition/partners", never renumbered
  std::string api = {};    ///< "ecg"
  std::string area = {};   ///< "paging"
  std::string title = {};  ///< the rule as a sentence without full stop
  Level level = Level::may;
  Grade grade = Grade::guess;
  std::string source = {};    ///< ids of contracts/apis/<api>/SOURCES.md: "S11.2, S11.4"
  std::string citation = {};  ///< document and section that the first of them stands for
  Verdict verdict = Verdict::skip;
  std::string message = {};   ///< one line; empty for a plain pass
  std::string expected = {};  ///< of fail and observed
  std::string got = {};       ///< of fail and observed
  std::size_t requests = 0;   ///< sent for this check alone; shared samples are counted by the run
  Duration elapsed{0};
  std::string reproduce = {};  ///< the curl line that shows it; empty where no request does
  std::vector<Evidence> evidence = {};  ///< of fail, observed and error: the requests it rests on
  std::string expectation = {};         ///< the reason of a deviation that was expected; else empty
};

/// An entry of a file of expectations that did not do its duty.
struct StaleExpectation {
  std::string id = {};      ///< of the check
  std::string reason = {};  ///< as the file says
  std::string why = {};     ///< "expired on 2026-01-31", "did not happen", "no such check"
};

/// What a run has exercised of a contract, in numbers.
struct CoverageCount {
  std::string what = {};  ///< "operations", "parameters", "statuses", "keywords", "sources"
  std::size_t seen = 0;
  std::size_t all = 0;
  std::vector<std::string> missing = {};  ///< names, sorted
};
struct Coverage {
  std::string api = {};
  std::vector<CoverageCount> counts = {};
};

/// Codes of `understudy check`, of which the first of 3 4 5 0 that applies wins.
enum class RunCode : std::uint8_t {
  ok = 0,              ///< something passed and nothing was unexpected
  could_not_run = 3,   ///< the host did not answer, or not as a host
  findings = 4,        ///< a failure that was not expected, or a stale expectation
  nothing_proven = 5,  ///< nothing passed
};

struct CheckReport {
  std::string target = {};   ///< URL without credentials, or "mock"
  std::string started = {};  ///< RFC 3339, UTC
  Duration elapsed{0};
  std::string version = {};  ///< of understudy
  bool is_strict = false;    ///< assumptions of ours count as failures
  std::size_t requests = 0;  ///< sent in all, samples and signing in included
  std::size_t planned = 0;   ///< what the plan said
  std::vector<std::string> notices =
      {};  ///< what a reader has to know: "the budget ran out after ..."
  std::vector<CheckResult> checks = {};  ///< sorted by id
  std::vector<StaleExpectation> stale = {};
  std::vector<Coverage> coverage = {};  ///< by API

  [[nodiscard]] std::size_t count(Verdict verdict) const;
  [[nodiscard]] RunCode code() const;
};

}  // namespace understudy::conformance
