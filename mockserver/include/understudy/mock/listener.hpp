// SPDX-License-Identifier: MIT
/// A port in front of a handler: the strict bounded HTTP/1.1 front over cpp-httplib's listener.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "understudy/base/http.hpp"
#include "understudy/base/http1.hpp"
#include "understudy/base/result.hpp"
#include "understudy/mock/reply.hpp"

namespace understudy::mock {

/// Answers one request. Called from several threads at once. What it throws becomes a 500 with a
/// constant body.
using Handler = std::function<Reply(const Request&)>;

/// A TCP port; 0 asks the system for a free one.
enum class Port : std::uint16_t {};

/// PEM files of a server certificate (chain first) and its key.
struct TlsFiles {
  std::string certificate;
  std::string private_key;
};

/// The bounds of a listener; each default is the one of docs/security.md.
struct ListenLimits {
  http1::Limits http;
  std::chrono::milliseconds head_deadline{5'000};    // from the first byte of a head; 408
  std::chrono::milliseconds body_deadline{15'000};   // 408
  std::chrono::milliseconds write_deadline{10'000};  // a whole response; reset
  std::chrono::milliseconds idle_deadline{5'000};    // between requests; silent close
  std::chrono::milliseconds handshake_deadline{5'000};
  std::chrono::milliseconds drain_deadline{5'000};  // stop(): half-read requests
  std::chrono::milliseconds linger{100};            // after an error answer
  std::size_t linger_bytes = 1'048'576;
  std::size_t requests_per_connection = 1'000;
  std::size_t connections = 2'048;  // and never more than the descriptor limit less 16 in hand
  std::size_t buffer_budget = 16'777'216;  // buffered bytes beyond 4 KB per connection; 503
  std::size_t response_body = 16'777'216;
  int backlog = 1'024;
  unsigned workers = 0;  // 0: max(4, 2 x cores)
};

struct ListenOptions {
  std::string host = "127.0.0.1";
  Port port{0};
  std::optional<TlsFiles> tls = {};
  ListenLimits limits = {};
  /// One line per event worth a person's eye; called from any thread. Empty: silence.
  std::function<void(std::string_view line)> log = {};
};

/// What a listener has seen so far.
struct ListenStats {
  std::uint64_t accepted = 0;
  std::uint64_t requests = 0;
  std::uint64_t refused_connections = 0;  ///< past the cap, answered 503
  std::uint64_t refused_requests = 0;     ///< framing errors and limits
  std::uint64_t handler_errors = 0;       ///< exceptions and unwritable responses
  std::size_t open_connections = 0;
  std::size_t busy_workers = 0;  ///< handlers running right now
  std::size_t held_answers = 0;  ///< waiting for their delay, or between the pieces of a dribble
};

/// Owns the port, the connections and the threads. Accepts before open() returns; stops and joins
/// in the destructor.
class Listener {
 public:
  /// Errors:   unreachable when the port is taken or the host is no address of this machine,
  ///           bad_input for TLS files that cannot be read or do not match, io when the system
  ///           gives no descriptor, limit_exceeded when it gives no thread or no memory
  static Result<Listener> open(Handler handler, ListenOptions options = {});

  ~Listener();
  Listener(Listener&&) noexcept;
  Listener& operator=(Listener&&) noexcept;

  /// "http://127.0.0.1:49152", "https://..." with TLS.
  [[nodiscard]] const std::string& url() const;
  [[nodiscard]] Port port() const;
  [[nodiscard]] ListenStats stats() const;
  /// False once stopped, and while a died accept loop is being restarted.
  [[nodiscard]] bool is_ready() const;

  /// Stops accepting, closes idle connections, lets requests in work finish, joins. Thread-safe;
  /// may be called again.
  void stop();

 private:
  struct Impl;
  explicit Listener(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace understudy::mock
