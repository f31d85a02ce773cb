// SPDX-License-Identifier: MIT
/// Requests that are given up: by their time, by a stop, before, during and after the connection.
#include <latch>

#include "scripted_server.hpp"
#include "transports.hpp"

namespace understudy::client {

namespace {

using namespace std::chrono_literals;

constexpr const char* kOk = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

/// A port whose queue is full: connections to it are never taken up.
class FullPort {
 public:
  FullPort() {
    listening_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    REQUIRE(::bind(listening_, generic, size) == 0);
    REQUIRE(::listen(listening_, 0) == 0);
    REQUIRE(::getsockname(listening_, generic, &size) == 0);
    url_ = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port));
    for (int& waiting : waiting_) {
      waiting = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
      static_cast<void>(::connect(waiting, generic, size));
    }
  }
  ~FullPort() {
    for (const int waiting : waiting_) ::close(waiting);
    ::close(listening_);
  }
  FullPort(const FullPort&) = delete;
  FullPort& operator=(const FullPort&) = delete;

  [[nodiscard]] const std::string& url() const { return url_; }

 private:
  int listening_ = -1;
  std::array<int, 4> waiting_{};
  std::string url_;
};

std::chrono::milliseconds since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() -
                                                               begin);
}

}  // namespace

TEMPLATE_TEST_CASE("a stop that is there beforehand sends nothing", "[client][transport][cancel]",
                   UNDERSTUDY_SOCKET_TRANSPORTS) {
  ScriptedServer server{[](const std::string&) { return Reply{kOk}; }};
  const auto transport = TestType::make(server.url()).value();
  std::stop_source source;
  source.request_stop();

  const auto answer = transport->send({}, {.stop = source.get_token()});
  const auto without_time = transport->send({}, {.timeout = 0ms});

  REQUIRE_FALSE(answer);
  CHECK(answer.error().code == Errc::cancelled);
  REQUIRE_FALSE(without_time);
  CHECK(without_time.error().code == Errc::timed_out);
  CHECK(server.connections() == 0);
}

TEMPLATE_TEST_CASE("a stop ends a request whose host is silent, and the transport works on",
                   "[client][transport][cancel]", UNDERSTUDY_SOCKET_TRANSPORTS) {
  for (const std::string begun :
       {"", "HTTP/1.1 200 OK\r\nX: ", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"}) {
    INFO(begun);
    std::stop_source source;
    std::latch asked{1};
    int count = 0;
    ScriptedServer server{[&](const std::string&) {
      if (++count > 1) return Reply{kOk};
      asked.count_down();
      return Reply{begun};
    }};
    const auto transport = TestType::make(server.url(), {.total_timeout = kLong}).value();
    std::jthread stopper{[&] {
      asked.wait();
      source.request_stop();
    }};
    const auto begin = std::chrono::steady_clock::now();

    const auto answer = transport->send({}, {.stop = source.get_token()});
    const auto took = since(begin);
    const auto next = transport->send({});

    REQUIRE_FALSE(answer);
    CHECK(answer.error().code == Errc::cancelled);
    CHECK(took < 5s);
    REQUIRE(next);
    CHECK(next->body == "ok");
    CHECK(server.connections() == 2);
  }
}

TEMPLATE_TEST_CASE("a stop ends the wait for a connection", "[client][transport][cancel]",
                   UNDERSTUDY_SOCKET_TRANSPORTS) {
  const FullPort port;
  // cpp-httplib cannot be woken while it connects: its time to connect is what bounds it
  const auto connect = TestType::kIsHttplib ? std::chrono::milliseconds{200} : kLong;
  const auto transport =
      TestType::make(port.url(), {.connect_timeout = connect, .total_timeout = kLong}).value();
  std::stop_source source;
  std::jthread stopper{[&] { source.request_stop(); }};
  const auto begin = std::chrono::steady_clock::now();

  const auto answer = transport->send({}, {.stop = source.get_token()});

  REQUIRE_FALSE(answer);
  CHECK(answer.error().code == Errc::cancelled);
  CHECK(since(begin) < 5s);
}

TEMPLATE_TEST_CASE("a connection that does not come about is unreachable when its time is up",
                   "[client][transport][deadline]", UNDERSTUDY_SOCKET_TRANSPORTS) {
  const FullPort port;
  const auto brief =
      TestType::make(port.url(), {.connect_timeout = 100ms, .total_timeout = kLong}).value();
  const auto patient =
      TestType::make(port.url(), {.connect_timeout = kLong, .total_timeout = kLong}).value();

  const auto answer = brief->send({});
  const auto hurried = patient->send({}, {.timeout = 50ms});

  REQUIRE_FALSE(answer);
  CHECK(answer.error().code == Errc::unreachable);
  REQUIRE_FALSE(hurried);
  CHECK(hurried.error().code == Errc::timed_out);
}

TEMPLATE_TEST_CASE("the time of a request is the shorter one of its own and the transport's",
                   "[client][transport][deadline]", UNDERSTUDY_SOCKET_TRANSPORTS) {
  ScriptedServer server{[](const std::string&) { return Reply{""}; }};
  const auto patient = TestType::make(server.url(), {.total_timeout = kLong}).value();
  const auto hasty = TestType::make(server.url(), {.total_timeout = 60ms}).value();

  const auto own = patient->send({}, {.timeout = 50ms});
  const auto total = hasty->send({}, {.timeout = kLong});

  REQUIRE_FALSE(own);
  CHECK(own.error().what == "expected the whole answer of " + server.authority() + " within 50 ms");
  REQUIRE_FALSE(total);
  CHECK(total.error().code == Errc::timed_out);
  CHECK(total.error().what.find(" 60 ms") != std::string::npos);
}

TEMPLATE_TEST_CASE("a stop that comes with the answer breaks nothing",
                   "[client][transport][cancel]", UNDERSTUDY_SOCKET_TRANSPORTS) {
  ScriptedServer server{[](const std::string&) { return Reply{kOk}; }};
  const auto transport = TestType::make(server.url(), {.total_timeout = kLong}).value();
  for (int i = 0; i < 50; ++i) {
    std::stop_source source;
    std::jthread stopper{[&] { source.request_stop(); }};

    const auto answer = transport->send({}, {.stop = source.get_token()});

    if (answer) {
      CHECK(answer->body == "ok");
    } else {
      CHECK(answer.error().code == Errc::cancelled);
    }
  }
  CHECK(transport->send({}));
}

}  // namespace understudy::client
