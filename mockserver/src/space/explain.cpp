// SPDX-License-Identifier: MIT
/// Why a space answered as it did: requests tried again on a branch of its records, and the journal
/// asked who filled a window.
#include <algorithm>
#include <mutex>
#include <utility>

#include "space/nearest_route.hpp"
#include "space/space.hpp"
#include "understudy/base/redaction.hpp"

namespace understudy::mock {

namespace {

/// The caller of an exchange, who was let in then.
auth::Principal caller_of(const JournalEntry& entry) {
  return {.subject = entry.subject,
          .throttle_key = entry.window,
          .permissions = entry.permissions,
          .tenant = entry.tenant};
}

/// Whether two answers say the same but for the id of their request.
bool say_the_same(const JournalEntry& entry, const Outcome& outcome, Response now) {
  const std::string& id = outcome.request_id;
  const std::size_t at = id.empty() ? std::string::npos : now.body.find(id);
  if (at != std::string::npos) now.body.replace(at, id.size(), entry.request_id);
  return now.status == entry.response.status && now.body == entry.response.body;
}

std::vector<ExplainedFinding> findings_of(const Outcome& outcome) {
  std::vector<ExplainedFinding> all;
  if (outcome.report == nullptr) return all;
  for (const openapi::Finding& one : outcome.report->findings) {
    all.push_back({one.where, one.what, one.expected, one.got, one.rule, one.source, one.grade});
  }
  return all;
}

void tell(Explanation& explanation, const Outcome& outcome) {
  explanation.operation = outcome.operation;
  explanation.stage = outcome.stage;
  explanation.rule = outcome.rule;
  explanation.source = outcome.source;
}

}  // namespace

Result<Space::Impl::Trial> Space::Impl::attempt(const Request& request, std::size_t api,
                                                const Occurrence& when,
                                                const ExampleOptions& options) {
  Role role = role_of(api);
  if (role.state == nullptr) {
    const auto state = state_of(api);
    if (!state) return Failure{state.error()};
    role.state = *state;
  }
  const auto trial = Api::make_trial(*role.state);
  std::optional<ExplainedSelection> selection;
  const query::Watch watch = [&](const query::Table& table, const query::Selection& asked,
                                 std::string_view text) {
    selection = query::explain(table, asked, text, options);
  };
  Occurrence watched = when;
  watched.watch = &watch;
  auto outcome = role.api->handle(request, *trial, watched);
  if (!outcome) return Failure{outcome.error()};
  return Trial{std::move(role), *std::move(outcome), std::move(selection)};
}

ExplainedWindow Space::Impl::window_of(const Api& api, std::string_view caller, SteadyTime since,
                                       std::uint64_t before) const {
  ExplainedWindow window{.dialect = std::string{api.window()},
                         .limit = api.limit().requests,
                         .length = api.limit().window};
  std::optional<SteadyTime> oldest;
  journal.each([&](const JournalEntry& entry) {
    if (!oldest) oldest = entry.steady;
    const bool is_theirs = entry.api == api.id() && entry.window == caller;
    const bool is_inside = entry.steady > since && entry.number < before;
    if (is_theirs && is_inside && entry.is_counted) window.filled_by.push_back(entry.number);
  });
  window.is_whole = journal.dropped() == 0 || (oldest && *oldest <= since);
  return window;
}

std::vector<Space::Impl::CallersWindow> Space::Impl::windows() const {
  const VirtualClock::Reading now = clock.now();
  std::vector<CallersWindow> all;
  for (std::size_t api = 0; api < common->apis.size(); ++api) {
    const Role role = role_of(api);
    if (role.state == nullptr || role.state->throttle == nullptr) continue;
    const std::lock_guard lock{role.state->mutex};
    for (const throttle::Throttle::Usage& usage : role.state->throttle->usage(now.steady)) {
      ExplainedWindow window = window_of(*role.api, usage.key, usage.since, ~std::uint64_t{0});
      window.used = usage.used;
      window.frees_after = usage.frees_after;
      window.frees_at = now.wall + usage.frees_after;
      all.push_back({common->ids[api], std::string{usage.key}, std::move(window)});
    }
  }
  return all;
}

/// What the stages say about the request of an exchange now: which rows a list is chosen from, and
/// everything that breaks the contract.
void Space::Impl::add_rerun(Explanation& explanation, const JournalEntry& entry,
                            const ExampleOptions& options) {
  const std::size_t api = common->find(entry.api);
  const auth::Principal caller = caller_of(entry);
  const Occurrence when{.now = {entry.steady, entry.wall}, .caller = &caller};
  auto tried = attempt(entry.request, api, when, options);
  if (!tried) return;
  explanation.findings = findings_of(tried->outcome);
  if (!tried->selection) return;
  explanation.selection = std::move(tried->selection);
  explanation.response = without_secrets(tried->outcome);
  explanation.is_as_answered = say_the_same(entry, tried->outcome, *explanation.response);
}

Result<Explanation> Space::Impl::explain(std::uint64_t number, const ExampleOptions& options) {
  const auto entry = journal.entry(number);
  if (!entry) return Failure{entry.error()};
  Explanation explanation{.api = entry->api,
                          .operation = entry->operation,
                          .stage = entry->stage,
                          .rule = entry->rule,
                          .source = entry->source,
                          .nearest = entry->nearest};
  if (entry->stage == "throttle") {
    const Role role = role_of(common->find(entry->api));
    explanation.window = window_of(*role.api, entry->window, entry->window_since, number);
    explanation.window->used = explanation.window->limit;
    explanation.window->frees_after = entry->frees_after;
    explanation.window->frees_at = entry->wall + entry->frees_after;
  }
  if (entry->stage == "answer" || entry->stage == "contract") {
    add_rerun(explanation, *entry, options);
  }
  return explanation;
}

Result<Explanation> Space::Impl::explain(const Request& request, const ExampleOptions& options) {
  const std::size_t api = common->owner_of(request.path());
  const VirtualClock::Reading now = clock.now();
  Explanation explanation;
  if (api == common->apis.size()) {
    Role nobody;
    const Outcome nowhere = find_outcome(request, api, nobody, {now.steady, now.wall});
    tell(explanation, nowhere);
    explanation.nearest = nearest_route(*common, api, request.path());
    explanation.response = nowhere.response;
    return explanation;
  }
  auto tried = attempt(request, api, {.now = {now.steady, now.wall}}, options);
  if (!tried) return Failure{std::move(tried.error())};
  const Outcome& outcome = tried->outcome;
  explanation.api = common->ids[api];
  tell(explanation, outcome);
  if (is_nowhere(outcome)) explanation.nearest = nearest_route(*common, api, request.path());
  explanation.response = without_secrets(outcome);
  explanation.selection = std::move(tried->selection);
  explanation.findings = findings_of(outcome);
  auto all = windows();
  const auto used = std::find_if(all.begin(), all.end(), [&](const CallersWindow& one) {
    return one.api == explanation.api && one.caller == outcome.principal.throttle_key;
  });
  if (used != all.end()) explanation.window = std::move(used->window);
  return explanation;
}

}  // namespace understudy::mock
