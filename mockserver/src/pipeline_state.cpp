// SPDX-License-Identifier: MIT
/// What requests change: made from the seed, tried without being changed, put back to the seed.
#include <memory>
#include <mutex>

#include "pipeline.hpp"

namespace understudy::mock {

Result<State*> Api::main_state() {
  if (const auto& built = ensure_built(); !built) return Failure{built.error()};
  return main_.get();
}

Result<std::unique_ptr<State>> Api::make_state() {
  if (const auto& built = ensure_built(); !built) return Failure{built.error()};
  auto state = std::make_unique<State>();
  if (is_throttled_) state->throttle = profile_.makers.throttle(window_, limit_);
  if (main_->records != nullptr) state->records = main_->records->fork();
  return state;
}

std::unique_ptr<State> Api::make_trial(const State& state) {
  auto trial = std::make_unique<State>();
  if (state.records != nullptr) trial->records = state.records->branch();
  trial->request_ids = state.request_ids.load();
  return trial;
}

Result<std::unique_ptr<State>> Api::make_windows_over(const State& other) {
  if (const auto& built = ensure_built(); !built) return Failure{built.error()};
  auto state = std::make_unique<State>();
  if (is_throttled_) state->throttle = profile_.makers.throttle(window_, limit_);
  state->records = other.records;
  state->request_ids = other.request_ids.load();
  return state;
}

void State::reset_windows() {
  {
    const std::lock_guard lock{mutex};
    if (throttle != nullptr) throttle->reset();
  }
  request_ids = 0;
}

Result<Done> State::reset(History history) {
  reset_windows();
  return records == nullptr ? Done{} : records->reset(history);
}

}  // namespace understudy::mock
