// SPDX-License-Identifier: MIT
/// Who runs what: events to workers, deadlines to the timer, the end to whoever stops.
#include "transport/engine.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <exception>
#include <utility>

namespace understudy::mock::transport {

namespace {

// ours: one receive empties the socket of all but large bodies
constexpr std::size_t kBufferSize = 65'536;

// ours: the listener's own descriptors, and some for the program around it
constexpr std::size_t kDescriptorsInHand = 16;

// ours: fewer would be no server
constexpr std::size_t kLeastConnections = 4;

std::size_t capacity_for(const ListenLimits& limits) {
  const std::size_t limit = descriptor_limit();
  const std::size_t spoken_for = descriptors_in_use() + kDescriptorsInHand;
  const std::size_t left = limit > spoken_for ? limit - spoken_for : 0;
  return std::min(limits.connections, std::max(left, kLeastConnections));
}

std::size_t workers_for(const ListenLimits& limits) {
  if (limits.workers > 0) return limits.workers;
  return std::max<std::size_t>(4, 2 * std::size_t{std::thread::hardware_concurrency()});
}

Interest interest_of(Next next) {
  if (next == Next::wait_readable) return Interest::readable;
  return next == Next::wait_hang_up ? Interest::hang_up : Interest::writable;
}

}  // namespace

Engine::Engine(Handler handler, const ListenOptions& options, std::size_t capacity, Poller poller)
    : service_(std::move(handler), options, capacity),
      slots_(capacity),
      poller_(std::move(poller)) {}

Engine::~Engine() {
  begin_drain();
  finish();
}

Result<std::unique_ptr<Engine>> Engine::start(Handler handler, const ListenOptions& options) {
  auto poller = Poller::make();
  if (!poller) return Failure{std::move(poller.error())};
  std::unique_ptr<Engine> engine{
      new Engine{std::move(handler), options, capacity_for(options.limits), *std::move(poller)}};
  engine->start_threads();
  return engine;
}

void Engine::start_threads() {
  timer_ = std::thread{[this] {
    service_.deadlines.run(
        [this](std::uint32_t slot, SteadyTime now) { return expire(slot, now); });
  }};
  const std::size_t count = workers_for(service_.options.limits);
  working_.reserve(count);
  workers_.reserve(count);
  worker_ids_.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    Scratch& scratch = *working_.emplace_back(std::make_unique<Scratch>());
    scratch.buffer.resize(kBufferSize);
    workers_.emplace_back([this, &scratch] { work(scratch); });
    worker_ids_.push_back(workers_.back().get_id());
  }
}

void Engine::adopt(int number, ssl_ctx_st* tls) {
  Descriptor socket{number};
  count(accepting_.counters.accepted);
  if (!prepare_connection(number)) return;
  const auto slot = slots_.acquire();
  if (!slot) return turn_away(std::move(socket), tls != nullptr);

  Slot& place = slots_[*slot];
  const std::lock_guard lock{place.mutex};
  try {
    TlsSession session = tls == nullptr ? nullptr : make_tls_session(tls, number);
    if (tls == nullptr || session) {
      place.connection = std::make_unique<Connection>(
          service_, *slot, Stream{std::move(socket), std::move(session)});
    }
  } catch (const std::exception&) {  // out of memory: this client is lost, the next may be luckier
    place.connection.reset();
  }
  if (!place.connection) return slots_.release(*slot);
  service_.deadlines.set(*slot, place.connection->deadline());
  if (!poller_.add(number, {*slot, place.generation}, Interest::readable)) {
    close(*slot, Next::close);
  }
}

void Engine::turn_away(Descriptor socket, bool is_tls) {
  count(accepting_.counters.refused_connections);
  if (is_tls) return;
  const std::string_view date = accepting_.date.at(service_.clock.wall_now());
  transmit(socket.number(), write_refusal(kNoConnectionLeft, date));
  ::shutdown(socket.number(), SHUT_WR);
  // What has arrived already would turn the close into a reset.
  std::array<char, kBufferSize / 16> unread{};
  receive(socket.number(), unread);
}

void Engine::work(Scratch& scratch) {
  while (const auto ticket = poller_.wait()) {
    Slot& place = slots_[ticket->slot];
    const std::lock_guard lock{place.mutex};
    if (place.generation != ticket->generation || !place.connection) continue;
    Next next = Next::close;
    try {
      next = place.connection->on_ready(scratch);
    } catch (const std::exception&) {  // out of memory; this connection gives some back
      scratch.counters.busy = false;
    }
    go_on(ticket->slot, next);
  }
}

