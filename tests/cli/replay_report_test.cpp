// SPDX-License-Identifier: MIT
/// Reports of a replay, and what they mean for the exit code.
#include <chrono>

#include "commands/replay.hpp"
#include "support/catch.hpp"
#include "understudy/base/json.hpp"

namespace understudy::cli {

namespace {

using namespace std::chrono_literals;
using conformance::ExchangeResult;
using conformance::Grade;
using conformance::Outcome;

ExchangeResult result(const char* id, Outcome outcome, const char* message = "") {
  return {.id = id,
          .title = "a title",
          .source = "S",
          .grade = Grade::seed,
          .outcome = outcome,
          .status = outcome == Outcome::error ? 0 : 200,
          .requests = 1,
          .elapsed = 1'500us,
          .message = message};
}

Reports reports_of(std::vector<ExchangeResult> results) {
  return {{"partnertap", {"the API", std::move(results)}}};
}

}  // namespace

TEST_CASE("the first of could not run, findings, nothing proven and ok is the exit code",
          "[cli][replay][report]") {
  const auto code = [](std::vector<Outcome> outcomes) {
    std::vector<ExchangeResult> results;
    for (const Outcome outcome : outcomes) results.push_back(result("x", outcome));
    return code_of(reports_of(std::move(results)));
  };

  CHECK(code({Outcome::passed}) == ExitCode::ok);
  CHECK(code({Outcome::passed, Outcome::skipped, Outcome::observed}) == ExitCode::ok);
  CHECK(code({}) == ExitCode::nothing_proven);
  CHECK(code({Outcome::skipped, Outcome::observed}) == ExitCode::nothing_proven);
  CHECK(code({Outcome::passed, Outcome::failed}) == ExitCode::findings);
  CHECK(code({Outcome::passed, Outcome::failed, Outcome::error}) == ExitCode::could_not_run);
}

TEST_CASE("a text report is a table with a closing line", "[cli][replay][report]") {
  const std::string text = render_text(reports_of(
      {result("w1", Outcome::passed),
       result("w1-long", Outcome::failed, "status: expected 1, got 2"),
       result("w2", Outcome::error, "no answer"), result("w3", Outcome::skipped, "why")}));

  CHECK(text ==
        "partnertap: the API\n"
        "  w1       200  ok             1.5 ms  a title\n"
        "  w1-long  200  FAILED         1.5 ms  a title\n"
        "           status: expected 1, got 2\n"
        "  w2         -  ERROR          1.5 ms  a title\n"
        "           no answer\n"
        "  w3       200  skipped        1.5 ms  a title\n"
        "           why\n"
        "4 exchanges: 1 passed, 1 failed, 1 skipped, 1 error\n");
}

TEST_CASE("a JSON report has every result and the counts", "[cli][replay][report]") {
  auto failed = result("w1", Outcome::failed, "m");
  failed.mismatches.push_back({"status", "1", "2"});

  const auto json = parse_json(render_json(reports_of({failed})));

  REQUIRE(json);
  const Json& row = (*json)["apis"][0]["results"][0];
  CHECK((*json)["apis"][0]["api"] == "partnertap");
  CHECK(row["id"] == "w1");
  CHECK(row["grade"] == "SEED");
  CHECK(row["outcome"] == "failed");
  CHECK(row["elapsed_ms"] == 1.5);
  CHECK(row["mismatches"] == Json::parse(R"([{"where": "status", "expected": "1", "got": "2"}])"));
  CHECK((*json)["summary"] ==
        Json::parse(R"({"error": 0, "failed": 1, "observed": 0, "passed": 0, "skipped": 0})"));
}

}  // namespace understudy::cli
