// SPDX-License-Identifier: MIT
/// Chooses between socket calls and TLS calls, and nothing else.
#include "transport/stream.hpp"

#include <sys/socket.h>

#include <utility>

namespace understudy::mock::transport {

Stream::Stream(Descriptor socket, TlsSession tls)
    : socket_(std::move(socket)), tls_(std::move(tls)) {}

IoResult Stream::handshake() {
  const IoResult result = tls_handshake(tls_.get());
  broken_ = result.kind == IoResult::Kind::failed;
  return result;
}

IoResult Stream::read(std::span<char> buffer) {
  if (!tls_) return receive(descriptor(), buffer);
  const IoResult result = tls_read(tls_.get(), buffer);
  broken_ = result.kind == IoResult::Kind::failed;
  return result;
}

IoResult Stream::write(std::string_view first, std::string_view second) {
  if (!tls_) return transmit(descriptor(), first, second);
  // TLS makes records of its own; the second piece comes with the next call.
  const IoResult result = tls_write(tls_.get(), first.empty() ? second : first);
  broken_ = result.kind == IoResult::Kind::failed;
  return result;
}

IoResult Stream::discard(std::span<char> buffer) { return receive(descriptor(), buffer); }

bool Stream::has_pending() const { return tls_ && tls_has_pending(tls_.get()); }

bool Stream::has_unread() const { return has_pending() || transport::has_unread(descriptor()); }

bool Stream::has_hung_up() const { return transport::has_hung_up(descriptor()); }

void Stream::half_close() {
  if (tls_ && !broken_) tls_close_notify(tls_.get());
  ::shutdown(descriptor(), SHUT_WR);
}

void Stream::reset_on_close() { transport::reset_on_close(descriptor()); }

}  // namespace understudy::mock::transport
