// SPDX-License-Identifier: MIT
#include "understudy/conformance/run.hpp"

#include <algorithm>
#include <array>

#include "../keyed_hash.hpp"
#include "coverage.hpp"
#include "host.hpp"
#include "plan.hpp"
#include "sign_in.hpp"
#include "understudy/conformance/evidence.hpp"
#include "understudy/conformance/secrets.hpp"
#include "understudy/openapi/contracts.hpp"

namespace understudy::conformance {

std::string_view profile_text(std::string_view api);

namespace {

constexpr std::size_t kMostEvidence = 4;  // ours: requests shown for one check

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

/// A text with a mark in the place of everything that it quotes, to the end where a quote was cut.
std::string reduce_quotes(std::string_view text, std::string_view key) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '"') {
      out += text[at];
      continue;
    }
    std::size_t end = at + 1;
    while (end < text.size() && text[end] != '"') end += text[end] == '\\' ? 2U : 1U;
    end = std::min(end, text.size());
    const std::string_view quoted = text.substr(at + 1, end - at - 1);
    out += "<text " + std::to_string(quoted.size()) + mark_of(key, quoted) + ">";
    at = end;
  }
  return out;
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
      : host_(host), subject_(subject), options_(options), report_(report) {
    for (const CredentialSet& set : subject.credentials) scan_.add(set);
  }

  [[nodiscard]] const CitedSources& cited() const { return cited_; }

  void ask(const std::vector<PlannedCheck>& checks) {
    for (const Phase phase : kPhases) {
      host_.enter(phase);
      for (const PlannedCheck& planned : checks) {
        if (planned.check.phase != phase) continue;
        if (options_.progress) options_.progress(planned.check.id, nullptr);
        CheckResult result = result_for(planned);
        cite(result);
        const bool told = result.verdict == Verdict::pass || result.verdict == Verdict::fail ||
                          result.verdict == Verdict::observed;
        cited_.emplace_back(result.source, told);
        if (options_.progress) options_.progress(planned.check.id, &result);
        report_.checks.push_back(std::move(result));
      }
    }
  }

 private:
  CheckResult result_for(const PlannedCheck& planned) {
    if (!planned.disabled.empty()) return disabled(planned);
    if (options_.passed_before.count(planned.check.id) == 0) return ask(planned.check);
    CheckResult result = result_of(subject_.profile->api, planned.check);
    result.verdict = Verdict::pass;
    result.message = "passed in the run that this one resumes";
    return result;
  }

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
    const Judgement judgement = check.ask(probe);
    result.requests = probe.requests();
    if (judgement.kind == Judgement::Kind::broken && check.phase == Phase::reads &&
        probe.trouble().empty()) {
      ask_again(check, result, probe, judgement);
    } else {
      conclude(probe, judgement, result);
    }
    result.elapsed = host_.clock().steady_now() - begin;
    return result;
  }

  /// Data of a real host may move while it is read: what is broken twice is broken.
  void ask_again(const Check& check, CheckResult& result, const Probe& first,
                 const Judgement& judgement) {
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
  }

  /// The requests that a verdict rests on: the last few, and the one that shows it behind them.
  void show(const Probe& probe, const Judgement& judgement, CheckResult& result) const {
    if (result.verdict != Verdict::fail && result.verdict != Verdict::observed &&
        result.verdict != Verdict::error) {
      return;
    }
    const EvidenceOptions options = evidence_options();
    std::vector<std::shared_ptr<const Reply>> replies{probe.replies().begin(),
                                                      probe.replies().end()};
    if (judgement.reply) replies.push_back(judgement.reply);
    const std::size_t first = replies.size() > kMostEvidence ? replies.size() - kMostEvidence : 0;
    for (std::size_t i = first; i < replies.size(); ++i) {
      const Reply& reply = *replies[i];
      result.evidence.push_back(reply.status() != 0
                                    ? make_evidence(reply.request, reply.response, options)
                                    : make_evidence(reply.request,
                                                    Error{Errc::unreachable, reply.trouble, "", ""},
                                                    options));
    }
    if (!result.evidence.empty()) result.reproduce = result.evidence.back().reproduce;
  }

  EvidenceOptions evidence_options() const {
    EvidenceOptions options;
    options.scan = &scan_;
    options.origin = options_.origin;
    for (const CredentialSet& set : subject_.credentials) {
      for (KnownSecret& secret : known_secrets(set)) options.secrets.push_back(std::move(secret));
    }
    for (const std::string& token : host_.tokens()) options.secrets.push_back({"TOKEN", token});
    options.bodies = options_.shows_bodies ? BodyForm::shown : BodyForm::reduced;
    options.hash_key = options_.hash_key;
    return options;
  }

  void conclude(const Probe& probe, const Judgement& judgement, CheckResult& result) {
    result.message = judgement.message;
    if (judgement.grade) {
      result.grade = *judgement.grade;
      result.level = std::max(result.level, highest_level(result.grade));
    }
    if (!judgement.source.empty()) result.source = judgement.source;
    if (!probe.trouble().empty()) {
      const bool says_nothing = host_.is_spent() || probe.is_held_off();
      result.verdict = says_nothing ? Verdict::inconclusive : Verdict::error;
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
    learn_tokens();
    show(probe, judgement, result);
    mask(result);
  }

  /// What no report may show grows with the tokens of the run.
  void learn_tokens() {
    const std::vector<std::string>& tokens = host_.tokens();
    for (; known_tokens_ < tokens.size(); ++known_tokens_) {
      scan_.add("token", tokens[known_tokens_]);
    }
  }

  /// Messages quote what a host has sent: no secret may stand in them, nor the data of a real host.
  void mask(CheckResult& result) const {
    for (std::string* text : {&result.message, &result.expected, &result.got}) {
      *text = scan_.mask(*text);
      if (!options_.shows_bodies) *text = reduce_quotes(*text, options_.hash_key);
    }
  }

  void cite(CheckResult& result) const {
    const std::string first = result.source.substr(0, result.source.find(", "));
    const auto fact = subject_.profile->facts.find(first);
    if (fact != subject_.profile->facts.end()) result.citation = fact->second.document;
  }

  Host& host_;
  const Subject& subject_;
  CitedSources cited_ = {};
  const CheckOptions& options_;
  CheckReport& report_;
  SecretScan scan_ = {};
  std::size_t known_tokens_ = 0;
};

