// SPDX-License-Identifier: MIT
#include "understudy/client/pacing.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace understudy::client {

Pacer::Turn::Turn(Pacer& pacer, const Clock& clock, std::size_t slot)
    : pacer_(&pacer), clock_(&clock), slot_(slot) {}

Pacer::Turn::Turn(Turn&& other) noexcept
    : pacer_(std::exchange(other.pacer_, nullptr)), clock_(other.clock_), slot_(other.slot_) {}

Pacer::Turn& Pacer::Turn::operator=(Turn&& other) noexcept {
  std::swap(pacer_, other.pacer_);
  std::swap(clock_, other.clock_);
  std::swap(slot_, other.slot_);
  return *this;
}

Pacer::Turn::~Turn() { end(End::unanswered); }

void Pacer::Turn::answered() { end(End::answered); }
void Pacer::Turn::unused() { end(End::unused); }

void Pacer::Turn::end(End how) {
  Pacer* const pacer = std::exchange(pacer_, nullptr);
  if (pacer == nullptr) return;
  const SteadyTime now = clock_->steady_now();
  switch (how) {
    case End::answered:
      return pacer->release(slot_, now + pacer->options_.window);
    case End::unanswered:
      return pacer->release(slot_, now + pacer->options_.window + pacer->options_.unanswered);
    case End::unused:
      return pacer->release(slot_, now);
  }
}

Pacer::Pacer(Options options) : options_(options), slots_(options.requests) {
  assert(options.requests > 0 && "a pacer lets at least one request pass");
}

Result<Pacer::Turn> Pacer::wait_turn(const Clock& clock, Sleeper& sleeper,
                                     const std::stop_token& stop,
                                     std::optional<SteadyTime> deadline) {
  while (!stop.stop_requested()) {
    const SteadyTime now = clock.steady_now();
    SteadyTime due;
    {
      const std::lock_guard lock{mutex_};
      std::size_t slot = 0;
      due = next_turn(now, slot);
      if (due <= now) {
        slots_[slot].in_flight = true;
        return Turn{*this, clock, slot};
      }
    }
    if (deadline && due >= *deadline) {
      return Failure{Error{Errc::timed_out,
                           "expected a turn before the deadline, the documented rate of " +
                               std::to_string(options_.requests) + " requests is used up",
                           "", "give the call more time, or make fewer of them"}};
    }
    sleeper.sleep(due - now, stop);
  }
  return Failure{
      Error{Errc::cancelled, "the call was cancelled while it waited for its turn", "", ""}};
}

void Pacer::pause_until(SteadyTime time) {
  const std::lock_guard lock{mutex_};
  paused_until_ = std::max(paused_until_, time);
}

SteadyTime Pacer::next_turn(SteadyTime now, std::size_t& slot) const {
  // What is in flight ends now at the earliest.
  SteadyTime earliest = now + options_.window;
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    if (slots_[i].in_flight || slots_[i].free_at >= earliest) continue;
    earliest = slots_[i].free_at;
    slot = i;
  }
  return std::max(earliest, paused_until_);
}

void Pacer::release(std::size_t slot, SteadyTime free_at) {
  const std::lock_guard lock{mutex_};
  slots_[slot] = {false, free_at};
}

}  // namespace understudy::client
