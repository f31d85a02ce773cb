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

Result<Done> State::reset(History history) {
  {
    const std::lock_guard lock{mutex};
    if (throttle != nullptr) throttle->reset();
  }
  request_ids = 0;
  return records == nullptr ? Done{} : records->reset(history);
}

std::string Api::issue_token(WallTime now, const TokenRequest& wanted) const {
  if (profile_.issue_token == nullptr) return {};
  return profile_.issue_token(keyring_, switches_, now, wanted);
}

}  // namespace understudy::mock
