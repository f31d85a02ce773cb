// SPDX-License-Identifier: MIT
/// The limit of PartnerTap: the plain mock keeps it, and each mutant dies by its rule.
#include "../check_harness.hpp"
#include "support/catch.hpp"

using namespace understudy;
using conformance::Verdict;

namespace {

/// Whether a check that rests on a fact failed.
bool is_killed_by(const conformance::CheckReport& report, const std::string& source) {
  for (const conformance::CheckResult& check : report.checks) {
    if (check.verdict == Verdict::fail &&
        (", " + check.source + ",").find(" " + source + ",") != std::string::npos) {
      return true;
    }
  }
  return false;
}

test::HarnessOptions throttle_checks(const std::string& mutant = {}) {
  return {.api = "partnertap", .mutant = mutant, .only = {"partnertap/throttle/*"}};
}

}  // namespace

TEST_CASE("the mock keeps every rule of its limit", "[conformance][throttle]") {
  const auto report = test::check_mock(throttle_checks());
  CAPTURE(test::told(report, Verdict::inconclusive), test::told(report, Verdict::fail),
          test::told(report, Verdict::error));

  CHECK(report.checks.size() == 10);
  CHECK(report.count(Verdict::pass) == report.checks.size());
  CHECK(report.requests == report.planned);
  CHECK(report.elapsed < std::chrono::minutes{5});
}

TEST_CASE("mutants of the limit die by the rule they break", "[conformance][throttle][mutants]") {
  const std::vector<std::pair<std::string, std::string>> mutants{
      {"bad-requests-not-counted", "S5.4"},
      {"limit-of-101", "S5.1"},
      {"limit-of-99", "S5.1"},
      {"nobody-limited", "S5.1"},
      {"retry-after-in-milliseconds", "S5.8"},
      {"retry-after-missing", "S3.8"},
      {"throttled-with-503", "S5.1"},
      {"window-fixed", "S5.3"},
      {"window-of-half-a-minute", "S5.1"},
      {"window-shared-by-all-keys", "S5.2"}};
  for (const auto& [mutant, source] : mutants) {
    const auto report = test::check_mock(throttle_checks("partnertap/" + mutant));
    CAPTURE(mutant, test::told(report, Verdict::fail), test::told(report, Verdict::inconclusive));

    CHECK(is_killed_by(report, source));
    CHECK(report.count(Verdict::error) == 0);
  }
}
