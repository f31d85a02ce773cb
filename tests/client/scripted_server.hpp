// SPDX-License-Identifier: MIT
/// A server that sends exactly the bytes it is told to, over a loopback port of its own.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "support/catch.hpp"

namespace understudy::client {

/// What follows the bytes of a reply.
enum class Then : std::uint8_t {
  keep,   ///< wait for the next request on the connection
  close,  ///< end the connection
  drip,   ///< send a byte again and again, until the client gives up
  reset,  ///< end the connection by a reset
};

struct Reply {
  std::string bytes;
  Then then = Then::keep;
};

/// One connection at a time, in a thread of its own. A request is read as far as its head and
/// Content-Length say, then `script` gets its bytes.
class ScriptedServer {
 public:
  using Script = std::function<Reply(const std::string& request)>;

  explicit ScriptedServer(Script script) : script_(std::move(script)) {
    listening_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    REQUIRE(::bind(listening_, generic, size) == 0);
    REQUIRE(::listen(listening_, 16) == 0);
    REQUIRE(::getsockname(listening_, generic, &size) == 0);
    port_ = ntohs(address.sin_port);
    wake_ = ::eventfd(0, EFD_CLOEXEC);
    thread_ = std::jthread{[this] { serve(); }};
  }

  ~ScriptedServer() {
    const std::uint64_t one = 1;
    (void)!::write(wake_, &one, sizeof one);
    thread_.join();
    ::close(listening_);
    ::close(wake_);
  }

  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;

  [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  [[nodiscard]] std::string authority() const { return "127.0.0.1:" + std::to_string(port_); }

  /// The bytes of every request so far.
  [[nodiscard]] std::vector<std::string> requests() const {
    const std::lock_guard lock{mutex_};
    return requests_;
  }
  [[nodiscard]] int connections() const {
    const std::lock_guard lock{mutex_};
    return connections_;
  }
  /// Returns when that many connections were closed by this side.
  void wait_until_closed(int count) const {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [&] { return closed_ >= count; });
  }

 private:
  /// False when the server is to end.
  [[nodiscard]] bool wait_for(int descriptor) const {
    std::array<pollfd, 2> entries{pollfd{descriptor, POLLIN, 0}, pollfd{wake_, POLLIN, 0}};
    ::poll(entries.data(), entries.size(), -1);
    return entries[1].revents == 0;
  }

  void serve() {
    while (wait_for(listening_)) {
      const int connection = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
      if (connection < 0) continue;
      {
        const std::lock_guard lock{mutex_};
        ++connections_;
      }
      while (answer_one(connection)) {
      }
      ::close(connection);
      const std::lock_guard lock{mutex_};
      ++closed_;
      changed_.notify_all();
    }
  }

  /// True while the connection goes on.
  bool answer_one(int connection) {
    const std::string request = read_request(connection);
    if (request.empty()) return false;
    {
      const std::lock_guard lock{mutex_};
      requests_.push_back(request);
    }
    const Reply reply = script_(request);
    send_all(connection, reply.bytes);
    if (reply.then == Then::drip) drip(connection);
    if (reply.then == Then::reset) {
      const linger at_once{1, 0};
      ::setsockopt(connection, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    }
    return reply.then == Then::keep;
  }

  /// Empty when the connection or the server has ended.
  [[nodiscard]] std::string read_request(int connection) const {
    std::string bytes;
    std::array<char, 4096> buffer{};
    while (!is_complete(bytes)) {
      if (!wait_for(connection)) return {};
      const ssize_t got = ::recv(connection, buffer.data(), buffer.size(), 0);
      if (got <= 0) return {};
      bytes.append(buffer.data(), static_cast<std::size_t>(got));
    }
    return bytes;
  }

  static bool is_complete(const std::string& bytes) {
    const std::size_t end = bytes.find("\r\n\r\n");
    if (end == bytes.npos) return false;
    const std::size_t field = bytes.find("Content-Length: ");
    const std::size_t length = field < end ? std::stoul(bytes.substr(field + 16)) : 0;
    return bytes.size() >= end + 4 + length;
  }

  static void send_all(int connection, const std::string& bytes) {
    std::size_t sent = 0;
    while (sent < bytes.size()) {
      const ssize_t put =
          ::send(connection, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
      if (put <= 0) return;
      sent += static_cast<std::size_t>(put);
    }
  }

  void drip(int connection) const {
    pollfd entry{wake_, POLLIN, 0};
    while (::poll(&entry, 1, 5) == 0) {
      if (::send(connection, "x", 1, MSG_NOSIGNAL) <= 0) return;
    }
  }

  Script script_;
  int listening_ = -1;
  int wake_ = -1;
  std::uint16_t port_ = 0;
  mutable std::mutex mutex_;
  std::vector<std::string> requests_;
  int connections_ = 0;
  int closed_ = 0;
  mutable std::condition_variable changed_;
  std::jthread thread_;
};

}  // namespace understudy::client
