// SPDX-License-Identifier: MIT
/// What requests have changed in a space: records and throttle windows.
#include <utility>

#include "admin/admin.hpp"
#include "admin/explanation_json.hpp"

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

Answer list_windows(const Call& call) {
  Json windows = Json::array();
  for (const auto& [api, caller, window] : call.space.windows()) {
    Json shown = window_json(window);
    shown["api"] = api;
    shown["caller"] = caller;
    windows.push_back(std::move(shown));
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
