// SPDX-License-Identifier: MIT
/// Opening, stopping, and what is left behind: nothing.
#include <fcntl.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <chrono>
#include <filesystem>
#include <latch>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "raw_socket.hpp"
#include "support/catch.hpp"

namespace understudy::mock {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kSoon{30};
constexpr std::string_view kHalf =
    "POST /half HTTP/1.1\r\nHost: a.example\r\nContent-Length: 4\r\n\r\n12";

Listener open(ListenOptions options = {}) {
  return Listener::open(say_target, std::move(options)).value();
}

std::set<int> open_descriptors() {
  std::set<int> numbers;
  for (const auto& entry : std::filesystem::directory_iterator{"/proc/self/fd"}) {
    const std::string name = entry.path().filename().string();
    int number = -1;
    std::from_chars(name.data(), name.data() + name.size(), number);
    if (::fcntl(number, F_GETFD) >= 0) numbers.insert(number);
  }
  return numbers;
}

// The descriptor that listens on a port of this process.
int listening_descriptor(Port port) {
  for (const int number : open_descriptors()) {
    int is_listening = 0;
    socklen_t size = sizeof is_listening;
    sockaddr_in address{};
    socklen_t length = sizeof address;
    if (::getsockopt(number, SOL_SOCKET, SO_ACCEPTCONN, &is_listening, &size) == 0 &&
        is_listening == 1 &&
        ::getsockname(number, reinterpret_cast<sockaddr*>(&address), &length) == 0 &&
        ntohs(address.sin_port) == static_cast<std::uint16_t>(port)) {
      return number;
    }
  }
  return -1;
}

// A handler that waits inside "/wait" until it is let go.
struct Gate {
  std::latch entered{1};
  std::latch opened{1};

  Handler handler() {
    return [this](const Request& request) {
      if (request.target == "/wait") {
        entered.count_down();
        opened.wait();
      }
      return say_target(request);
    };
  }
};

}  // namespace

TEST_CASE("a listener accepts before open returns and says where", "[mock][transport][lifecycle]") {
  Listener listener = open();

  CHECK(listener.is_ready());
  CHECK(static_cast<int>(listener.port()) > 0);
  CHECK(listener.url() == "http://127.0.0.1:" + std::to_string(static_cast<int>(listener.port())));
  CHECK(get(listener.port()).body == "GET /good");
}

TEST_CASE("a taken port is an error that names it", "[mock][transport][lifecycle][X01]") {
  Listener listener = open();
  const std::string place = "127.0.0.1:" + std::to_string(static_cast<int>(listener.port()));

  const auto second = Listener::open(say_target, {.port = listener.port()});

  REQUIRE_FALSE(second);
  CHECK(second.error().code == Errc::unreachable);
  CHECK(second.error().what == "the port is taken");
  CHECK(second.error().where == place);
  CHECK(get(listener.port()).status == 200);
}

TEST_CASE("an address of another machine is an error that names it",
          "[mock][transport][lifecycle][X01]") {
  const auto listener = Listener::open(say_target, {.host = "192.0.2.1"});

  REQUIRE_FALSE(listener);
  CHECK(listener.error().code == Errc::unreachable);
  CHECK(listener.error().what == "cannot listen: the host is no address of this machine");
  CHECK(listener.error().where == "192.0.2.1:0");
}

TEST_CASE("a port is free again once its listener has stopped", "[mock][transport][lifecycle]") {
  Listener first = open();
  const Port port = first.port();
  RawSocket client{port};
  client.send(kGet);
  client.read_answer();

  first.stop();
  Listener second = open({.port = port});

  CHECK_FALSE(first.is_ready());
  CHECK(get(port).status == 200);
  CHECK(client.read_to_end().first.empty());
}

TEST_CASE("stop may come twice, from several threads, and before the destructor",
          "[mock][transport][lifecycle]") {
  Listener listener = open();
  const Port port = listener.port();
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) threads.emplace_back([&] { listener.stop(); });
  }

  listener.stop();

  CHECK_FALSE(listener.is_ready());
  CHECK_FALSE(RawSocket{port}.is_connected());
}

