// SPDX-License-Identifier: MIT
/// Both sides of a contract in one test: the mock, and what a typed client needs to talk to it.
///
/// A pair test asserts the same over every way there is from one side to the other:
///
///   TEST_CASE("an account is read", "[pair][acme]") {
///     Pair pair(GENERATE(from_range(routes())), {.apis = {"acme"}});
///     auto client = acme::Client::make(pair.transport(), credentials, pair.options()).value();
///     ...
///   }
///
/// Both sides read one clock of the test, waits take no time, and contracts are checked three
/// times: by the client in both directions, and by the mock before an answer leaves.
#pragma once

#include <algorithm>
#include <chrono>
#include <csignal>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "understudy/client/session.hpp"
#include "understudy/client/transport.hpp"
#include "understudy/mock/server.hpp"

namespace understudy::pair_test {

/// A way from a client to a mock.
struct Route {
  std::string name = {};
  /// Connects to a port. Empty: the mock is called as a function.
  std::function<Result<std::unique_ptr<client::Transport>>(const std::string& url)> connect = {};
};

inline Route in_process() { return {.name = "in process"}; }

inline Route over_httplib() {
  return {.name = "cpp-httplib", .connect = [](const std::string& url) {
            std::signal(SIGPIPE, SIG_IGN);
            return client::make_httplib_transport(url);
          }};
}

inline Route over_curl() {
  return {.name = "libcurl",
          .connect = [](const std::string& url) { return client::make_curl_transport(url); }};
}

/// Every way of this build, for GENERATE(from_range(routes())).
inline std::vector<Route> routes() {
  std::vector<Route> all{in_process(), over_httplib()};
  const auto names = client::transport_names();
  if (std::find(names.begin(), names.end(), "libcurl") != names.end()) all.push_back(over_curl());
  return all;
}

/// Like Result::value, but says in the words of the call what went wrong.
template <typename T>
T get(client::Outcome<T> outcome) {
  INFO((outcome ? std::string{} : client::render(outcome.error())));
  REQUIRE(outcome.has_value());
  return *std::move(outcome);
}

/// The error of a call that has to fail.
template <typename T>
client::CallError error_of(const client::Outcome<T>& outcome) {
  REQUIRE_FALSE(outcome.has_value());
  return outcome.error();
}

/// A mock on a clock of the test, and a transport to it.
class Pair {
 public:
  /// Of `options`, the clock and the check of answers are set here.
  explicit Pair(const Route& route, mock::ServerOptions options = {})
      : note_(Catch::MessageBuilder("INFO", CATCH_INTERNAL_LINEINFO, Catch::ResultWas::Info)
              << "over " << route.name) {
    options.clock = &clock_;
    options.verify_responses = true;
    auto server = mock::Server::make(std::move(options));
    INFO((server ? std::string{} : render(server.error())));
    REQUIRE(server.has_value());
    server_.emplace(*std::move(server));
    if (!route.connect) {
      transport_ = client::make_direct_transport(
          [this](const Request& request) -> Result<Response> { return server_->handle(request); });
      return;
    }
    listener_.emplace(server_->listen().value());
    transport_ = route.connect(listener_->url()).value();
  }

  Pair(const Pair&) = delete;
  Pair& operator=(const Pair&) = delete;

  [[nodiscard]] const std::shared_ptr<client::Transport>& transport() const { return transport_; }
  [[nodiscard]] mock::Server& server() { return *server_; }
  [[nodiscard]] ManualClock& clock() { return clock_; }

  /// A client that shares the clock, fails on every broken contract and always waits the same.
  [[nodiscard]] client::ClientOptions options() {
    client::ClientOptions options;
    options.clock = &clock_;
    options.sleeper = &sleeper_;
    options.seed = Seed{1};
    options.check_requests = client::Check::fail;
    options.check_responses = client::Check::fail;
    options.log = [this](const client::CallEvent& event) {
      const std::lock_guard lock{mutex_};
      events_.push_back(event);
    };
    return options;
  }

  /// The same without repetitions, at any pace: for errors that would be waited for to pass.
  [[nodiscard]] client::ClientOptions impatient_options() {
    client::ClientOptions options = this->options();
    options.retry.most_attempts = 1;
    options.keep_pace = false;
    return options;
  }

  /// And without a check of requests: for what the client would not let leave.
  [[nodiscard]] client::ClientOptions careless_options() {
    client::ClientOptions options = impatient_options();
    options.check_requests = client::Check::off;
    return options;
  }

  /// What the calls of those options did.
  [[nodiscard]] std::vector<client::CallEvent> events() const {
    const std::lock_guard lock{mutex_};
    return events_;
  }
  [[nodiscard]] std::size_t count(client::CallEvent::Kind kind) const {
    std::size_t found = 0;
    for (const client::CallEvent& event : events()) found += event.kind == kind ? 1U : 0U;
    return found;
  }

 private:
  Catch::ScopedMessage note_;  // every failure says over which way
  ManualClock clock_;
  ManualSleeper sleeper_{clock_};
  std::optional<mock::Server> server_;
  std::optional<mock::Listener> listener_;  // after the server: it stops first
  std::shared_ptr<client::Transport> transport_;
  mutable std::mutex mutex_;
  std::vector<client::CallEvent> events_;
};

}  // namespace understudy::pair_test
