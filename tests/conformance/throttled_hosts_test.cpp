// SPDX-License-Identifier: MIT
/// Hosts that want fewer requests than a run sends: they are waited for as they say, and what they
/// refuse says nothing of any rule but those of the refusal itself.
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "check_harness.hpp"
#include "support/catch.hpp"

using namespace understudy;
using conformance::CheckReport;
using conformance::Verdict;

namespace {

using namespace std::chrono_literals;

/// What a refusal says of the time; nothing: no field.
using Tell = std::function<std::optional<std::string>(WallTime now)>;

Response refusal(const std::optional<std::string>& retry_after) {
  Response response{
      429,
      {{"Content-Type", "application/json"}},
      R"({"success":false,"message":"slow down","errors":[{"code":"Busy","message":"slow down"}]})"};
  if (retry_after) response.fields.set("Retry-After", *retry_after);
  return response;
}

struct Outcome {
  CheckReport report;
  std::size_t requests = 0;
  std::vector<Duration> waits = {};  ///< from a refusal to the request after it
};

/// The host refuses every fourth request, and each of them `times` in a row.
Outcome ask_busy_host(std::size_t times, const Tell& tell, Duration deadline = Duration{0}) {
  const Clock* clock = nullptr;
  Outcome outcome;
  std::size_t served = 0;
  std::size_t refused = 0;
  std::optional<SteadyTime> refused_at;
  test::HarnessOptions options{.api = "impartner", .only = {"impartner/paging/*"}};
  options.rows = 30;
  options.strict = false;
  options.change = [&](conformance::CheckOptions& check) {
    clock = check.clock;
    check.deadline = deadline;
  };
  options.between = [&](const Request& request, const auto& answer) -> Result<Response> {
    ++outcome.requests;
    const SteadyTime now = clock->steady_now();
    if (refused_at) outcome.waits.push_back(now - *refused_at);
    refused_at.reset();
    if (served % 4 == 3 && refused < times) {
      ++refused;
      refused_at = now;
      return refusal(tell(clock->wall_now()));
    }
    refused = 0;
    ++served;
    return answer(request);
  };
  outcome.report = test::check_mock(options);
  return outcome;
}

Tell always(std::string text) {
  return [text = std::move(text)](WallTime) { return std::optional{text}; };
}

std::optional<std::string> nothing(WallTime /*now*/) { return std::nullopt; }

}  // namespace

TEST_CASE("a refused request is repeated when the host said, in either form",
          "[conformance][throttled]") {
  const Tell date = [](WallTime now) { return std::optional{format_imf_date(now + 30s)}; };
  for (const auto& [tell, least] : std::vector<std::pair<Tell, Duration>>{
           {always("7"), 7s}, {date, 29s}, {always("0"), 1s}, {nothing, 1s}}) {
    const Outcome outcome = ask_busy_host(1, tell);
    CAPTURE(least.count(), test::told(outcome.report, Verdict::fail),
            test::told(outcome.report, Verdict::inconclusive));

    CHECK(outcome.report.count(Verdict::fail) == 0);
    CHECK(outcome.report.count(Verdict::error) == 0);
    CHECK(outcome.report.count(Verdict::inconclusive) == 0);
    REQUIRE_FALSE(outcome.waits.empty());
    for (const Duration wait : outcome.waits) CHECK(wait >= least);
  }
}

TEST_CASE("who does not say when is waited for longer each time", "[conformance][throttled]") {
  const Outcome outcome = ask_busy_host(3, nothing);
  CAPTURE(test::told(outcome.report, Verdict::inconclusive));

  CHECK(outcome.report.count(Verdict::fail) == 0);
  CHECK(outcome.report.count(Verdict::inconclusive) == 0);
  REQUIRE(outcome.waits.size() >= 3);
  CHECK(outcome.waits[1] > outcome.waits[0]);
  CHECK(outcome.waits[2] >= 60s);
}

TEST_CASE("a host that refuses on and on breaks no rule", "[conformance][throttled]") {
  for (const Tell& tell : {always("1"), Tell{nothing}, always("86400")}) {
    const Outcome outcome = ask_busy_host(1'000, tell);
    CAPTURE(test::told(outcome.report, Verdict::fail));

    CHECK(outcome.report.count(Verdict::fail) == 0);
    CHECK(outcome.report.count(Verdict::inconclusive) > 0);
    CHECK(outcome.report.count(Verdict::error) > 0);
    CHECK(outcome.requests < 20);
    REQUIRE_FALSE(outcome.report.notices.empty());
    CHECK(outcome.report.notices.back() == "the host answers 429 to everything");
  }
}

TEST_CASE("a wait that the run has no time for breaks no rule", "[conformance][throttled]") {
  const Outcome outcome = ask_busy_host(1, always("600"), 60s);

  CHECK(outcome.report.count(Verdict::fail) == 0);
  CHECK(outcome.report.count(Verdict::error) == 0);
  CHECK(outcome.report.count(Verdict::inconclusive) > 0);
}

TEST_CASE("what a refusal itself says is looked at", "[conformance][throttled]") {
  const auto ask = [](const Tell& tell) {
    bool is_first = true;
    test::HarnessOptions options{
        .api = "impartner",
        .only = {"impartner/paging/default-size/accounts", "impartner/contract/*/listRecords"}};
    options.strict = false;
    options.between = [&](const Request& request, const auto& answer) -> Result<Response> {
      if (!std::exchange(is_first, false)) return answer(request);
      return refusal(tell({}));
    };
    const CheckReport report = test::check_mock(options);
    return test::told(report, Verdict::observed) + test::told(report, Verdict::fail);
  };

  CHECK(ask(always("2")).find("/headers/") == std::string::npos);
  CHECK(ask(nothing).find("impartner/contract/headers/listRecords") != std::string::npos);
  CHECK(ask(always("soon")).find("impartner/contract/headers/listRecords") != std::string::npos);
}
