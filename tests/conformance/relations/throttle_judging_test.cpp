// SPDX-License-Identifier: MIT
/// Limits of many kinds, asked by the two runs, over links of any speed: who keeps the rules is
/// never blamed, and who breaks one is found where the link allows it.
#include "relations/throttle_judging.hpp"

#include <deque>
#include <map>

#include "relations/throttle_schedule.hpp"
#include "src/engine/retry_after.hpp"
#include "support/catch.hpp"
#include "understudy/base/random.hpp"

namespace understudy::conformance::throttle {

namespace {

using namespace std::chrono_literals;
using Kind = Judgement::Kind;

constexpr Window kMinute{100, 60s};

/// How a host limits, and what it says.
struct Limits {
  std::size_t requests = 100;
  Duration window = 60s;
  enum class Count : std::uint8_t { rolling, fixed_at_first, fixed_by_clock, bucket, penalty };
  Count count = Count::rolling;
  bool counts_refused = false;
  bool counts_bad = true;
  bool shares_keys = false;
  bool whole_seconds = false;  ///< keeps times in them
  Duration clock_at{17s};      ///< of its clock when ours begins
  int refusal = 429;
  enum class Says : std::uint8_t { truth, truth_rounded_down, window, milliseconds, date, nothing };
  Says says = Says::truth;
  Duration latency{0};
  Duration jitter{0};
};

/// A host that limits so, as an asker sees it.
class Simulated {
 public:
  explicit Simulated(Limits limits) : limits_(limits) {}

  Asker asker() {
    return {[this](Part part) { return ask(part); }, [this] { return now_; },
            [this](Duration by) {
              now_ += by;
              return true;
            }};
  }

 private:
  Hit ask(Part part) {
    Hit hit;
    hit.part = part;
    hit.sent = now_;
    Duration latency = limits_.latency;
    if (limits_.jitter > 0ns) latency += limits_.jitter / 1'000 * random_.below(1'000);
    const Duration host = now_ + latency * (1 + random_.below(8)) / 10 + limits_.clock_at;
    now_ += latency;
    hit.answered = now_;
    const Duration counted =
        limits_.whole_seconds ? Duration{std::chrono::floor<std::chrono::seconds>(host)} : host;
    answer(hit, counted);
    return hit;
  }

  void answer(Hit& hit, Duration at) {
    const bool is_bad = hit.part == Part::bad;
    Log& log = logs_[limits_.shares_keys ? 0 : (hit.part == Part::other_key ? 1 : 0)];
    const bool counts = !is_bad || limits_.counts_bad;
    const Duration wait = counts ? admit(log, at) : Duration{0};
    if (wait == 0ns) {
      hit.status = is_bad ? 400 : 200;
      hit.served = true;
      return;
    }
    hit.status = limits_.refusal;
    hit.retry_after = told(wait);
  }

  struct Log {
    std::deque<Duration> times;
    Duration begin{-1h};
    Duration blocked_until{-1h};
    double tokens = -1;
    Duration filled_at{0};
  };

  /// 0 when it is admitted, else the time until one would be.
  Duration admit(Log& log, Duration at) {
    switch (limits_.count) {
      case Limits::Count::rolling:
        return admit_rolling(log, at);
      case Limits::Count::fixed_at_first:
        if (at - log.begin >= limits_.window) start(log, at);
        return admit_fixed(log, at);
      case Limits::Count::fixed_by_clock:
        if (at - log.begin >= limits_.window) start(log, at - at % limits_.window);
        return admit_fixed(log, at);
      case Limits::Count::bucket:
        return admit_from_bucket(log, at);
      case Limits::Count::penalty:
        if (at < log.blocked_until) return log.blocked_until - at;
        const Duration wait = admit_rolling(log, at);
        if (wait > 0ns) log.blocked_until = at + limits_.window;
        return wait > 0ns ? limits_.window : wait;
    }
    return 0ns;
  }

  Duration admit_rolling(Log& log, Duration at) const {
    while (!log.times.empty() && at - log.times.front() >= limits_.window) log.times.pop_front();
    const bool admitted = log.times.size() < limits_.requests;
    if (admitted || limits_.counts_refused) log.times.push_back(at);
    if (log.times.size() > limits_.requests) log.times.pop_front();
    return admitted ? 0ns : std::max<Duration>(1ms, log.times.front() + limits_.window - at);
  }
  static void start(Log& log, Duration at) {
    log.begin = at;
    log.times.clear();
  }
  Duration admit_fixed(Log& log, Duration at) const {
    if (log.times.size() >= limits_.requests) return log.begin + limits_.window - at;
    log.times.push_back(at);
    return 0ns;
  }
  Duration admit_from_bucket(Log& log, Duration at) const {
    const auto most = static_cast<double>(limits_.requests);
    const double rate = most / static_cast<double>(limits_.window.count());
    if (log.tokens < 0) log.tokens = most;
    log.tokens =
        std::min(most, log.tokens + rate * static_cast<double>((at - log.filled_at).count()));
    log.filled_at = at;
    if (log.tokens < 1) return Duration{static_cast<std::int64_t>((1 - log.tokens) / rate) + 1};
    log.tokens -= 1;
    return 0ns;
  }

