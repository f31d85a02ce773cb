// SPDX-License-Identifier: MIT
/// What requests have changed in a space: records and throttle windows.
#include <chrono>
#include <mutex>

#include "admin/admin.hpp"

namespace understudy::mock::admin {

namespace {

/// The API that a path names: what is not served is not there.
Result<records::Store*> store_of(const Call& call) {
  auto store = call.space.records_of(call.path.front().value);
  if (!store && store.error().code == Errc::bad_input) store.error().code = Errc::not_found;
  return store;
}

Answer reset(const Call& call) {
  const auto outcome = call.space.reset(History::dropped);
  if (!outcome) return Failure{outcome.error()};
  return done();
}

Answer save_state(const Call& call) {
  const auto store = store_of(call);
  if (!store) return Failure{store.error()};
  return Response{
      200, {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}}, (*store)->save()};
}

Answer restore_state(const Call& call) {
  const auto store = store_of(call);
  if (!store) return Failure{store.error()};
  const auto restored = (*store)->restore(call.text);
  if (!restored) return Failure{restored.error()};
  return done();
}

std::int64_t milliseconds_of(Duration duration) {
  return std::chrono::ceil<std::chrono::milliseconds>(duration).count();
}

/// The requests of one caller that still count.
Json counted_by(const std::vector<JournalEntry>& entries, std::string_view api,
                std::string_view caller, SteadyTime since) {
  Json numbers = Json::array();
  for (const JournalEntry& entry : entries) {
    const bool is_theirs = entry.api == api && entry.window == caller;
    if (is_theirs && entry.is_counted && entry.steady > since) numbers.push_back(entry.number);
  }
  return numbers;
}

Answer list_windows(const Call& call) {
  const SteadyTime now = call.space.clock.steady_now();
  const auto entries = call.space.journal.entries(0, ~std::size_t{0});
  Json windows = Json::array();
  for (std::size_t i = 0; i < call.space.common->apis.size(); ++i) {
    const Space::Impl::Role role = call.space.role_of(i);
    State* const state = role.state;
    if (state == nullptr || state->throttle == nullptr) continue;
    const Api& api = *role.api;
    const std::lock_guard lock{state->mutex};
    for (const throttle::Throttle::Usage& usage : state->throttle->usage(now)) {
      windows.push_back(
          {{"api", api.id()},
           {"caller", usage.key},
           {"used", usage.used},
           {"limit", api.limit().requests},
           {"window_ms", milliseconds_of(api.limit().window)},
           {"frees_in_ms", milliseconds_of(usage.frees_after)},
           {"requests", counted_by(entries, api.id(), usage.key, now - api.limit().window)}});
    }
  }
  return json_answer({{"windows", std::move(windows)}});
}

}  // namespace

Part state_part() {
  return {{"listThrottleWindows", list_windows},
          {"reset", reset},
          {"restoreState", restore_state},
          {"saveState", save_state}};
}

}  // namespace understudy::mock::admin
