// SPDX-License-Identifier: MIT
#include "check_harness.hpp"
#include "support/catch.hpp"

using namespace understudy;
using conformance::Verdict;

TEST_CASE("a run of every API against its mock raises nothing", "[conformance][run]") {
  for (const std::string_view api : conformance::checkable_apis()) {
    const auto report = test::check_mock({.api = std::string{api}});
    CAPTURE(api, test::told(report, Verdict::skip), test::told(report, Verdict::inconclusive));

    CHECK(test::told(report, Verdict::fail) == "");
    CHECK(test::told(report, Verdict::error) == "");
    CHECK(report.count(Verdict::pass) != 0);
  }
}