TEST_CASE("a listener that was moved serves on, and the one moved to is stopped first",
          "[mock][transport][lifecycle]") {
  Listener first = open();
  Listener second = open();
  const Port first_port = first.port();
  const Port second_port = second.port();

  first = std::move(second);

  CHECK_FALSE(RawSocket{first_port}.is_connected());
  CHECK(get(second_port).status == 200);
}

TEST_CASE("requests in work are finished when a listener stops",
          "[mock][transport][lifecycle][X02]") {
  Gate gate;
  ListenOptions options;
  options.limits.idle_deadline = kNever;
  options.limits.drain_deadline = kNever;
  Listener listener = Listener::open(gate.handler(), options).value();
  RawSocket in_work{listener.port()};
  RawSocket idle{listener.port()};
  idle.send(kGet);
  idle.read_answer();
  in_work.send("GET /wait HTTP/1.1\r\nHost: a.example\r\n\r\n");
  gate.entered.wait();

  std::jthread stopper{[&] { listener.stop(); }};
  wait_until("new connections to be refused",
             [&] { return !RawSocket{listener.port()}.is_connected(); });
  const auto end_of_idle = idle.read_to_end();
  gate.opened.count_down();
  const Answer answer = in_work.read_answer();

  CHECK(end_of_idle == std::pair{std::string{}, Ending::closed});
  CHECK(answer.status == 200);
  CHECK(answer.field("Connection") == "close");
  CHECK(in_work.read_to_end() == std::pair{std::string{}, Ending::closed});
}

TEST_CASE("fifty requests in work all finish when a listener stops",
          "[mock][transport][lifecycle][X02]") {
  std::latch entered{50};
  std::latch opened{1};
  ListenOptions options;
  options.limits.workers = 50;
  Listener listener = Listener::open(
                          [&](const Request& request) {
                            entered.count_down();
                            opened.wait();
                            return say_target(request);
                          },
                          options)
                          .value();
  std::vector<RawSocket> clients;
  for (int i = 0; i < 50; ++i) {
    clients.emplace_back(listener.port());
    clients.back().send(kGet);
  }
  entered.wait();
  CHECK(listener.stats().busy_workers == 50);

  std::jthread stopper{[&] { listener.stop(); }};
  wait_until("the listener to stop accepting", [&] { return !listener.is_ready(); });
  opened.count_down();

  for (RawSocket& client : clients) CHECK(client.read_answer().status == 200);
}

TEST_CASE("a request that is half read may be completed while a listener stops",
          "[mock][transport][lifecycle][X02]") {
  ListenOptions options;
  options.limits.drain_deadline = kNever;
  Listener listener = open(options);
  RawSocket client{listener.port()};
  client.send(std::string{kGet} + std::string{kHalf});
  CHECK(client.read_answer().status == 200);  // so the other one was read too

  std::jthread stopper{[&] { listener.stop(); }};
  wait_until("new connections to be refused",
             [&] { return !RawSocket{listener.port()}.is_connected(); });
  client.send("34");
  const Answer answer = client.read_answer();

  CHECK(answer.body == "POST /half");
  CHECK(answer.field("Connection") == "close");
}

TEST_CASE("a request that stays half read is dropped at the drain deadline",
          "[mock][transport][lifecycle][X02]") {
  ListenOptions options;
  options.limits.body_deadline = kNever;
  options.limits.drain_deadline = kSoon;
  Listener listener = open(options);
  RawSocket client{listener.port()};
  client.send(std::string{kGet} + std::string{kHalf});
  CHECK(client.read_answer().status == 200);

  listener.stop();

  CHECK(client.read_to_end().first.empty());
  CHECK(listener.stats().open_connections == 0);
  CHECK(listener.stats().requests == 1);
}

