// SPDX-License-Identifier: MIT
/// What understudy has of cpp-httplib's server: bind, the accept loop, the TLS context. Accepted
/// descriptors are handed on untouched; the library's parser sees no byte from a client.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "understudy/base/result.hpp"
#include "understudy/mock/listener.hpp"

struct ssl_ctx_st;  // SSL_CTX

namespace understudy::mock::transport {

/// Where to listen, and who is told. Both callbacks come from the thread that calls run().
struct AcceptOptions {
  std::string host;
  Port port{0};
  std::optional<TlsFiles> tls;
  int backlog = 0;
  std::function<void()> running;
  /// Owns the descriptor from then on. The context is null without TLS and outlives the call.
  std::function<void(int descriptor, ssl_ctx_st* tls)> accepted;
};

/// A bound port. Clients can connect as soon as there is an object, and are accepted during run().
class HttplibServer {
 public:
  /// Errors:   unreachable when the port cannot be bound, bad_input for TLS files
  static Result<HttplibServer> bind(AcceptOptions options);

  ~HttplibServer();
  HttplibServer(HttplibServer&&) noexcept;
  HttplibServer& operator=(HttplibServer&&) noexcept;

  [[nodiscard]] Port port() const;

  /// Accepts until interrupt(), or until the loop dies; the port is free again when it returns.
  /// Once.
  void run();
  /// Ends run(), also one that has not begun. Thread-safe.
  void interrupt();

 private:
  struct Loop;
  explicit HttplibServer(std::unique_ptr<Loop> loop);
  std::unique_ptr<Loop> loop_;
};

}  // namespace understudy::mock::transport
