// SPDX-License-Identifier: MIT
/// Runs checks against a mock in this process, on a clock of its own: no socket, no real time.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "understudy/base/clock.hpp"
#include "understudy/client/transport.hpp"
#include "understudy/conformance/run.hpp"
#include "understudy/mock/server.hpp"

namespace understudy::test {

struct HarnessOptions {
  std::string api = "ecg";
  std::string mutant = {};             ///< "ecg/take-ignored"; empty: the plain mock
  std::size_t rows = 0;                ///< of the scaled collections; 0: as planned
  Seed seed{1};                        ///< of the rows
  std::vector<std::string> only = {};  ///< ids of checks; none: all
  bool strict = true;
  /// Around every request; none: straight to the mock.
  std::function<Result<Response>(const Request&, const std::function<Response(const Request&)>&)>
      between = {};
  std::function<void(conformance::CheckOptions&)> change = {};
};

/// A run of the checks of an API against a mock of it.
conformance::CheckReport check_mock(const HarnessOptions& options);

/// The checks of a report with a verdict, "id: message (expected; got)", a line each.
std::string told(const conformance::CheckReport& report, conformance::Verdict verdict);

}  // namespace understudy::test