TEST_CASE("a handler may stop its own listener", "[mock][transport][lifecycle]") {
  std::atomic<Listener*> self = nullptr;
  Listener listener = Listener::open([&](const Request& request) {
                        self.load()->stop();
                        return say_target(request);
                      }).value();
  self = &listener;

  const Answer answer = get(listener.port());

  CHECK(answer.status == 200);
  CHECK(answer.field("Connection") == "close");
  CHECK_FALSE(listener.is_ready());
}

TEST_CASE("two hundred starts and stops leave no descriptor and no thread behind",
          "[mock][transport][lifecycle][X09]") {
  const auto threads = [] {
    return std::distance(std::filesystem::directory_iterator{"/proc/self/task"}, {});
  };
  { const Listener first = open(); }  // a sanitizer adds a thread of its own with the first of ours
  const auto descriptors_before = open_descriptors();
  const auto threads_before = threads();

  for (int i = 0; i < 200; ++i) {
    Listener listener = open();
    if (i % 2 == 0) CHECK(get(listener.port()).status == 200);
  }

  CHECK(open_descriptors() == descriptors_before);
  wait_until("the last thread to be gone", [&] { return threads() == threads_before; });
}

TEST_CASE("two listeners in one process do not know of each other",
          "[mock][transport][lifecycle][X10]") {
  Listener first = open();
  Listener second = open();

  CHECK(first.port() != second.port());
  CHECK(get(first.port()).status == 200);
  first.stop();

  CHECK(get(second.port()).status == 200);
  CHECK(first.stats().requests == 1);
  CHECK(second.stats().requests == 1);
}

TEST_CASE("no descriptor of a listener would be inherited by a child process",
          "[mock][transport][lifecycle][X10]") {
  const std::set<int> before = open_descriptors();
  Listener listener = open();
  RawSocket client{listener.port()};
  client.send(kGet);
  client.read_answer();

  std::size_t count = 0;
  for (const int number : open_descriptors()) {
    if (before.count(number) == 1) continue;
    INFO("descriptor " << number);
    CHECK((::fcntl(number, F_GETFD) & FD_CLOEXEC) != 0);
    ++count;
  }
  CHECK(count == 6);  // listening twice, poller, wake-up, both ends of the connection
}

TEST_CASE("an accept loop that dies is brought back on the same port",
          "[mock][transport][lifecycle]") {
  std::mutex mutex;
  std::vector<std::string> lines;
  ListenOptions options;
  options.log = [&](std::string_view line) {
    const std::lock_guard lock{mutex};
    lines.emplace_back(line);
  };
  Listener listener = open(options);
  RawSocket known{listener.port()};
  known.send(kGet);
  known.read_answer();

  REQUIRE(::shutdown(listening_descriptor(listener.port()), SHUT_RDWR) == 0);
  wait_until("the loop to be missed", [&] {
    const std::lock_guard lock{mutex};
    return !lines.empty();
  });
  wait_until("the loop to be back", [&] { return listener.is_ready(); });

  CHECK(get(listener.port()).status == 200);
  known.send(kGet);
  CHECK(known.read_answer().status == 200);
  CHECK(lines.front() ==
        "the accept loop of " + listener.url() + " ended by itself; listening again");
}

TEST_CASE("a listener may be stopped while its accept loop is being brought back",
          "[mock][transport][lifecycle]") {
  for (int i = 0; i < 20; ++i) {
    Listener listener = open();
    ::shutdown(listening_descriptor(listener.port()), SHUT_RDWR);
    listener.stop();
    CHECK_FALSE(listener.is_ready());
  }
}

TEST_CASE("a listener on IPv6 names itself in brackets", "[mock][transport][lifecycle]") {
  const auto listener = Listener::open(say_target, {.host = "::1"});
  if (!listener) {
    WARN("skipped: this machine has no IPv6 loopback address");
    return;
  }

  CHECK((*listener).url() ==
        "http://[::1]:" + std::to_string(static_cast<int>((*listener).port())));
}

}  // namespace understudy::mock
