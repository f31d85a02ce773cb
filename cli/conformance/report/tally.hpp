// SPDX-License-Identifier: MIT
/// The counts and the few words that all formats share.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "understudy/conformance/check_report.hpp"

namespace understudy::conformance::report {

/// All verdicts, as reports show them: what a reader looks for first stands first.
inline constexpr std::array<Verdict, 7> kVerdicts{
    Verdict::pass,         Verdict::fail, Verdict::error,   Verdict::observed,
    Verdict::inconclusive, Verdict::skip, Verdict::disabled};

struct Tally {
  std::map<Verdict, std::size_t> counts = {};

  void add(Verdict verdict) { ++counts[verdict]; }
  [[nodiscard]] std::size_t of(Verdict verdict) const {
    const auto it = counts.find(verdict);
    return it == counts.end() ? 0 : it->second;
  }
  [[nodiscard]] std::size_t total() const;
};

struct ApiTally {
  Tally all = {};
  std::map<Level, Tally> levels = {};
};
/// By API.
std::map<std::string, ApiTally> tally_by_api(const CheckReport& report);
Tally tally_of(const CheckReport& report);

/// A failure that nobody has listed as known.
bool is_unexpected(const CheckResult& check);

using CheckList = std::vector<const CheckResult*>;
/// The checks of that verdict whose difference is listed as known, or is not.
enum class Listed : std::uint8_t { no, yes };
CheckList select(const CheckReport& report, Verdict verdict, Listed listed);
/// Failures that are not listed, then errors.
CheckList troubles_of(const CheckReport& report);

/// "S11.2 (Guide, section 3)": the source with its citation.
std::string source_of(const CheckResult& check);

/// "3 failures were not expected", "nothing unexpected: 412 checks passed".
std::string conclusion_of(const CheckReport& report);

/// What makes a run end badly beside its checks, as sentences with a name before them: stale
/// expectations, and that nothing passed.
struct RunTrouble {
  std::string name;  ///< "expectations/ecg/paging/total", "run/nothing-proven"
  std::string what;
};
std::vector<RunTrouble> run_troubles_of(const CheckReport& report);

}  // namespace understudy::conformance::report
