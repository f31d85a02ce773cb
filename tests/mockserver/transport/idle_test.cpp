// SPDX-License-Identifier: MIT
/// A thousand connections that do nothing cost no worker.
#include <sys/resource.h>

#include <cstddef>
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

}  // namespace understudy::mock
