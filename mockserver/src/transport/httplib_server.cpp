// SPDX-License-Identifier: MIT
/// The only file of the mock that includes httplib.h. One source for 0.11 to 0.53: what differs
/// between versions is found by traits.
///
/// The library's stop() is not used. It closes the listening descriptor while the accept loop may
/// still be about to use that number, which another thread can have been given meanwhile; 0.11 also
/// ignores it before the loop runs. Shutting the socket down through a duplicate of our own ends
/// the loop at any time, and leaves the closing to the loop.
#ifndef UNDERSTUDY_HTTPLIB_FLAGS_SET
#error "the flags of cpp-httplib are not set: find it through ci/cmake/Findhttplib.cmake"
#endif

#include "transport/httplib_server.hpp"

#include <fcntl.h>
#include <httplib.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <mutex>
#include <system_error>
#include <type_traits>
#include <utility>

#include "transport/socket.hpp"
#include "transport/tls.hpp"

#ifndef CPPHTTPLIB_OPENSSL_SUPPORT
#error "cpp-httplib has to be used with CPPHTTPLIB_OPENSSL_SUPPORT, as its package is built"
#endif

namespace understudy::mock::transport {

namespace {

using Job = std::function<void()>;
// void up to 0.14, bool from then on
using Enqueued = decltype(std::declval<httplib::TaskQueue&>().enqueue(std::declval<Job>()));

// A job only registers a descriptor: it runs where it is, in the thread that accepts.
class InlineQueue final : public httplib::TaskQueue {
 public:
  Enqueued enqueue(Job job) override {
    job();
    return static_cast<Enqueued>(true);
  }
  void shutdown() override {}
};

// Base is httplib::Server or httplib::SSLServer.
template <class Base>
class Front final : public Base {
 public:
  template <class... Arguments>
  explicit Front(std::function<void(int)> accepted, Arguments... arguments)
      : Base(arguments...), accepted_(std::move(accepted)) {}

  [[nodiscard]] int descriptor() const { return static_cast<int>(this->svr_sock_.load()); }

 private:
  bool process_and_close_socket(socket_t socket) override {
    accepted_(static_cast<int>(socket));
    return true;
  }

  std::function<void(int)> accepted_;
};

// ssl_context() up to 0.30, tls_context() from then on
template <class Server>
ssl_ctx_st* tls_context_of(const Server& server) {
  if constexpr (requires { server.tls_context(); }) {
    return static_cast<ssl_ctx_st*>(server.tls_context());
  } else {
    return server.ssl_context();
  }
}

// SO_REUSEPORT, the library's default, would let a second server take half of the connections.
void set_socket_options(socket_t socket) {
  const int on = 1;
  ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
}

Failure<Error> cannot_bind(const AcceptOptions& options, int code) {
  const std::string where = options.host + ":" + std::to_string(static_cast<int>(options.port));
  if (code == EADDRINUSE) {
    return Failure{Error{Errc::unreachable, "the port is taken", where,
                         "choose another port, or 0 for any free one"}};
  }
  // Other codes may be left over from name resolution and would mislead.
  const bool is_telling = code == EACCES || code == EMFILE || code == ENFILE;
  const std::string reason =
      is_telling ? std::generic_category().message(code) : "the host is no address of this machine";
  return Failure{Error{Errc::unreachable, "cannot listen: " + reason, where,
                       "name an address of this machine, such as 127.0.0.1"}};
}

}  // namespace

struct HttplibServer::Loop {
  explicit Loop(AcceptOptions from) : options(std::move(from)) {}
  ~Loop() {
    if (!has_run && wake) ::close(descriptor());
  }
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  template <class Base, class... Arguments>
  void make(Arguments... arguments) {
    const auto accepted = [this](int socket) { options.accepted(socket, tls); };
    auto front = std::make_unique<Front<Base>>(accepted, arguments...);
    descriptor = [raw = front.get()] { return raw->descriptor(); };
    if constexpr (std::is_same_v<Base, httplib::SSLServer>) {
      if (front->is_valid()) tls = tls_context_of(*front);
    }
    server = std::move(front);
    server->set_socket_options(set_socket_options);
    server->new_task_queue = [this] {
      options.running();
      return new InlineQueue;  // the library deletes it
    };
  }

  AcceptOptions options;
  std::unique_ptr<httplib::Server> server;
  std::function<int()> descriptor;
  ssl_ctx_st* tls = nullptr;
  int bound_port = 0;
  bool has_run = false;
  std::mutex mutex;
  Descriptor wake;  // a duplicate of the listening descriptor; guarded by mutex once bound
};

HttplibServer::HttplibServer(std::unique_ptr<Loop> loop) : loop_(std::move(loop)) {}
HttplibServer::~HttplibServer() = default;
HttplibServer::HttplibServer(HttplibServer&&) noexcept = default;
HttplibServer& HttplibServer::operator=(HttplibServer&&) noexcept = default;

Result<HttplibServer> HttplibServer::bind(AcceptOptions options) {
  auto loop = std::make_unique<Loop>(std::move(options));
  const AcceptOptions& from = loop->options;
  if (from.tls) {
    if (const auto checked = check_tls_files(*from.tls); !checked) return Failure{checked.error()};
    loop->make<httplib::SSLServer>(from.tls->certificate.c_str(), from.tls->private_key.c_str());
    if (loop->tls == nullptr) {
      return Failure{Error{Errc::bad_input, "the HTTP library refused the TLS files",
                           from.tls->certificate, ""}};
    }
    configure_tls(loop->tls);
  } else {
    loop->make<httplib::Server>();
  }

  const int port = static_cast<int>(from.port);
  errno = 0;  // the library says only that it failed; what its last call left here says why
  if (port == 0) {
    loop->bound_port = loop->server->bind_to_any_port(from.host);
  } else {
    loop->bound_port = loop->server->bind_to_port(from.host, port) ? port : -1;
  }
  if (loop->bound_port <= 0) return cannot_bind(from, errno);
  // The library listens with a backlog of 5, which makes a burst of clients wait for a second.
  ::listen(loop->descriptor(), from.backlog);
  loop->wake = Descriptor{::fcntl(loop->descriptor(), F_DUPFD_CLOEXEC, 0)};
  if (!loop->wake) {
    const int code = errno;
    ::close(loop->descriptor());
    return cannot_bind(from, code);
  }
  return HttplibServer{std::move(loop)};
}

Port HttplibServer::port() const { return Port{static_cast<std::uint16_t>(loop_->bound_port)}; }

void HttplibServer::run() {
  loop_->has_run = true;
  try {
    loop_->server->listen_after_bind();
  } catch (
      ...) {  // out of memory between accept and registration: the loop is gone, not its socket
    ::close(loop_->descriptor());
  }
  const std::lock_guard lock{loop_->mutex};
  loop_->wake.reset();
}

void HttplibServer::interrupt() {
  const std::lock_guard lock{loop_->mutex};
  if (loop_->wake) ::shutdown(loop_->wake.number(), SHUT_RDWR);
}

}  // namespace understudy::mock::transport
