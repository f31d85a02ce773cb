// SPDX-License-Identifier: MIT
/// What all connections of one listener share, and what each thread has for itself.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "transport/answers.hpp"
#include "transport/budget.hpp"
#include "transport/deadlines.hpp"
#include "transport/hold.hpp"
#include "understudy/base/clock.hpp"
#include "understudy/mock/listener.hpp"

namespace understudy::mock::transport {

/// Written by one thread, read by any; apart from each other in memory, so that counting costs no
/// traffic between cores.
struct alignas(64) Counters {
  std::atomic<std::uint64_t> accepted = 0;
  std::atomic<std::uint64_t> requests = 0;
  std::atomic<std::uint64_t> refused_connections = 0;
  std::atomic<std::uint64_t> refused_requests = 0;
  std::atomic<std::uint64_t> handler_errors = 0;
  std::atomic<bool> busy = false;
};

/// One more, by the only thread that writes this counter.
inline void count(std::atomic<std::uint64_t>& counter) {
  counter.store(counter.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
}

/// What a thread needs to serve any connection.
struct Scratch {
  std::vector<char> buffer;
  DateText date;
  Counters counters;
};

/// Thread-safe.
struct Service {
  Service(Handler answer, const ListenOptions& listen, std::size_t slots)
      : handler(std::move(answer)),
        options(listen),
        budget(listen.limits.buffer_budget),
        deadlines(slots, clock),
        waits(slots, clock, deadlines) {}

  /// One line to the owner's log; what the log throws is dropped.
  void log(std::string_view line) const {
    if (!options.log) return;
    try {
      options.log(line);
    } catch (...) {  // a log that fails must not take a connection with it
    }
  }

  [[nodiscard]] SteadyTime now() const { return clock.steady_now(); }
  [[nodiscard]] bool is_draining() const { return drain_until.load() != SteadyTime::max(); }

  const Handler handler;
  const ListenOptions options;
  const SystemClock clock;
  Budget budget;
  Deadlines deadlines;
  ClockWaits waits;
  /// Set once, by stop(): until when requests that were half read may be completed.
  std::atomic<SteadyTime> drain_until{SteadyTime::max()};
};

}  // namespace understudy::mock::transport
