// SPDX-License-Identifier: MIT
/// A client that sends exactly the bytes it is told to, and helpers round it.
///
/// Nothing here sleeps. Every wait ends at a deadline, with an exception that says what was waited
/// for.
#pragma once

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "understudy/base/http.hpp"
#include "understudy/mock/listener.hpp"

namespace understudy::mock {

/// Far beyond anything a loaded machine needs: to reach it is a failure, never a measurement.
inline constexpr std::chrono::seconds kPatience{60};

/// For a deadline of the listener that must not pass: a test that came to need it has failed
/// before.
inline constexpr std::chrono::milliseconds kNever = 2 * kPatience;

class Deadline {
 public:
  explicit Deadline(std::string what) : what_(std::move(what)) {}

  [[nodiscard]] int milliseconds_left() const {
    const auto left = end_ - std::chrono::steady_clock::now();
    if (left.count() <= 0) throw std::runtime_error("waited in vain for " + what_);
    return static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(left).count());
  }

 private:
  std::string what_;
  std::chrono::steady_clock::time_point end_ = std::chrono::steady_clock::now() + kPatience;
};

/// Returns once `holds()` does.
template <class Predicate>
void wait_until(const std::string& what, Predicate holds) {
  const Deadline deadline{what};
  while (!holds()) {
    static_cast<void>(deadline.milliseconds_left());
    std::this_thread::yield();
  }
}

/// A response as it came, taken apart without the codec under test.
struct Answer {
  int status = 0;
  Fields fields;
  std::string body;

  [[nodiscard]] std::string field(std::string_view name) const {
    const std::string* value = fields.find(name);
    return value == nullptr ? "(absent)" : *value;
  }
};

/// How the server ended a connection.
enum class Ending : std::uint8_t { closed, reset };

