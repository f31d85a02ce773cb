// SPDX-License-Identifier: MIT
/// One epoll descriptor on which every worker waits: whoever gets an event owns its connection.
///
/// Rationale: with one waiter that hands connections to workers, every request costs a wake-up and
/// a
///            switch more. Here the thread that is told about the bytes also reads them.
#pragma once

#include <cstdint>
#include <optional>

#include "transport/socket.hpp"
#include "understudy/base/result.hpp"

namespace understudy::mock::transport {

/// Names a connection. The generation tells it from earlier ones in the same slot, so that an event
/// that was under way while its connection closed touches nobody.
struct Ticket {
  std::uint32_t slot = 0;
  std::uint32_t generation = 0;

  friend bool operator==(const Ticket&, const Ticket&) = default;
};

enum class Interest : std::uint8_t {
  readable,
  writable,
  hang_up,  ///< the peer has ended its side; bytes of it are left for later
};

/// Thread-safe. Every registration reports once and is then asleep until the next rearm().
class Poller {
 public:
  /// Errors:   io when the system has no descriptor left
  static Result<Poller> make();

  bool add(int descriptor, Ticket ticket, Interest interest);
  bool rearm(int descriptor, Ticket ticket, Interest interest);
  /// The next connection that has something to do; nothing once wake_all() was called.
  std::optional<Ticket> wait();
  void wake_all();

 private:
  Poller(Descriptor epoll, Descriptor wake);

  Descriptor epoll_;
  Descriptor wake_;
};

}  // namespace understudy::mock::transport