/// An API, and what is asked of it.
struct SelectedApi {
  LoadedApi api;
  std::vector<PlannedCheck> checks;
};

Result<std::vector<SelectedApi>> select_apis(std::span<const std::string> apis,
                                             const Credentials& credentials,
                                             const CheckOptions& options) {
  std::vector<SelectedApi> selected;
  selected.reserve(apis.size());
  for (const std::string& api : apis) {
    auto loaded = load_api(api, credentials);
    if (!loaded) return Failure{loaded.error()};
    // Checks refer to the subject: it stays where it is from here on.
    selected.push_back({*std::move(loaded), {}});
    selected.back().checks = select_checks(selected.back().api.subject, options);
  }
  return selected;
}

CheckPlan plan_of(const std::vector<SelectedApi>& apis, const CheckOptions& options) {
  CheckPlan plan;
  for (const auto& [api, checks] : apis) {
    std::size_t requests = 0;
    for (PlannedStep& step : sample_steps(api.subject, checks)) {
      requests += step.requests;
      plan.time += step.waits;
      plan.steps.push_back(std::move(step));
    }
    for (const PlannedCheck& planned : checks) {
      ++plan.checks;
      if (!planned.disabled.empty()) continue;
      if (options.passed_before.count(planned.check.id) != 0) continue;
      requests += planned.check.cost;
      plan.steps.push_back({.id = planned.check.id,
                            .title = planned.check.title,
                            .requests = planned.check.cost,
                            .waits = planned.check.waits,
                            .writes = planned.check.phase == Phase::writes});
      plan.time += planned.check.waits;
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

Result<std::vector<std::string>> wanted_credentials(std::string_view api) {
  const auto loaded = load_api(api, {});
  if (!loaded) return Failure{loaded.error()};
  return credentials_of(loaded->profile->sign_in);
}

Result<CheckPlan> plan_checks(std::span<const std::string> apis, const Credentials& credentials,
                              const CheckOptions& options) {
  const auto selected = select_apis(apis, credentials, options);
  if (!selected) return Failure{selected.error()};
  return plan_of(*selected, options);
}

Result<CheckReport> run_checks(std::span<const std::string> apis, client::Transport& transport,
                               const Credentials& credentials, const CheckOptions& options) {
  const auto selected = select_apis(apis, credentials, options);
  if (!selected) return Failure{selected.error()};
  const SystemClock system_clock;
  SystemSleeper system_sleeper;
  const Clock& clock = options.clock != nullptr ? *options.clock : system_clock;
  Sleeper& sleeper = options.sleeper != nullptr ? *options.sleeper : system_sleeper;

  CheckReport report;
  report.target = options.target;
  report.started = format_iso_millis(clock.wall_now());
  report.is_strict = options.strict;
  report.planned = plan_of(*selected, options).requests;
  const SteadyTime begin = clock.steady_now();
  Host host{transport, options, clock, sleeper};
  for (const auto& [api, checks] : *selected) {
    host.add(api.subject);
    const std::string& id = api.profile->api;
    Run run{host, api.subject, options, report};
    run.ask(checks);
    report.coverage.push_back(
        measure_coverage(*api.profile, *api.contract, host.observed(id), run.cited()));
    if (options.secrets == nullptr) continue;
    for (const CredentialSet& set : api.subject.credentials) options.secrets->add(set);
  }
  if (options.secrets != nullptr) {
    for (const std::string& token : host.tokens()) options.secrets->add("token", token);
  }
  if (host.is_spent()) {
    report.notices.push_back(
        "the run ended early: what it had no time or budget for is inconclusive");
  }
  if (!host.gone().empty()) report.notices.push_back(host.gone());
  report.requests = host.requests();
  report.elapsed = clock.steady_now() - begin;
  std::sort(report.checks.begin(), report.checks.end(),
            [](const CheckResult& a, const CheckResult& b) { return a.id < b.id; });
  return report;
}

Result<std::set<std::string, std::less<>>> passed_checks(std::string_view json) {
  const auto root = parse_json(json, {.bytes = 16'777'216});
  if (!root) return Failure{root.error()};
  std::set<std::string, std::less<>> passed;
  const Json* checks = root->is_object() && root->contains("checks") ? &(*root)["checks"] : nullptr;
  if (checks == nullptr || !checks->is_array()) {
    return Failure{Error{Errc::bad_input, "expected a JSON report with \"checks\"", "",
                         "write one with --report json=FILE"}};
  }
  for (const Json& check : *checks) {
    if (!check.is_object() || check.value("verdict", Json{}) != Json("pass")) continue;
    const auto* id = check.contains("id") ? check["id"].get_ptr<const std::string*>() : nullptr;
    if (id != nullptr) passed.insert(*id);
  }
  return passed;
}

}  // namespace understudy::conformance
