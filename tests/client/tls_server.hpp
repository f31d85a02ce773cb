// SPDX-License-Identifier: MIT
/// A TLS server that sends exactly the bytes it is told to: what a mock never does, such as asking
/// for a client's certificate or choosing HTTP/2.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "certificates.hpp"
#include "support/catch.hpp"

namespace understudy::client {

struct TlsServerOptions {
  std::string client_authority = {};  ///< PEM; who signs the clients that are let in; empty: all
  bool http2 = false;                 ///< chooses it where the client offers it
};

/// One connection at a time, and one answer on each. The script gets what has come so far; while it
/// gives nothing, more is read.
class TlsServer {
 public:
  using Script = std::function<std::string(const std::string& request)>;

  TlsServer(const Certificates& certificates, Script script, TlsServerOptions options = {})
      : script_(std::move(script)), context_(SSL_CTX_new(TLS_server_method())) {
    std::signal(SIGPIPE, SIG_IGN);
    SSL_CTX* context = context_.get();
    REQUIRE(SSL_CTX_use_certificate_file(context, certificates.certificate().c_str(),
                                         SSL_FILETYPE_PEM) == 1);
    REQUIRE(SSL_CTX_use_PrivateKey_file(context, certificates.key().c_str(), SSL_FILETYPE_PEM) ==
            1);
    if (!options.client_authority.empty()) {
      REQUIRE(SSL_CTX_load_verify_locations(context, options.client_authority.c_str(), nullptr) ==
              1);
      SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    }
    if (options.http2) SSL_CTX_set_alpn_select_cb(context, &choose_http2, nullptr);
    open();
    thread_ = std::jthread{[this] { serve(); }};
  }

  ~TlsServer() {
    const std::uint64_t one = 1;
    (void)!::write(wake_, &one, sizeof one);
    thread_.join();
    ::close(listening_);
    ::close(wake_);
  }
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;

  [[nodiscard]] std::string url() const { return "https://127.0.0.1:" + std::to_string(port_); }
  /// How many requests were read.
  [[nodiscard]] int requests() const {
    const std::lock_guard lock{mutex_};
    return requests_;
  }

 private:
  struct FreeContext {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  };

  static int choose_http2(SSL* /*ssl*/, const unsigned char** chosen, unsigned char* length,
                          const unsigned char* offered, unsigned size, void* /*none*/) {
    const std::string_view list{reinterpret_cast<const char*>(offered), size};
    const std::size_t at = list.find("\x02h2");
    if (at == list.npos) return SSL_TLSEXT_ERR_NOACK;
    *chosen = offered + at + 1;
    *length = 2;
    return SSL_TLSEXT_ERR_OK;
  }

  void open() {
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
  }

  void serve() {
    std::array<pollfd, 2> entries{pollfd{listening_, POLLIN, 0}, pollfd{wake_, POLLIN, 0}};
    while (::poll(entries.data(), entries.size(), -1) > 0 && entries[1].revents == 0) {
      const int connection = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
      if (connection < 0) continue;
      const timeval most{5, 0};
      ::setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &most, sizeof most);
      answer(connection);
      ::close(connection);
    }
  }

  void answer(int connection) {
    SSL* ssl = SSL_new(context_.get());
    SSL_set_fd(ssl, connection);
    std::array<char, 16'384> buffer{};
    if (SSL_accept(ssl) == 1) {
      std::string request;
      std::string bytes;
      while (bytes.empty()) {
        const int got = SSL_read(ssl, buffer.data(), static_cast<int>(buffer.size()));
        if (got <= 0) break;
        request.append(buffer.data(), static_cast<std::size_t>(got));
        bytes = script_(request);
      }
      if (!bytes.empty()) {
        {
          const std::lock_guard lock{mutex_};
          ++requests_;
        }
        SSL_write(ssl, bytes.data(), static_cast<int>(bytes.size()));
        // Until the client has gone: a close with unread bytes would be a reset.
        while (SSL_read(ssl, buffer.data(), static_cast<int>(buffer.size())) > 0) {
        }
      }
    }
    SSL_free(ssl);
    // What has come unread would make a reset of the close, and an alert would be lost with it.
    ::shutdown(connection, SHUT_WR);
    while (::recv(connection, buffer.data(), buffer.size(), 0) > 0) {
    }
  }

  Script script_;
  std::unique_ptr<SSL_CTX, FreeContext> context_;
  int listening_ = -1;
  int wake_ = -1;
  std::uint16_t port_ = 0;
  mutable std::mutex mutex_;
  int requests_ = 0;
  std::jthread thread_;
};

}  // namespace understudy::client
