// SPDX-License-Identifier: MIT
/// A thousand connections that do nothing cost no worker.
#include <malloc.h>
#include <sys/resource.h>

#include <cstddef>
#include <string>
#include <vector>

#include "raw_socket.hpp"
#include "support/catch.hpp"

namespace understudy::mock {

namespace {

constexpr std::size_t kIdle = 1'000;

// Both ends of a connection are in this process.
bool has_descriptors_for(std::size_t connections) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return false;
  limit.rlim_cur = limit.rlim_max;
  return limit.rlim_max > 2 * connections + 100 && ::setrlimit(RLIMIT_NOFILE, &limit) == 0;
}

// Memory that this process has asked for and not given back. Sanitizers replace the allocator; then
// it is 0, and a test of growth says nothing.
std::size_t bytes_in_use() {
  const struct mallinfo2 info = ::mallinfo2();
  return info.uordblks + info.hblkhd;
}

}  // namespace

TEST_CASE("a thousand idle connections hold no worker", "[mock][transport][R10]") {
  if (!has_descriptors_for(kIdle)) {
    WARN("skipped: needs a hard limit of 2,100 descriptors (ulimit -Hn)");
    return;
  }
  ListenOptions options;
  options.limits.idle_deadline = kNever;
  Listener listener = Listener::open(say_target, options).value();
  std::vector<RawSocket> idle;
  for (std::size_t i = 0; i < kIdle; ++i) {
    idle.emplace_back(listener.port());
    idle.back().send(kGet);
  }
  for (RawSocket& client : idle) CHECK(client.read_answer().status == 200);

  RawSocket good{listener.port()};
  good.send(kGet);
  CHECK(good.read_answer().body == "GET /good");
  good.close();
  wait_until("the good client to be gone",
             [&] { return listener.stats().open_connections == kIdle; });

  CHECK(listener.stats().busy_workers == 0);
  CHECK(listener.stats().requests == kIdle + 1);
  for (RawSocket& client : idle) {
    client.send(kGet);
    CHECK(client.read_answer().status == 200);
  }
}

TEST_CASE("an idle connection keeps nothing of what it has carried", "[mock][transport][R10]") {
  ListenOptions options;
  options.limits.idle_deadline = kNever;
  Listener listener = Listener::open(
                          [](const Request& request) {
                            Response response;
                            response.body = request.body;
                            return response;
                          },
                          options)
                          .value();
  const std::string body(500'000, 'a');
  const std::string request =
      "POST /a HTTP/1.1\r\nHost: a.example\r\nContent-Length: 500000\r\n\r\n" + body;
  std::vector<RawSocket> idle;
  for (int i = 0; i < 64; ++i) idle.emplace_back(listener.port());
  const std::size_t before = bytes_in_use();

  for (RawSocket& client : idle) {
    client.send(request);
    CHECK(client.read_answer().body.size() == body.size());
  }
  CHECK(get(listener.port()).status == 200);

  CHECK(listener.stats().open_connections >= idle.size());
  CHECK(bytes_in_use() < before + idle.size() * 16'384);
}

}  // namespace understudy::mock
