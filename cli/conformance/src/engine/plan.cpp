// SPDX-License-Identifier: MIT
#include "plan.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "requests.hpp"
#include "understudy/openapi/contracts.hpp"

namespace understudy::conformance {

namespace {

std::string join(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : ", ") + text;
  return out;
}

bool fits_any(std::string_view id, const std::vector<std::string>& patterns) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const std::string& pattern) { return fits(id, pattern); });
}

std::string reason_of(const Check& check, const CheckOptions& options) {
  if (fits_any(check.id, options.except)) return "left out by the caller";
  if ((check.writes || check.phase == Phase::writes) && !options.writes) {
    return "writes are not allowed (--allow-writes)";
  }
  if (check.phase == Phase::credentials && !options.wrong_credentials) {
    return "wrong credentials are not to be sent (--auth-checks)";
  }
  if (check.phase == Phase::limits && !options.limits) {
    return "the limit is not to be tried out (--throttle-checks)";
  }
  return {};
}

/// Of the checks with wrong credentials, the first few; the rest is told why not.
void cap_wrong_credentials(std::vector<PlannedCheck>& checks, std::size_t most) {
  if (most == 0) return;
  std::size_t taken = 0;
  for (PlannedCheck& planned : checks) {
    if (planned.check.phase != Phase::credentials || !planned.disabled.empty()) continue;
    if (++taken > most) {
      planned.disabled = "only " + std::to_string(most) + " such checks are asked in a run";
    }
  }
}

/// Collects what is asked once, each after what it needs itself.
class Needs {
 public:
  explicit Needs(const Subject& subject) : subject_(subject) {}

  void list(const std::string& name) {
    const auto found = subject_.profile->lists.find(name);
    if (found == subject_.profile->lists.end() || !known_.insert("list " + name).second) return;
    call_of(found->second.call);
    if (!found->second.columns.empty()) call(found->second.columns);
    add("list " + name);
  }

  void call(const std::string& name) {
    const auto found = subject_.profile->calls.find(name);
    if (found == subject_.profile->calls.end() || !known_.insert("call " + name).second) return;
    call_of(found->second);
    add("call " + name);
  }

  void shared(const Shared& shared) {
    if (known_.insert(shared.name).second) add(shared);
  }

  void sign_in() {
    const SignIn& sign_in = subject_.profile->sign_in;
    const bool has = subject_.credentials.empty() ||
                     subject_.credentials.front().count(sign_in.token_credential) != 0;
    if (sign_in.token_request && !has && known_.insert("token").second) add("token");
  }

  [[nodiscard]] std::vector<PlannedStep> take() { return std::move(steps_); }

 private:
  void call_of(const SampleCall& call) {
    if (call.needs_credentials) sign_in();
    for (const std::string& hole : holes_of(call.request)) {
      const auto value = subject_.profile->values.find(hole);
      if (value != subject_.profile->values.end()) list(value->second.list);
    }
  }

  void add(const std::string& what) { add(Shared{.name = what, .requests = 1}); }

  void add(const Shared& shared) {
    steps_.push_back({.id = "sample " + subject_.profile->api + " " + shared.name,
                      .title = "asked once, for all checks",
                      .requests = shared.requests,
                      .waits = shared.waits,
                      .writes = shared.writes});
  }

  const Subject& subject_;
  std::set<std::string, std::less<>> known_;
  std::vector<PlannedStep> steps_;
};

}  // namespace

bool fits(std::string_view id, std::string_view pattern) {
  const std::size_t star = pattern.find('*');
  if (star == pattern.npos) return id == pattern;
  if (id.substr(0, star) != pattern.substr(0, star) || id.size() < star) return false;
  const std::string_view rest = pattern.substr(star + 1);
  for (std::size_t at = star; at <= id.size(); ++at) {
    if (fits(id.substr(at), rest)) return true;
  }
  return false;
}

Result<LoadedApi> load_api(std::string_view api, const Credentials& credentials) {
  auto contract = openapi::load_contract(api);
  if (!contract) return Failure{contract.error()};
  LoadedApi loaded;
  loaded.contract = std::make_unique<const openapi::Document>(*std::move(contract));
  auto profile = load_profile(api, *loaded.contract);
  if (!profile) return Failure{profile.error()};
  loaded.profile = std::make_unique<const Profile>(*std::move(profile));
  loaded.subject.contract = loaded.contract.get();
  loaded.subject.profile = loaded.profile.get();
  const auto sets = credentials.find(api);
  if (sets != credentials.end()) loaded.subject.credentials = sets->second;
  return loaded;
}

Check make_check(const Subject& subject, const RuleSpec& rule, std::string_view suffix) {
  Check check;
  check.id =
      subject.profile->api + "/" + rule.id + (suffix.empty() ? "" : "/") + std::string{suffix};
  check.area = rule.area;
  check.title = rule.title;
  check.level = rule.level;
  check.grade = rule.grade;
  check.source = join(rule.sources);
  return check;
}

std::vector<PlannedCheck> select_checks(const Subject& subject, const CheckOptions& options) {
  std::vector<Check> all = make_contract_checks(subject);
  for (const RuleSpec& rule : subject.profile->rules) {
    const Relation relation = find_relation(rule.relation);
    if (relation == nullptr) continue;
    for (Check& check : relation(subject, rule)) all.push_back(std::move(check));
  }
  std::vector<PlannedCheck> checks;
  for (Check& check : all) {
    if (!options.only.empty() && !fits_any(check.id, options.only)) continue;
    std::string disabled = reason_of(check, options);
    checks.push_back({std::move(check), std::move(disabled)});
  }
  std::stable_sort(checks.begin(), checks.end(), [](const PlannedCheck& a, const PlannedCheck& b) {
    return std::tie(a.check.phase, a.check.level, a.check.cost) <
           std::tie(b.check.phase, b.check.level, b.check.cost);
  });
  cap_wrong_credentials(checks, options.most_wrong_credentials);
  return checks;
}

std::vector<PlannedStep> sample_steps(const Subject& subject,
                                      const std::vector<PlannedCheck>& checks) {
  Needs needs{subject};
  for (const PlannedCheck& planned : checks) {
    if (!planned.disabled.empty()) continue;
    for (const std::string& list : planned.check.lists) needs.list(list);
    for (const std::string& call : planned.check.calls) needs.call(call);
    for (const Shared& shared : planned.check.shared) needs.shared(shared);
    if (planned.check.cost != 0 || !planned.check.shared.empty()) needs.sign_in();
  }
  return needs.take();
}

}  // namespace understudy::conformance
