// SPDX-License-Identifier: MIT
/// Every planted fault is found by a check that names the rule it breaks.
#include "understudy/mock/mutants.hpp"

#include <algorithm>

#include "check_harness.hpp"
#include "support/catch.hpp"

using namespace understudy;
using conformance::Verdict;

namespace {

/// Whether a check fails that names a source: as its own, or as that of the broken rule.
bool names(const conformance::CheckReport& report, const std::string& source) {
  return std::any_of(report.checks.begin(), report.checks.end(),
                     [&](const conformance::CheckResult& check) {
                       const std::string all = ", " + check.source + ", ";
                       return check.verdict == Verdict::fail &&
                              all.find(", " + source + ", ") != std::string::npos;
                     });
}

}  // namespace

TEST_CASE("every mutant fails a check that names its rule", "[conformance][mutants]") {
  std::string survivors;
  for (const mock::Mutant& mutant : mock::mutants()) {
    const std::string name{mutant.name};
    const auto report = test::check_mock({.api = name.substr(0, name.find('/')), .mutant = name});
    if (names(report, std::string{mutant.source})) continue;
    survivors += name + " [" + std::string{mutant.source} + "], which fails:\n" +
                 test::told(report, Verdict::fail);
  }
  CHECK(survivors == "");
}
