// SPDX-License-Identifier: MIT
/// Sockets without HTTP and without TLS: an owned descriptor and what one attempt at input or
/// output came to.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

namespace understudy::mock::transport {

/// Owns one file descriptor.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() { reset(); }
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    if (this != &other) {
      reset();
      number_ = std::exchange(other.number_, -1);
    }
    return *this;
  }

  [[nodiscard]] int number() const { return number_; }
  explicit operator bool() const { return number_ >= 0; }
  void reset();

 private:
  int number_ = -1;
};

/// What one non-blocking attempt came to.
struct IoResult {
  enum class Kind : std::uint8_t {
    done,        ///< `bytes` bytes, at least one (a handshake: none)
    want_read,   ///< try again when the socket is readable
    want_write,  ///< try again when the socket is writable
    closed,      ///< the peer has ended its side
    failed,      ///< the connection is of no use any more
  };
  Kind kind = Kind::failed;
  std::size_t bytes = 0;

  friend bool operator==(const IoResult&, const IoResult&) = default;
};

/// Close-on-exec, non-blocking, no delay for small segments. False when the socket is dead already.
bool prepare_connection(int socket);

IoResult receive(int socket, std::span<char> buffer);
/// Sends two pieces as one; either may be empty. Never raises SIGPIPE.
IoResult transmit(int socket, std::string_view first, std::string_view second = {});
/// Whether receive() would bring bytes.
bool has_unread(int socket);
/// Whether the peer has ended its side, or the connection is dead.
bool has_hung_up(int socket);
/// Closing the socket will then send a reset and drop what is unsent.
void reset_on_close(int socket);

/// Open descriptors of this process.
std::size_t descriptors_in_use();
/// The soft limit of this process for descriptors.
std::size_t descriptor_limit();

}  // namespace understudy::mock::transport
