// SPDX-License-Identifier: MIT
#include "understudy/conformance/check_report.hpp"

#include <algorithm>

namespace understudy::conformance {

std::size_t CheckReport::count(Verdict verdict) const {
  return static_cast<std::size_t>(
      std::count_if(checks.begin(), checks.end(),
                    [&](const CheckResult& check) { return check.verdict == verdict; }));
}

RunCode CheckReport::code() const {
  if (count(Verdict::error) != 0) return RunCode::could_not_run;
  const bool unexpected = std::any_of(checks.begin(), checks.end(), [](const CheckResult& check) {
    return check.verdict == Verdict::fail && check.expectation.empty();
  });
  if (unexpected || !stale.empty()) return RunCode::findings;
  return count(Verdict::pass) == 0 ? RunCode::nothing_proven : RunCode::ok;
}

}  // namespace understudy::conformance
