// SPDX-License-Identifier: MIT
#include "transport/watchdog.hpp"

#include <utility>

namespace understudy::client {

namespace {

constexpr std::chrono::milliseconds kAgain{10};  // ours

}  // namespace

Watchdog::Watchdog(std::function<void()> act)
    : act_(std::move(act)), thread_([this](const std::stop_token& stop) { run(stop); }) {}

Watchdog::~Watchdog() = default;

void Watchdog::arm(std::chrono::nanoseconds after) {
  const std::lock_guard lock{mutex_};
  due_ = std::chrono::steady_clock::now() + after;
  has_fired_ = false;
  state_ = State::armed;
  changed_.notify_all();
}

void Watchdog::trip() {
  const std::lock_guard lock{mutex_};
  if (state_ != State::armed) return;
  due_ = std::chrono::steady_clock::now();
  changed_.notify_all();
}

bool Watchdog::disarm() {
  std::unique_lock lock{mutex_};
  changed_.wait(lock, [this] { return state_ != State::acting; });
  state_ = State::idle;
  return std::exchange(has_fired_, false);
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
    has_fired_ = true;
    state_ = State::armed;
    due_ = std::chrono::steady_clock::now() + kAgain;
    changed_.notify_all();
  }
}

}  // namespace understudy::client
