// SPDX-License-Identifier: MIT
#include "tally.hpp"

#include "text.hpp"

namespace understudy::conformance::report {

std::size_t Tally::total() const {
  std::size_t sum = 0;
  for (const auto& [verdict, count] : counts) sum += count;
  return sum;
}

std::map<std::string, ApiTally> tally_by_api(const CheckReport& report) {
  std::map<std::string, ApiTally> apis;
  for (const CheckResult& check : report.checks) {
    ApiTally& api = apis[check.api];
    api.all.add(check.verdict);
    api.levels[check.level].add(check.verdict);
  }
  return apis;
}

Tally tally_of(const CheckReport& report) {
  Tally tally;
  for (const CheckResult& check : report.checks) tally.add(check.verdict);
  return tally;
}

bool is_unexpected(const CheckResult& check) {
  return check.verdict == Verdict::fail && check.expectation.empty();
}

CheckList select(const CheckReport& report, Verdict verdict, Listed listed) {
  CheckList list;
  for (const CheckResult& check : report.checks) {
    const bool is_listed = !check.expectation.empty();
    if (check.verdict == verdict && is_listed == (listed == Listed::yes)) list.push_back(&check);
  }
  return list;
}

CheckList troubles_of(const CheckReport& report) {
  CheckList list = select(report, Verdict::fail, Listed::no);
  for (const CheckResult& check : report.checks) {
    if (check.verdict == Verdict::error) list.push_back(&check);
  }
  return list;
}

std::string source_of(const CheckResult& check) {
  if (check.citation.empty()) return check.source;
  return check.source.empty() ? check.citation : check.source + " (" + check.citation + ")";
}

std::string conclusion_of(const CheckReport& report) {
  const std::size_t failures = select(report, Verdict::fail, Listed::no).size();
  std::string found;
  if (failures > 0) found = counted(failures, "failure") + " not expected";
  if (!report.stale.empty()) {
    found += (found.empty() ? "" : ", ") + counted(report.stale.size(), "stale expectation");
  }
  switch (report.code()) {
    case RunCode::could_not_run:
      return counted(report.count(Verdict::error), "check") + " could not be run to the end" +
             (found.empty() ? "" : "; " + found);
    case RunCode::findings:
      return found;
    case RunCode::nothing_proven:
      return "nothing is proven: no check passed";
    case RunCode::ok:
      return "nothing unexpected: " + counted(report.count(Verdict::pass), "check") + " passed";
  }
  return found;
}

std::vector<RunTrouble> run_troubles_of(const CheckReport& report) {
  std::vector<RunTrouble> troubles;
  for (const StaleExpectation& entry : report.stale) {
    troubles.push_back({"expectations/" + entry.id, entry.why + " (" + entry.reason + ")"});
  }
  if (report.code() == RunCode::nothing_proven) {
    troubles.push_back({"run/nothing-proven", conclusion_of(report)});
  }
  return troubles;
}

}  // namespace understudy::conformance::report
