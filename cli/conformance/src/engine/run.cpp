// SPDX-License-Identifier: MIT
#include "understudy/conformance/run.hpp"

#include <algorithm>
#include <array>

#include "host.hpp"
#include "plan.hpp"
#include "understudy/openapi/contracts.hpp"

namespace understudy::conformance {

std::string_view profile_text(std::string_view api);

namespace {

constexpr std::array<Phase, 5> kPhases{Phase::reads, Phase::credentials, Phase::writes,
                                       Phase::limits, Phase::passive};

/// The one table of verdicts.
Verdict verdict_of(Judgement::Kind kind, Grade grade, bool is_strict) {
  switch (kind) {
    case Judgement::Kind::holds:
      return Verdict::pass;
    case Judgement::Kind::broken:
      return is_assumption(grade) && !is_strict ? Verdict::observed : Verdict::fail;
    case Judgement::Kind::cannot_tell:
      return Verdict::inconclusive;
    case Judgement::Kind::lacking:
      return Verdict::skip;
  }
  return Verdict::error;
}

Seed seed_of(const CheckOptions& options, std::string_view id) {
  std::uint64_t sum = static_cast<std::uint64_t>(options.seed);
  for (const char c : id) sum = mix(sum, static_cast<unsigned char>(c));
  return Seed{sum};
}

CheckResult result_of(const std::string& api, const Check& check) {
  CheckResult result;
  result.id = check.id;
  result.api = api;
  result.area = check.area;
  result.title = check.title;
  result.level = check.level;
  result.grade = check.grade;
  result.source = check.source;
  return result;
}

/// Runs the checks of one API.
class Run {
 public:
  Run(Host& host, const Subject& subject, const CheckOptions& options, CheckReport& report)
      : host_(host), subject_(subject), options_(options), report_(report) {}

  void ask(const std::vector<PlannedCheck>& checks) {
    for (const Phase phase : kPhases) {
      host_.enter(phase);
      for (const PlannedCheck& planned : checks) {
        if (planned.check.phase != phase) continue;
        if (options_.progress) options_.progress(planned.check.id, nullptr);
        CheckResult result = planned.disabled.empty() ? ask(planned.check) : disabled(planned);
        cite(result);
        if (options_.progress) options_.progress(planned.check.id, &result);
        report_.checks.push_back(std::move(result));
      }
    }
  }

 private:
  CheckResult disabled(const PlannedCheck& planned) const {
    CheckResult result = result_of(subject_.profile->api, planned.check);
    result.verdict = Verdict::disabled;
    result.message = planned.disabled;
    return result;
  }

  CheckResult ask(const Check& check) {
    CheckResult result = result_of(subject_.profile->api, check);
    const SteadyTime begin = host_.clock().steady_now();
    Probe probe{host_, result.api, seed_of(options_, check.id)};
    Judgement judgement = check.ask(probe);
    result.requests = probe.requests();
    if (judgement.kind == Judgement::Kind::broken && check.phase == Phase::reads &&
        probe.trouble().empty()) {
      judgement = ask_again(check, result, probe, std::move(judgement));
    } else {
      conclude(probe, judgement, result);
    }
    result.elapsed = host_.clock().steady_now() - begin;
    return result;
  }

  /// Data of a real host may move while it is read: what is broken twice is broken.
  Judgement ask_again(const Check& check, CheckResult& result, const Probe& first,
                      Judgement judgement) {
    Probe probe{host_, result.api, seed_of(options_, check.id)};
    probe.forget_samples();
    const Judgement second = check.ask(probe);
    result.requests += probe.requests();
    if (!probe.trouble().empty()) {
      conclude(first, judgement, result);
    } else if (second.kind == Judgement::Kind::broken) {
      conclude(probe, second, result);
    } else {
      conclude(probe, cannot_tell("broken once and kept once: " + judgement.message), result);
    }
    return judgement;
  }

