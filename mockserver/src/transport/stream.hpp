// SPDX-License-Identifier: MIT
/// The bytes of one client, plain or through TLS, behind the same calls.
#pragma once

#include <span>
#include <string_view>

#include "transport/socket.hpp"
#include "transport/tls.hpp"

namespace understudy::mock::transport {

class Stream {
 public:
  /// Without a session the stream is plain. The socket has been prepared.
  explicit Stream(Descriptor socket, TlsSession tls = nullptr);

  [[nodiscard]] bool is_tls() const { return tls_ != nullptr; }
  [[nodiscard]] int descriptor() const { return socket_.number(); }

  /// Only with TLS.
  IoResult handshake();
  IoResult read(std::span<char> buffer);
  /// Two pieces, the second directly behind the first; either may be empty, not both.
  IoResult write(std::string_view first, std::string_view second = {});
  /// Reads what is to be thrown away, past TLS.
  IoResult discard(std::span<char> buffer);

  /// Bytes that read() would give although no poll will report them.
  [[nodiscard]] bool has_pending() const;
  /// Bytes that have arrived and that nobody has read.
  [[nodiscard]] bool has_unread() const;
  /// The peer has ended its side of the connection, or both.
  [[nodiscard]] bool has_hung_up() const;

  /// Ends our side: the peer reads the end after the last byte written.
  void half_close();
  /// The destructor will send a reset.
  void reset_on_close();

 private:
  Descriptor socket_;
  TlsSession tls_;  // after the socket: it goes first
  bool broken_ = false;
};

}  // namespace understudy::mock::transport