class RawSocket {
 public:
  RawSocket() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    if (socket_ < 0) throw std::runtime_error("no socket left");
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  }
  /// A small receive buffer makes a slow reader out of a client that does not read.
  explicit RawSocket(Port port, int receive_buffer = 0) : RawSocket() {
    if (receive_buffer > 0) {
      ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    }
    connect(port);
  }
  ~RawSocket() { close(); }
  RawSocket(RawSocket&& other) noexcept
      : socket_(std::exchange(other.socket_, -1)),
        is_connected_(other.is_connected_),
        received_(std::move(other.received_)) {}
  RawSocket& operator=(RawSocket&&) = delete;

  void connect(Port port) {
    const sockaddr_in address = loopback(port);
    is_connected_ = ::connect(socket_, as_generic(address), sizeof address) == 0;
    ::fcntl(socket_, F_SETFL, O_NONBLOCK);
  }

  [[nodiscard]] bool is_connected() const { return is_connected_; }
  [[nodiscard]] int descriptor() const { return socket_; }

  /// Sends everything. False when the server has reset the connection before that.
  bool send(std::string_view bytes) {
    const Deadline deadline{"the server to read " + std::to_string(bytes.size()) + " bytes"};
    while (!bytes.empty()) {
      const ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (count < 0 && errno != EAGAIN) return false;
      if (count > 0) bytes.remove_prefix(static_cast<std::size_t>(count));
      if (count < 0) await(POLLOUT, deadline);
    }
    return true;
  }

  /// Sends until all is gone or the server has said something. True when all is gone.
  bool send_until_answered(std::string_view bytes) {
    const Deadline deadline{"the server to read or to answer"};
    while (!bytes.empty()) {
      if ((await(POLLIN | POLLOUT, deadline) & POLLIN) != 0) return false;
      const ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (count < 0 && errno != EAGAIN) return false;
      if (count > 0) bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
  }

  /// Whether bytes or an end have arrived.
  [[nodiscard]] bool is_readable() const {
    pollfd waiting{socket_, POLLIN, 0};
    return ::poll(&waiting, 1, 0) == 1;
  }

  /// One response, by its own framing. `to_head`: it has no body whatever its fields say.
  Answer read_answer(bool to_head = false) {
    const Deadline deadline{"a response"};
    std::size_t end = std::string::npos;
    while ((end = received_.find("\r\n\r\n")) == std::string::npos) need_more(deadline);
    Answer answer = parse_head(std::string_view{received_}.substr(0, end + 2));
    received_.erase(0, end + 4);
    const std::string* length = answer.fields.find("Content-Length");
    if (length == nullptr || to_head || answer.status == 304) return answer;
    std::size_t wanted = 0;
    std::from_chars(length->data(), length->data() + length->size(), wanted);
    while (received_.size() < wanted) need_more(deadline);
    answer.body = received_.substr(0, wanted);
    received_.erase(0, wanted);
    received_.shrink_to_fit();  // a test may count bytes
    return answer;
  }

  /// Everything until the end, which is told apart from a reset.
  std::pair<std::string, Ending> read_to_end() {
    const Deadline deadline{"the server to close the connection"};
    for (;;) {
      const ssize_t count = receive(deadline);
      if (count <= 0) {
        return {std::exchange(received_, {}), count == 0 ? Ending::closed : Ending::reset};
      }
    }
  }

  /// At least `count` bytes, which stay for the next call.
  void read_some(std::size_t count) {
    const Deadline deadline{"some bytes of a response"};
    while (received_.size() < count) need_more(deadline);
  }

  void half_close() { ::shutdown(socket_, SHUT_WR); }

  /// Goes away as a killed process does.
  void reset() {
    const linger hard{1, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    close();
  }

  void close() {
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
  }

 private:
  static sockaddr_in loopback(Port port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
  }

  static const sockaddr* as_generic(const sockaddr_in& address) {
    return reinterpret_cast<const sockaddr*>(&address);
  }

  short await(short events, const Deadline& deadline) const {
    pollfd waiting{socket_, events, 0};
    while (::poll(&waiting, 1, deadline.milliseconds_left()) <= 0) {
    }
    return waiting.revents;
  }

  // Bytes read; 0 at the end, -1 after a reset.
  ssize_t receive(const Deadline& deadline) {
    std::array<char, 65'536> buffer;
    for (;;) {
      const ssize_t count = ::recv(socket_, buffer.data(), buffer.size(), 0);
      if (count > 0) received_.append(buffer.data(), static_cast<std::size_t>(count));
      if (count >= 0 || (errno != EAGAIN && errno != EINTR)) return count;
      await(POLLIN, deadline);
    }
  }

  void need_more(const Deadline& deadline) {
    if (receive(deadline) <= 0) {
      throw std::runtime_error("the connection ended inside a response, after: " + received_);
    }
  }

  static Answer parse_head(std::string_view head) {
    Answer answer;
    const std::string_view start = head.substr(0, head.find("\r\n"));
    if (!start.starts_with("HTTP/1.1 ") || start.size() < 13) {
      throw std::runtime_error("no status line: " + std::string{start});
    }
    std::from_chars(start.data() + 9, start.data() + 12, answer.status);
    head.remove_prefix(start.size() + 2);
    while (!head.empty()) {
      const std::string_view line = head.substr(0, head.find("\r\n"));
      const std::size_t colon = line.find(": ");
      if (colon == std::string_view::npos) {
        throw std::runtime_error("no field: " + std::string{line});
      }
      answer.fields.add(std::string{line.substr(0, colon)}, std::string{line.substr(colon + 2)});
      head.remove_prefix(line.size() + 2);
    }
    return answer;
  }

  int socket_ = -1;
  bool is_connected_ = false;
  std::string received_;
};

inline constexpr std::string_view kGet = "GET /good HTTP/1.1\r\nHost: a.example\r\n\r\n";

/// One request on a connection of its own.
inline Answer get(Port port) {
  RawSocket socket{port};
  socket.send(kGet);
  return socket.read_answer();
}

/// Returns once the listener has closed every connection.
inline void wait_until_all_closed(const Listener& listener) {
  wait_until("all connections to be closed",
             [&] { return listener.stats().open_connections == 0; });
}

/// Answers everything with the method and the target.
inline Response say_target(const Request& request) {
  Response response;
  response.fields.add("Content-Type", "text/plain");
  response.body = std::string{name_of(request.method)} + " " + request.target;
  return response;
}

}  // namespace understudy::mock