  void conclude(const Probe& probe, const Judgement& judgement, CheckResult& result) {
    result.message = judgement.message;
    if (judgement.grade) {
      result.grade = *judgement.grade;
      result.level = std::max(result.level, highest_level(result.grade));
    }
    if (!judgement.source.empty()) result.source = judgement.source;
    if (!probe.trouble().empty()) {
      result.verdict = host_.is_spent() ? Verdict::inconclusive : Verdict::error;
      result.message = probe.trouble();
    } else if (!probe.unmet().empty() && judgement.kind != Judgement::Kind::broken) {
      result.verdict = Verdict::inconclusive;
      result.message = probe.unmet();
    } else {
      result.verdict = verdict_of(judgement.kind, result.grade, options_.strict);
      result.expected = judgement.expected;
      result.got = judgement.got;
    }
    if (result.verdict == Verdict::pass && is_assumption(result.grade) && result.message.empty()) {
      result.message = "assumption confirmed";
    }
  }

  void cite(CheckResult& result) const {
    const std::string first = result.source.substr(0, result.source.find(", "));
    const auto fact = subject_.profile->facts.find(first);
    if (fact != subject_.profile->facts.end()) result.citation = fact->second.document;
  }

  Host& host_;
  const Subject& subject_;
  const CheckOptions& options_;
  CheckReport& report_;
};

Result<std::vector<LoadedApi>> load_apis(std::span<const std::string> apis,
                                         const Credentials& credentials) {
  std::vector<LoadedApi> loaded;
  for (const std::string& api : apis) {
    auto one = load_api(api, credentials);
    if (!one) return Failure{one.error()};
    loaded.push_back(*std::move(one));
  }
  return loaded;
}

CheckPlan plan_of(const std::vector<LoadedApi>& apis, const CheckOptions& options) {
  CheckPlan plan;
  for (const LoadedApi& api : apis) {
    const auto checks = select_checks(api.subject, options);
    std::size_t requests = 0;
    for (PlannedStep& step : sample_steps(api.subject, checks)) {
      requests += step.requests;
      plan.steps.push_back(std::move(step));
    }
    for (const PlannedCheck& planned : checks) {
      ++plan.checks;
      if (!planned.disabled.empty()) continue;
      requests += planned.check.cost;
      plan.steps.push_back({planned.check.id, planned.check.title, planned.check.cost,
                            planned.check.phase == Phase::writes});
    }
    plan.requests += requests;
    const auto& limit = api.subject.profile->limit;
    const Rate rate = options.rate.value_or(
        limit ? Rate{limit->requests, std::chrono::duration_cast<Duration>(limit->window)}
              : Rate{});
    if (rate.requests != 0 && requests > 0) {
      plan.time += rate.window * static_cast<std::int64_t>((requests - 1) / rate.requests);
    }
  }
  return plan;
}

}  // namespace

std::vector<std::string_view> checkable_apis() {
  std::vector<std::string_view> apis;
  for (const std::string_view api : openapi::api_ids()) {
    if (!profile_text(api).empty()) apis.push_back(api);
  }
  return apis;
}

Result<CheckPlan> plan_checks(std::span<const std::string> apis, const Credentials& credentials,
                              const CheckOptions& options) {
  const auto loaded = load_apis(apis, credentials);
  if (!loaded) return Failure{loaded.error()};
  return plan_of(*loaded, options);
}

Result<CheckReport> run_checks(std::span<const std::string> apis, client::Transport& transport,
                               const Credentials& credentials, const CheckOptions& options) {
  const auto loaded = load_apis(apis, credentials);
  if (!loaded) return Failure{loaded.error()};
  const SystemClock system_clock;
  SystemSleeper system_sleeper;
  const Clock& clock = options.clock != nullptr ? *options.clock : system_clock;
  Sleeper& sleeper = options.sleeper != nullptr ? *options.sleeper : system_sleeper;

  CheckReport report;
  report.target = options.target;
  report.started = format_iso_millis(clock.wall_now());
  report.is_strict = options.strict;
  report.planned = plan_of(*loaded, options).requests;
  const SteadyTime begin = clock.steady_now();
  Host host{transport, options, clock, sleeper};
  for (const LoadedApi& api : *loaded) {
    host.add(api.subject);
    Run{host, api.subject, options, report}.ask(select_checks(api.subject, options));
  }
  report.requests = host.requests();
  report.elapsed = clock.steady_now() - begin;
  std::sort(report.checks.begin(), report.checks.end(),
            [](const CheckResult& a, const CheckResult& b) { return a.id < b.id; });
  return report;
}

}  // namespace understudy::conformance
