// SPDX-License-Identifier: MIT
/// The threads behind a port: workers that serve connections, and one that watches their deadlines.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <thread>
#include <vector>

#include "transport/poller.hpp"
#include "transport/service.hpp"
#include "transport/slots.hpp"
#include "understudy/base/result.hpp"
#include "understudy/mock/listener.hpp"

struct ssl_ctx_st;  // SSL_CTX

namespace understudy::mock::transport {

/// Accepted sockets go in, answered connections come out.
///
/// Rationale: every worker waits for the next event itself (leader and followers), so that no
/// request
///            is handed from thread to thread. A connection that is idle, half read or slow to read
///            waits in the poller and holds no thread.
class Engine {
 public:
  /// Throws std::system_error when the system gives no thread; those that had started have ended.
  ///
  /// Errors:   io when the system gives no descriptor
  static Result<std::unique_ptr<Engine>> start(Handler handler, const ListenOptions& options);

  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  /// Takes over an accepted socket. For one thread, the one that accepts.
  void adopt(int socket, ssl_ctx_st* tls);

  /// From now on answers say "Connection: close". Thread-safe; the first call sets the deadline.
  void begin_drain();
  /// Closes what is idle, waits for what is in work, joins. Once, with nobody in adopt() any more.
  void finish();

  [[nodiscard]] bool is_worker(std::thread::id thread) const;
  [[nodiscard]] ListenStats stats() const;
  [[nodiscard]] const Service& service() const { return service_; }

 private:
  Engine(Handler handler, const ListenOptions& options, std::size_t capacity, Poller poller);

  void start_threads();
  void work(Scratch& scratch);
  bool expire(std::uint32_t slot, SteadyTime now);
  void turn_away(Descriptor socket, bool is_tls);
  void drain(std::uint32_t slot);
  // The caller holds the lock of the slot.
  void go_on(std::uint32_t slot, Next next);
  void close(std::uint32_t slot, Next how);
  void set_deadline(std::uint32_t slot);

  Service service_;
  SlotTable slots_;
  Poller poller_;
  Scratch accepting_;  // of the thread that accepts
  Scratch timing_;     // of the thread that watches deadlines
  std::vector<std::unique_ptr<Scratch>> working_;
  std::vector<std::thread> workers_;
  std::vector<std::thread::id> worker_ids_;
  std::thread timer_;
  bool finished_ = false;
};

}  // namespace understudy::mock::transport