  [[nodiscard]] std::optional<std::string> told(Duration wait) const {
    const auto up = std::chrono::ceil<std::chrono::seconds>(wait).count();
    switch (limits_.says) {
      case Limits::Says::truth:
        return std::to_string(up);
      case Limits::Says::truth_rounded_down:
        return std::to_string(std::max<std::int64_t>(1, up - 1));
      case Limits::Says::window:
        return "60";
      case Limits::Says::milliseconds:
        return std::to_string(up * 1'000);
      case Limits::Says::date:
        return "Wed, 04 Mar 2026 12:01:00 GMT";
      case Limits::Says::nothing:
        return std::nullopt;
    }
    return std::nullopt;
  }

  Limits limits_;
  Duration now_{0};
  std::map<int, Log> logs_;
  Pcg32 random_{Seed{7}};
};

struct Outcome {
  std::vector<Hit> flood;
  std::vector<Hit> halves;
  std::map<std::string, Judgement> rules;

  [[nodiscard]] std::string broken() const {
    std::string names;
    for (const auto& [name, judgement] : rules) {
      if (judgement.kind == Kind::broken) names += name + " ";
    }
    return names;
  }
  [[nodiscard]] Kind kind(const std::string& rule) const { return rules.at(rule).kind; }
};

Outcome judge(const Limits& limits) {
  Simulated host{limits};
  const Asker asker = host.asker();
  Outcome outcome;
  outcome.flood = run_flood(asker, kMinute, Callers::two);
  outcome.halves = run_halves(asker, kMinute);
  outcome.rules = {
      {"number", judge_exact_number(outcome.flood, kMinute)},
      {"whole", judge_whole_window(outcome.flood, kMinute)},
      {"keys", judge_other_key(outcome.flood, kMinute)},
      {"told", judge_retry_after_present(outcome.flood, kMinute)},
      {"seconds", judge_retry_after_seconds(outcome.flood, kMinute)},
      {"truth", judge_retry_after_truth(outcome.flood, kMinute)},
      {"rolling", judge_rolling(outcome.halves, kMinute)},
      {"refusals", judge_refusals_not_counted(outcome.halves, kMinute)},
      {"bad", judge_bad_requests_counted(outcome.halves, kMinute)},
  };
  return outcome;
}

const std::vector<std::pair<Duration, Duration>> kLinks{
    {0ms, 0ms}, {1ms, 0ms}, {20ms, 30ms}, {100ms, 200ms}, {250ms, 0ms}};

}  // namespace

TEST_CASE("a host that keeps the limit is right over every link", "[conformance][throttle]") {
  for (const auto& [latency, jitter] : kLinks) {
    for (const bool whole_seconds : {false, true}) {
      CAPTURE(latency.count(), jitter.count(), whole_seconds);
      const Outcome outcome =
          judge({.whole_seconds = whole_seconds, .latency = latency, .jitter = jitter});

      CHECK(outcome.broken() == "");
      for (const auto& [name, judgement] : outcome.rules) {
        CAPTURE(name, judgement.message);
        CHECK(judgement.kind == Kind::holds);
      }
    }
  }
}

TEST_CASE("a host that keeps the limit in another reading breaks that reading alone",
          "[conformance][throttle]") {
  for (const auto& [latency, jitter] : kLinks) {
    CAPTURE(latency.count(), jitter.count());
    CHECK(judge({.counts_refused = true, .latency = latency, .jitter = jitter}).broken() ==
          "refusals ");
    CHECK(judge({.counts_bad = false, .latency = latency, .jitter = jitter}).broken() == "bad ");
    CHECK(judge({.says = Limits::Says::truth_rounded_down, .latency = latency, .jitter = jitter})
              .broken() == "");
    CHECK(judge({.says = Limits::Says::date, .latency = latency, .jitter = jitter}).broken() ==
          "seconds ");
  }
}

TEST_CASE("a host too slow to fill a window is not judged", "[conformance][throttle]") {
  for (const Duration latency : {700ms, 1'500ms, 5'000ms}) {
    CAPTURE(latency.count());
    const Outcome outcome = judge({.latency = latency});

    CHECK(outcome.broken() == "");
    CHECK(outcome.kind("number") == Kind::cannot_tell);
    CHECK(outcome.kind("rolling") == Kind::cannot_tell);
  }
}

TEST_CASE("each fault of a limit is found", "[conformance][throttle]") {
  struct Case {
    std::string name;
    Limits limits;
    std::string rule;
  };
  const std::vector<Case> cases{
      {"one more", {.requests = 101}, "number"},
      {"one less", {.requests = 99}, "number"},
      {"ten times as many", {.requests = 1'000}, "number"},
      {"another status", {.refusal = 503}, "number"},
      {"half a minute", {.window = 30s}, "whole"},
      {"50 seconds", {.window = 50s}, "whole"},
      {"a bucket that is filled all the time", {.count = Limits::Count::bucket}, "rolling"},
      {"a window from the first request", {.count = Limits::Count::fixed_at_first}, "rolling"},
      {"a window of the clock", {.count = Limits::Count::fixed_by_clock}, "rolling"},
      {"a window of the clock, begun late",
       {.count = Limits::Count::fixed_by_clock, .clock_at = 49s},
       "rolling"},
      {"blocked for a minute", {.count = Limits::Count::penalty}, "rolling"},
      {"one window for all keys", {.shares_keys = true}, "keys"},
      {"bad requests are free", {.counts_bad = false}, "bad"},
      {"refused requests count", {.counts_refused = true}, "refusals"},
      {"no Retry-After", {.says = Limits::Says::nothing}, "told"},
      {"always a minute", {.says = Limits::Says::window}, "truth"},
      {"milliseconds", {.says = Limits::Says::milliseconds}, "truth"},
      {"milliseconds, as a number", {.says = Limits::Says::milliseconds}, "seconds"},
  };
  for (const Case& fault : cases) {
    for (const auto& [latency, jitter] : kLinks) {
      if (latency > 100ms) continue;  // where a tenth of a window passes while it is filled
      Limits limits = fault.limits;
      limits.latency = latency;
      limits.jitter = jitter / 4;
      CAPTURE(fault.name, latency.count());
      const Outcome outcome = judge(limits);

      CHECK(outcome.kind(fault.rule) == Kind::broken);
      CHECK_FALSE(outcome.rules.at(fault.rule).expected.empty());
      CHECK_FALSE(outcome.rules.at(fault.rule).got.empty());
    }
  }
}

TEST_CASE("the runs ask as often as they cost, and no longer than said",
          "[conformance][throttle]") {
  const Outcome outcome = judge({});

  CHECK(outcome.flood.size() == cost_of_flood(kMinute, Callers::two));
  CHECK(outcome.halves.size() == cost_of_halves(kMinute));
  CHECK(outcome.halves.back().sent < 5min);
}

TEST_CASE("a run that may not wait ends", "[conformance][throttle]") {
  Simulated host{{}};
  Asker asker = host.asker();
  asker.wait = [](Duration) { return false; };

  CHECK(run_flood(asker, kMinute, Callers::one).empty());
  CHECK(run_halves(asker, kMinute).empty());
}

TEST_CASE("of a host that refuses nothing, only the number is judged, in both runs",
          "[conformance][throttle]") {
  const Outcome outcome = judge({.requests = 100'000});

  CHECK(outcome.broken() == "number rolling ");
}

TEST_CASE("the body of a refusal is compared where the rule says", "[conformance][throttle]") {
  Hit hit;
  hit.status = 429;
  hit.body = Json{{"status", 429}, {"error", "Too Many Requests"}, {"path", "/a"}};
  const std::vector<Hit> hits{hit};

  CHECK(judge_refusal_body(hits, {{"/status", 429}}).kind == Kind::holds);
  const Judgement judgement = judge_refusal_body(hits, {{"/status", 429}, {"/error", "Busy"}});
  CHECK(judgement.kind == Kind::broken);
  CHECK(judgement.expected == "\"Busy\"");
  CHECK(judgement.got == "\"Too Many Requests\"");
  CHECK(judge_refusal_body({}, {{"/status", 429}}).kind == Kind::cannot_tell);
}

TEST_CASE("Retry-After is read as plain seconds only", "[conformance][throttle]") {
  CHECK(read_seconds("30") == Duration{30s});
  CHECK(read_seconds("0") == Duration{0s});
  for (const char* text : {"", "-1", "+1", "1.5", " 1", "1 ", "1s", "9999999999", "soon"}) {
    CAPTURE(text);
    CHECK_FALSE(read_seconds(text));
  }
  CHECK_FALSE(read_seconds(std::nullopt));
}

}  // namespace understudy::conformance::throttle
