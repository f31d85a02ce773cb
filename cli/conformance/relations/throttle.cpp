// SPDX-License-Identifier: MIT
/// Relations of a documented limit: how many requests, in which time, of whom, and what a refusal
/// says. Two runs are recorded for all of them, each when the first check wants it.
///
/// Shape:    {"relation": "limit-...", "run": "flood" | "halves", "call": <a valid call>,
///           "bad_body": <body of that call that is refused for what it says>, "want": {pointer:
///           value}}; the last two where the relation needs them
#include <array>
#include <utility>

#include "engine/check.hpp"
#include "throttle_schedule.hpp"

namespace understudy::conformance {

namespace {

using namespace throttle;

/// A record, and what the schedule cannot be kept by.
struct Record {
  std::vector<Hit> hits;
  std::string trouble;
};

std::string text_of(const Json& object, const char* name) {
  const auto found = object.find(name);
  const auto* text = found == object.end() ? nullptr : found->get_ptr<const std::string*>();
  return text == nullptr ? "" : *text;
}

Window window_of(const Subject& subject) {
  const DocumentedLimit& limit = *subject.profile->limit;
  return {limit.requests, std::chrono::duration_cast<Duration>(limit.window)};
}

Callers callers_of(const Subject& subject) {
  const auto& sets = subject.credentials;
  return sets.size() > 1 && sets[0] != sets[1] ? Callers::two : Callers::one;
}

Hit hit_of(const Reply& reply, Part part, int wanted) {
  const std::string* field = reply.response.fields.find("Retry-After");
  return {.part = part,
          .status = reply.status(),
          .served = reply.status() == wanted,
          .retry_after = field == nullptr ? std::nullopt : std::optional{*field},
          .body = reply.status() == wanted ? std::nullopt : reply.json};
}

/// Records a run of the rules' common call.
Record record(Probe& probe, const RuleSpec& rule, bool is_flood) {
  constexpr int kBadStatus = 400;  // S5.4: "that ends in another 4xx"
  const SampleCall& call = probe.profile().calls.find(text_of(rule.args, "call"))->second;
  const auto good = probe.make_request(call);
  if (!good) return {{}, probe.unmet()};
  Request bad = *good;
  const auto bad_body = rule.args.find("bad_body");
  if (bad_body != rule.args.end()) bad.body = dump_json(*bad_body);

  const Window window = window_of(probe.subject());
  const SteadyTime begin = probe.steady_now();
  const Asker asker{
      [&](Part part) {
        const bool is_bad = part == Part::bad;
        const Duration sent = probe.steady_now() - begin;
        const Reply& reply =
            probe.send(is_bad ? bad : *good, part == Part::other_key ? std::size_t{1} : 0);
        Hit hit = hit_of(reply, part, is_bad ? kBadStatus : call.status);
        hit.sent = sent;
        hit.answered = probe.steady_now() - begin;
        return hit;
      },
      [&] { return probe.steady_now() - begin; }, [&](Duration by) { return probe.wait(by); }};
  if (!is_flood) return {run_halves(asker, window), ""};
  // The second key has to be another one as it is sent, not only beside it.
  const bool has_other = callers_of(probe.subject()) == Callers::two &&
                         !probe.credentials(1).empty() &&
                         !(probe.credentials(1) == probe.credentials(0));
  return {run_flood(asker, window, has_other ? Callers::two : Callers::one), ""};
}

using Judge = std::function<Judgement(std::span<const Hit>, const Window&)>;

std::vector<Check> make_limit_check(const Subject& subject, const RuleSpec& rule, Judge judge) {
  const std::string run = text_of(rule.args, "run");
  const bool is_flood = run == "flood";
  const auto& calls = subject.profile->calls;
  if (!subject.profile->limit || calls.count(text_of(rule.args, "call")) == 0) return {};

  Check check = make_check(subject, rule);
  const Window window = window_of(subject);
  check.phase = Phase::limits;
  check.shared = {{"limit run " + run,
                   is_flood ? cost_of_flood(window, callers_of(subject)) : cost_of_halves(window),
                   // The silence before, and the schedule.
                   is_flood ? 2 * window_of(subject).length : 5 * window_of(subject).length / 2}};
  check.ask = [rule, run, is_flood, window, judge = std::move(judge)](Probe& probe) {
    std::any& memo = probe.memo("limit run " + run);
    if (!memo.has_value()) memo = record(probe, rule, is_flood);
    const auto* known = std::any_cast<Record>(&memo);
    if (!probe.trouble().empty()) {
      memo.reset();
      return cannot_tell(probe.trouble());
    }
    if (!known->trouble.empty()) return cannot_tell(known->trouble);
    return judge(known->hits, window);
  };
  return {std::move(check)};
}

template <auto kJudge>
std::vector<Check> make_limit(const Subject& subject, const RuleSpec& rule) {
  return make_limit_check(subject, rule, kJudge);
}

std::vector<Check> make_body(const Subject& subject, const RuleSpec& rule) {
  const auto want = rule.args.find("want");
  return make_limit_check(
      subject, rule,
      [want = want == rule.args.end() ? Json::object() : *want](
          std::span<const Hit> hits, const Window&) { return judge_refusal_body(hits, want); });
}

constexpr std::array kRelations{
    NamedRelation{"limit-bad-requests-count", &make_limit<&judge_bad_requests_counted>},
    NamedRelation{"limit-body", &make_body},
    NamedRelation{"limit-exact-number", &make_limit<&judge_exact_number>},
    NamedRelation{"limit-per-key", &make_limit<&judge_other_key>},
    NamedRelation{"limit-refusals-do-not-count", &make_limit<&judge_refusals_not_counted>},
    NamedRelation{"limit-retry-after-present", &make_limit<&judge_retry_after_present>},
    NamedRelation{"limit-retry-after-seconds", &make_limit<&judge_retry_after_seconds>},
    NamedRelation{"limit-retry-after-truth", &make_limit<&judge_retry_after_truth>},
    NamedRelation{"limit-rolling", &make_limit<&judge_rolling>},
    NamedRelation{"limit-whole-window", &make_limit<&judge_whole_window>},
};

}  // namespace

std::span<const NamedRelation> throttle_relations() { return kRelations; }

}  // namespace understudy::conformance
