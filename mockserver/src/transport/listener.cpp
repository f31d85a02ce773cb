// SPDX-License-Identifier: MIT
/// A listener: the accept loop with somebody who watches over it, in front of an engine.
#include "understudy/mock/listener.hpp"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

#include "transport/engine.hpp"
#include "transport/httplib_server.hpp"

namespace understudy::mock {

namespace {

using std::chrono::milliseconds;

// ours: a loop that was accepting a moment ago runs within this time, on any machine
constexpr milliseconds kStartDeadline{10'000};

// ours: between attempts to listen again; a run longer than the second one starts over
constexpr milliseconds kShortestPause{10};
constexpr milliseconds kLongestPause{1'000};

std::string url_of(const ListenOptions& options, Port port) {
  const bool is_ipv6 = options.host.find(':') != std::string::npos;
  const std::string host = is_ipv6 ? "[" + options.host + "]" : options.host;
  return (options.tls ? "https://" : "http://") + host + ":" +
         std::to_string(static_cast<unsigned>(port));
}

}  // namespace

struct Listener::Impl {
  Impl(std::unique_ptr<transport::Engine> from, ListenOptions listen)
      : engine(std::move(from)), options(std::move(listen)) {}
  ~Impl() { stop(); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  Result<Done> bind();
  Result<Done> start();
  void stop();

  void accept_until_stopped();
  bool goes_on_after(milliseconds pause);
  bool listen_again(milliseconds& pause);

  const std::unique_ptr<transport::Engine> engine;
  ListenOptions options;
  std::string url;
  std::thread accepting;
  std::atomic<bool> is_ready = false;

  std::mutex state;  // guards the two below, and `server` against being replaced
  std::condition_variable changed;
  bool is_stopping = false;
  std::optional<transport::HttplibServer> server;

  std::mutex stopping;  // held by the stop() that joins
  bool has_stopped = false;
};

Result<Done> Listener::Impl::bind() {
  auto bound = transport::HttplibServer::bind(
      {.host = options.host,
       .port = options.port,
       .tls = options.tls,
       .backlog = options.limits.backlog,
       .running =
           [this] {
             const std::lock_guard lock{state};
             is_ready = !is_stopping;
             changed.notify_all();
           },
       .accepted = [this](int socket, ssl_ctx_st* tls) { engine->adopt(socket, tls); }});
  if (!bound) return Failure{std::move(bound.error())};
  const std::lock_guard lock{state};
  if (options.port == Port{0}) options.port = bound->port();  // listening again means this port
  server = *std::move(bound);
  if (is_stopping) server->interrupt();
  return Done{};
}

Result<Done> Listener::Impl::start() {
  if (auto bound = bind(); !bound) return bound;
  url = url_of(options, options.port);
  accepting = std::thread{[this] { accept_until_stopped(); }};
  std::unique_lock lock{state};
  if (changed.wait_for(lock, kStartDeadline, [this] { return is_ready.load(); })) return Done{};
  return Failure{Error{Errc::internal, "the accept loop did not start", url, ""}};
}

void Listener::Impl::accept_until_stopped() {
  milliseconds pause = kShortestPause;
  do {
    const SteadyTime started = engine->service().now();
    server->run();
    is_ready = false;
    if (engine->service().now() - started > kLongestPause) pause = kShortestPause;
  } while (listen_again(pause));
}

bool Listener::Impl::goes_on_after(milliseconds pause) {
  std::unique_lock lock{state};
  return !changed.wait_for(lock, pause, [this] { return is_stopping; });
}

bool Listener::Impl::listen_again(milliseconds& pause) {
  while (goes_on_after(pause)) {
    pause = std::min(2 * pause, kLongestPause);
    try {
      engine->service().log("the accept loop of " + url + " ended by itself; listening again");
      if (bind()) return true;
    } catch (const std::exception&) {  // no memory yet; the next attempt may find some
    }
  }
  return false;
}

void Listener::Impl::stop() {
  {
    const std::lock_guard lock{state};
    is_stopping = true;
    is_ready = false;
    if (server) server->interrupt();
    changed.notify_all();
  }
  engine->begin_drain();
  // A handler that stops its own listener cannot wait for itself; the destructor does.
  if (engine->is_worker(std::this_thread::get_id())) return;
  const std::lock_guard lock{stopping};
  if (std::exchange(has_stopped, true)) return;
  if (accepting.joinable()) accepting.join();
  engine->finish();
}

Listener::Listener(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Listener::~Listener() = default;
Listener::Listener(Listener&&) noexcept = default;
Listener& Listener::operator=(Listener&&) noexcept = default;

Result<Listener> Listener::open(Handler handler, ListenOptions options) {
  assert(handler && "a listener needs a handler");
  try {
    auto engine = transport::Engine::start(std::move(handler), options);
    if (!engine) return Failure{std::move(engine.error())};
    auto impl = std::make_unique<Impl>(*std::move(engine), std::move(options));
    if (auto started = impl->start(); !started) return Failure{std::move(started.error())};
    return Listener{std::move(impl)};
  } catch (const std::system_error& error) {
    return Failure{Error{Errc::limit_exceeded,
                         std::string{"cannot start the threads of a listener: "} + error.what(), "",
                         "raise the limit of processes (ulimit -u, the container's pids.max) or of "
                         "address space (ulimit -v), or ask for fewer workers"}};
  } catch (const std::exception& error) {
    return Failure{Error{Errc::limit_exceeded,
                         std::string{"cannot open a listener: "} + error.what(), "",
                         "free memory or raise its limit (ulimit -v)"}};
  }
}

const std::string& Listener::url() const { return impl_->url; }
Port Listener::port() const { return impl_->options.port; }
ListenStats Listener::stats() const { return impl_->engine->stats(); }
bool Listener::is_ready() const { return impl_->is_ready; }
void Listener::stop() { impl_->stop(); }

}  // namespace understudy::mock
