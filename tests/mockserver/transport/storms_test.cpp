// SPDX-License-Identifier: MIT
/// The R rows about storms and exhaustion: clients that come all at once, vanish, or find nothing
/// left.
#include <sys/resource.h>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "raw_socket.hpp"
#include "support/catch.hpp"

namespace understudy::mock {

namespace {

Listener open(ListenLimits limits = {}) {
  return Listener::open(say_target, {.limits = limits}).value();
}

// Lowers the soft limit of descriptors for a scope.
class DescriptorLimit {
 public:
  explicit DescriptorLimit(rlim_t soft) {
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &before_) == 0);
    const rlimit lowered{soft, before_.rlim_max};
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &lowered) == 0);
  }
  ~DescriptorLimit() { ::setrlimit(RLIMIT_NOFILE, &before_); }
  DescriptorLimit(const DescriptorLimit&) = delete;
  DescriptorLimit& operator=(const DescriptorLimit&) = delete;

 private:
  rlimit before_{};
};

}  // namespace

TEST_CASE("a thousand clients that connect and reset leave nothing behind",
          "[mock][transport][R11]") {
  Listener listener = open();

  for (int i = 0; i < 1'000; ++i) RawSocket{listener.port()}.reset();

  CHECK(get(listener.port()).status == 200);
  wait_until_all_closed(listener);
}

TEST_CASE("a client may abort at any byte of its request", "[mock][transport][R12]") {
  Listener listener = open();
  const std::string request =
      "POST /a HTTP/1.1\r\nHost: a.example\r\nContent-Length: 20\r\n\r\n" + std::string(20, 'a');

  for (std::size_t sent = 0; sent <= request.size(); ++sent) {
    RawSocket client{listener.port()};
    client.send(std::string_view{request}.substr(0, sent));
    client.reset();
  }

  CHECK(get(listener.port()).status == 200);
  wait_until_all_closed(listener);
}

TEST_CASE("a client may abort at any byte of its response", "[mock][transport][R12]") {
  Listener listener = open();
  const std::string_view close = "Connection: close\r\n";
  RawSocket probe{listener.port()};
  probe.send("GET /good HTTP/1.1\r\nHost: a.example\r\n" + std::string{close} + "\r\n");
  const std::size_t size = probe.read_to_end().first.size() - close.size();

  for (std::size_t read = 0; read <= size; ++read) {
    RawSocket client{listener.port()};
    client.send(kGet);
    client.read_some(read);
    client.reset();
  }

  CHECK(get(listener.port()).status == 200);
  wait_until_all_closed(listener);
}

TEST_CASE("past the cap of connections a client gets 503 at once",
          "[mock][transport][limit][R11][R15]") {
  ListenLimits limits;
  limits.connections = 3;
  Listener listener = open(limits);
  std::vector<RawSocket> clients;
  for (int i = 0; i < 3; ++i) {
    clients.emplace_back(listener.port());
    clients.back().send(kGet);
    CHECK(clients.back().read_answer().status == 200);
  }

  RawSocket one_more{listener.port()};
  const Answer refusal = one_more.read_answer();
  CHECK(one_more.read_to_end().first.empty());
  clients.pop_back();
  wait_until("a closed connection to make room",
             [&] { return listener.stats().open_connections == 2; });

  CHECK(refusal.status == 503);
  CHECK(refusal.field("Retry-After") == "1");
  CHECK(refusal.field("Connection") == "close");
  CHECK(refusal.body == R"({"error":"too many connections"})");
  CHECK(listener.stats().refused_connections == 1);
  CHECK(get(listener.port()).status == 200);
}

TEST_CASE("three hundred clients that connect at once are all let in without a retry",
          "[mock][transport][R15]") {
  Listener listener = open();
  std::vector<RawSocket> clients;
  for (int i = 0; i < 300; ++i) clients.emplace_back(listener.port());

  for (RawSocket& client : clients) client.send(kGet);

  for (RawSocket& client : clients) {
    CHECK(client.read_answer().status == 200);
    tcp_info info{};
    socklen_t size = sizeof info;
    REQUIRE(::getsockopt(client.descriptor(), IPPROTO_TCP, TCP_INFO, &info, &size) == 0);
    CHECK(info.tcpi_total_retrans == 0);
  }
}

TEST_CASE("the cap of connections is never more than the descriptors allow, and at least four",
          "[mock][transport][limit][R13]") {
  Listener listener = [] {
    const DescriptorLimit limit{40};  // fewer than 4 are left beside those in use and 16 in hand
    const std::array<RawSocket, 10> in_use;
    return open();
  }();
  std::vector<RawSocket> clients;
  for (int i = 0; i < 24; ++i) {
    clients.emplace_back(listener.port());
    clients.back().send(kGet);
    clients.back().read_answer();
  }

  const ListenStats stats = listener.stats();
  CHECK(stats.open_connections >= 4);
  CHECK(stats.open_connections < 24);
  CHECK(stats.open_connections + stats.refused_connections == 24);
}

TEST_CASE("without a free descriptor clients wait and are served once there is one",
          "[mock][transport][R13]") {
  Listener listener = open();
  RawSocket known{listener.port()};
  known.send(kGet);
  CHECK(known.read_answer().status == 200);
  RawSocket last;
  RawSocket waiting;
  int known_status = 0;
  std::uint64_t accepted = 0;
  {  // nothing is checked in here: a sanitizer needs descriptors to look at an assertion's memory
    const int free = ::dup(known.descriptor());  // the lowest number that is free
    ::close(free);
    const DescriptorLimit limit{static_cast<rlim_t>(free)};
    // An accept that waits has taken its number before: one of the two may still get in.
    last.connect(listener.port());
    last.send(kGet);
    waiting.connect(listener.port());
    waiting.send(kGet);
    known.send(kGet);
    known_status = known.read_answer().status;
    accepted = listener.stats().accepted;
  }

  CHECK(known_status == 200);
  CHECK(accepted <= 2);
  CHECK(last.read_answer().status == 200);
  CHECK(waiting.read_answer().status == 200);
}

}  // namespace understudy::mock
