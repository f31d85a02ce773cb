// SPDX-License-Identifier: MIT
/// Socket calls as values: every errno that matters becomes an IoResult here.
#include "transport/socket.hpp"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <iterator>
#include <limits>
#include <system_error>

namespace understudy::mock::transport {

namespace {

// sendmsg only reads, but its type is shared with recvmsg.
iovec as_piece(std::string_view bytes) { return {const_cast<char*>(bytes.data()), bytes.size()}; }

IoResult result_of(ssize_t count, IoResult::Kind blocked) {
  if (count > 0) return {IoResult::Kind::done, static_cast<std::size_t>(count)};
  if (count == 0) return {IoResult::Kind::closed};
  if (errno == EAGAIN || errno == EWOULDBLOCK) return {blocked};
  return {IoResult::Kind::failed};
}

}  // namespace

void Descriptor::reset() {
  if (number_ >= 0) ::close(number_);
  number_ = -1;
}

bool prepare_connection(int socket) {
  const int on = 1;
  const int flags = ::fcntl(socket, F_GETFL);
  return ::fcntl(socket, F_SETFD, FD_CLOEXEC) == 0 && flags >= 0 &&
         ::fcntl(socket, F_SETFL, flags | O_NONBLOCK) == 0 &&
         ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == 0;
}

IoResult receive(int socket, std::span<char> buffer) {
  ssize_t count = 0;
  do {
    count = ::recv(socket, buffer.data(), buffer.size(), 0);
  } while (count < 0 && errno == EINTR);
  return result_of(count, IoResult::Kind::want_read);
}

IoResult transmit(int socket, std::string_view first, std::string_view second) {
  std::array<iovec, 2> pieces{as_piece(first), as_piece(second)};
  msghdr message{};
  message.msg_iov = pieces.data();
  message.msg_iovlen = pieces.size();
  ssize_t count = 0;
  do {
    count = ::sendmsg(socket, &message, MSG_NOSIGNAL);
  } while (count < 0 && errno == EINTR);
  return result_of(count, IoResult::Kind::want_write);
}

bool has_unread(int socket) {
  char byte = 0;
  return ::recv(socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0;
}

bool has_hung_up(int socket) {
  pollfd asked{socket, POLLRDHUP, 0};  // errors are always told
  return ::poll(&asked, 1, 0) == 1;
}

void reset_on_close(int socket) {
  const linger hard{1, 0};
  ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
}

std::size_t descriptors_in_use() {
  std::error_code error;
  const std::filesystem::directory_iterator open{"/proc/self/fd", error};
  if (error) return 3;  // no /proc: the three standard ones are a fair guess
  const auto count = std::distance(begin(open), end(open));
  return static_cast<std::size_t>(count) - 1;  // less the one that lists the folder
}

std::size_t descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) {
    return std::numeric_limits<std::size_t>::max();
  }
  return static_cast<std::size_t>(limit.rlim_cur);
}

}  // namespace understudy::mock::transport