bool Engine::expire(std::uint32_t slot, SteadyTime now) {
  Slot& place = slots_[slot];
  const std::unique_lock lock{place.mutex, std::try_to_lock};
  if (!lock) return false;
  // A worker may have moved the deadline, or closed the connection, just before the lock was ours.
  // A clock may even have set one for a connection that had just gone.
  if (!place.connection) service_.deadlines.clear(slot);
  if (!place.connection || !service_.deadlines.is_due(slot, now)) return true;
  if (!place.connection->is_due(now)) {  // its clock has moved, but not far enough
    set_deadline(slot);
    return true;
  }
  Next next = Next::close;
  try {
    next = place.connection->on_deadline(timing_);
  } catch (const std::exception&) {
    next = Next::close;
  }
  go_on(slot, next);
  return true;
}

void Engine::go_on(std::uint32_t slot, Next next) {
  Slot& place = slots_[slot];
  if (next == Next::close || next == Next::reset) return close(slot, next);
  set_deadline(slot);
  if (!poller_.rearm(place.connection->descriptor(), {slot, place.generation}, interest_of(next))) {
    close(slot, Next::close);
  }
}

/// A clock that moves makes a deadline fall due from outside, without the slot's lock. So that this
/// is never overwritten by what was read off the clock before, the clock is read again after each
/// write, until it says what was written.
void Engine::set_deadline(std::uint32_t slot) {
  const Connection& connection = *slots_[slot].connection;
  SteadyTime at = SteadyTime::max();
  SteadyTime read = connection.deadline();
  do {
    at = read;
    service_.deadlines.set(slot, at);
    if (!connection.is_held()) return;
    read = connection.deadline();
  } while (at - read > kDeadlineGrain);
}

void Engine::close(std::uint32_t slot, Next how) {
  Slot& place = slots_[slot];
  service_.deadlines.clear(slot);
  place.connection->before_close(how);
  place.connection.reset();
  ++place.generation;
  slots_.release(slot);
}

void Engine::begin_drain() {
  SteadyTime unset = SteadyTime::max();
  service_.drain_until.compare_exchange_strong(
      unset, service_.now() + service_.options.limits.drain_deadline);
}

void Engine::drain(std::uint32_t slot) {
  Slot& place = slots_[slot];
  if (!place.connection) return;
  if (place.connection->on_drain(service_.drain_until)) return close(slot, Next::close);
  set_deadline(slot);
}

void Engine::finish() {
  if (std::exchange(finished_, true)) return;
  // First what nobody works on, at once; then what was in work, each as soon as it is free. To
  // note which is which would take memory, and there may be none.
  for (std::uint32_t slot = 0; slot < slots_.capacity(); ++slot) {
    const std::unique_lock lock{slots_[slot].mutex, std::try_to_lock};
    if (lock) drain(slot);
  }
  for (std::uint32_t slot = 0; slot < slots_.capacity(); ++slot) {
    const std::lock_guard lock{slots_[slot].mutex};
    drain(slot);
  }
  slots_.wait_until_all_free();
  poller_.wake_all();
  for (std::thread& worker : workers_) worker.join();
  service_.deadlines.stop();
  if (timer_.joinable()) timer_.join();
}

bool Engine::is_worker(std::thread::id thread) const {
  return std::find(worker_ids_.begin(), worker_ids_.end(), thread) != worker_ids_.end();
}

ListenStats Engine::stats() const {
  ListenStats sum;
  const auto add = [&sum](const Counters& counters) {
    sum.accepted += counters.accepted.load(std::memory_order_relaxed);
    sum.requests += counters.requests.load(std::memory_order_relaxed);
    sum.refused_connections += counters.refused_connections.load(std::memory_order_relaxed);
    sum.refused_requests += counters.refused_requests.load(std::memory_order_relaxed);
    sum.handler_errors += counters.handler_errors.load(std::memory_order_relaxed);
    if (counters.busy.load(std::memory_order_relaxed)) ++sum.busy_workers;
  };
  add(accepting_.counters);
  add(timing_.counters);
  for (const auto& scratch : working_) add(scratch->counters);
  sum.open_connections = slots_.taken();
  sum.held_answers = service_.waits.count();
  return sum;
}

}  // namespace understudy::mock::transport
