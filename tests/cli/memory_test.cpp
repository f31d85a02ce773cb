// SPDX-License-Identifier: MIT
/// The program when its address space runs out: refusals, and an end to them.
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "mockserver/transport/raw_socket.hpp"
#include "serving.hpp"
#include "support/catch.hpp"

namespace understudy::cli {

namespace {

constexpr int kClients = 64;
constexpr int kInARow = 32;  // more than there are workers

constexpr std::string_view kGood =
    "GET /v1/channelecosystem/report-names HTTP/1.1\r\nHost: a\r\napi-key: demo-api-key\r\n"
    "Connection: close\r\n\r\n";

/// Bytes of address space that a process has mapped.
rlim_t mapped_by(pid_t pid) {
  std::ifstream in("/proc/" + std::to_string(pid) + "/statm");
  rlim_t pages = 0;
  in >> pages;
  return pages * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE));
}

bool serves_all(mock::Port port, int requests) {
  for (; requests > 0; --requests) {
    mock::RawSocket client{port};
    client.send(kGood);
    if (!client.read_to_end().first.starts_with("HTTP/1.1 200 ")) return false;
  }
  return true;
}

/// Clients that each have sent most of a body, until the server has refused one for want of memory.
std::vector<mock::RawSocket> use_up_memory(mock::Port port) {
  const std::string most =
      "POST /v1/channelecosystem/records HTTP/1.1\r\nHost: a\r\n"
      "Content-Length: 1000000\r\n\r\n" +
      std::string(900'000, ' ');
  std::vector<mock::RawSocket> clients;
  for (int i = 0; i < kClients; ++i) {
    clients.emplace_back(port);
    clients.back().send_until_answered(most);
  }
  mock::wait_until("a client to be refused", [&] {
    return std::any_of(clients.begin(), clients.end(),
                       [](const mock::RawSocket& client) { return client.is_readable(); });
  });
  return clients;
}

}  // namespace

TEST_CASE("a server without memory to spare refuses, lives and serves again",
          "[cli][serve][process][R14]") {
  if (kIsSanitized) {
    WARN(
        "this test is skipped: a sanitizer's own memory and a limit on addresses do not go "
        "together");
    return;
  }
  // What a server may take beyond what it has: nothing, less than one of the bodies needs, less
  // than all of them need.
  for (const rlim_t room : {rlim_t{0}, rlim_t{100'000}, rlim_t{8'000'000}}) {
    INFO("room for " << room << " bytes");
    Serving serving{{"--throttle", "off"}};
    REQUIRE(serves_all(serving.port(), kInARow));  // so that what serving takes is counted
    const rlimit limit{mapped_by(serving.process.pid()) + room, RLIM_INFINITY};
    REQUIRE(::prlimit(serving.process.pid(), RLIMIT_AS, &limit, nullptr) == 0);

    use_up_memory(serving.port()).clear();
    // What the clients held is given back as their connections are closed, one after the other;
    // some are read to their end before that, and take more.
    const auto closed = std::chrono::steady_clock::now();
    mock::wait_until("the server to serve again",
                     [&] { return serves_all(serving.port(), kInARow); });
    const auto took = std::chrono::steady_clock::now() - closed;
    const bool goes_on = serves_all(serving.port(), 10 * kInARow);
    serving.process.signal(SIGTERM);

    CHECK(took <= std::chrono::seconds{2});
    CHECK(goes_on);
    CHECK(serving.process.wait() == 0);
  }
}

}  // namespace understudy::cli
