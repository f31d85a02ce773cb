// SPDX-License-Identifier: MIT
#include "transport/watchdog.hpp"

#include <utility>

namespace understudy::client {

Watchdog::Watchdog(std::function<void()> act)
    : act_(std::move(act)), thread_([this](const std::stop_token& stop) { run(stop); }) {}

Watchdog::~Watchdog() = default;

void Watchdog::arm(std::chrono::milliseconds after) {
  const std::lock_guard lock{mutex_};
  due_ = std::chrono::steady_clock::now() + after;
  state_ = State::armed;
  changed_.notify_all();
}

bool Watchdog::disarm() {
  std::unique_lock lock{mutex_};
  changed_.wait(lock, [this] { return state_ != State::acting; });
  return std::exchange(state_, State::idle) == State::fired;
}

void Watchdog::run(const std::stop_token& stop) {
  std::unique_lock lock{mutex_};
  while (!stop.stop_requested()) {
    if (state_ != State::armed) {
      changed_.wait(lock, stop, [this] { return state_ == State::armed; });
      continue;
    }
    // A watch that ends and begins anew meanwhile has another `due_`: look again.
    const auto due = due_;
    changed_.wait_until(lock, stop, due, [&] { return state_ != State::armed || due_ != due; });
    if (state_ != State::armed || std::chrono::steady_clock::now() < due_) continue;
    state_ = State::acting;
    lock.unlock();
    act_();
    lock.lock();
    state_ = State::fired;
    changed_.notify_all();
  }
}

}  // namespace understudy::client
