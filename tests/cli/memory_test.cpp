// SPDX-License-Identifier: MIT
/// The program when its address space runs out: refusals, and an end to them.
#include <sys/resource.h>

#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "mockserver/transport/raw_socket.hpp"
#include "process.hpp"
#include "support/catch.hpp"

namespace understudy::cli {

namespace {

constexpr rlim_t kRoom = 8'000'000;  // less than the bodies below need together
constexpr int kClients = 64;

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

mock::Port port_of(const std::string& line) {
  return mock::Port{
      static_cast<std::uint16_t>(std::strtoul(line.c_str() + line.rfind(':') + 1, nullptr, 10))};
}

}  // namespace

// The shadow memory of a sanitizer and a limit on addresses do not go together.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST_CASE("a server without memory to spare refuses, lives and serves again",
          "[cli][serve][process][R14]") {
  Process process{{"serve", "--port", "0", "--data", "example", "--log", "none"}};
  const mock::Port port = port_of(process.first_line());
  const rlimit limit{mapped_by(process.pid()) + kRoom, RLIM_INFINITY};
  REQUIRE(::prlimit(process.pid(), RLIMIT_AS, &limit, nullptr) == 0);
  const std::string head =
      "POST /v1/channelecosystem/records HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n";
  const std::string most(900'000, ' ');

  {
    std::vector<mock::RawSocket> clients;
    for (int i = 0; i < kClients; ++i) {
      clients.emplace_back(port);
      clients.back().send(head);
      clients.back().send_until_answered(most);
    }
  }
  // What the clients held is given back as their connections are closed, one after the other.
  mock::wait_until("the server to serve again", [&] {
    mock::RawSocket good{port};
    good.send(kGood);
    return good.read_to_end().first.starts_with("HTTP/1.1 200 ");
  });

  process.signal(SIGTERM);
  CHECK(process.wait() == 0);
}
#endif

}  // namespace understudy::cli
