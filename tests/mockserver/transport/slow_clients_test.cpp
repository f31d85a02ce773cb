// SPDX-License-Identifier: MIT
/// Clients that are slow on purpose: whatever they wait for, no worker waits with them.
#include <atomic>
#include <latch>
#include <string>
#include <string_view>
#include <vector>

#include "raw_socket.hpp"
#include "support/catch.hpp"

namespace understudy::mock {

namespace {

constexpr std::size_t kSlowClients = 64;
constexpr std::size_t kFlood = 4'000'000;  // more than the socket buffers of both sides hold

Response say_or_flood(const Request& request) {
  Response response = say_target(request);
  if (request.target == "/flood") response.body.assign(kFlood, 'a');
  return response;
}

// Two workers, 64 slow clients that have sent `opening`, and one good client.
void check_good_client_is_served(std::string_view opening, int receive_buffer = 0) {
  ListenOptions options;
  options.limits.workers = 2;
  options.limits.buffer_budget = kSlowClients * kFlood;
  options.limits.head_deadline = kNever;
  options.limits.body_deadline = kNever;
  options.limits.write_deadline = kNever;
  options.limits.idle_deadline = kNever;
  Listener listener = Listener::open(say_or_flood, options).value();
  std::vector<RawSocket> slow;
  for (std::size_t i = 0; i < kSlowClients; ++i) {
    slow.emplace_back(listener.port(), receive_buffer);
    slow.back().send(opening);
  }

  RawSocket good{listener.port()};
  for (int i = 0; i < 20; ++i) {
    for (RawSocket& client : slow) client.send("a");
    good.send(kGet);
    CHECK(good.read_answer().body == "GET /good");
  }

  wait_until("no handler to run", [&] { return listener.stats().busy_workers == 0; });
  CHECK(listener.stats().open_connections == kSlowClients + 1);
  CHECK(listener.stats().refused_requests == 0);
}

}  // namespace

TEST_CASE("slow heads do not hold up a good client", "[mock][transport][R04]") {
  check_good_client_is_served("GET /slow HTTP/1.1\r\nX-A: ");
}

TEST_CASE("slow bodies do not hold up a good client", "[mock][transport][R05]") {
  check_good_client_is_served(
      "POST /slow HTTP/1.1\r\nHost: a.example\r\nContent-Length: 1000\r\n\r\n");
}

TEST_CASE("slow readers do not hold up a good client", "[mock][transport][R09]") {
  check_good_client_is_served("GET /flood HTTP/1.1\r\nHost: a.example\r\n\r\n", 4'096);
}

TEST_CASE("many pipelined requests of one client let another have its turn",
          "[mock][transport][H28]") {
  constexpr int kMany = 1'000;
  ListenOptions options;
  options.limits.workers = 1;
  options.limits.requests_per_connection = kMany + 1;
  std::latch good_has_asked{1};
  std::atomic<int> answered = 0;
  std::atomic<int> answered_before_good = kMany;
  Listener listener = Listener::open(
                          [&](const Request& request) {
                            if (request.target == "/good") answered_before_good = answered.load();
                            if (request.target == "/many") good_has_asked.wait();
                            ++answered;
                            return say_target(request);
                          },
                          options)
                          .value();
  std::string many;
  for (int i = 0; i < kMany; ++i) many += "GET /many HTTP/1.1\r\nHost: a.example\r\n\r\n";
  RawSocket greedy{listener.port()};
  RawSocket good{listener.port()};

  greedy.send(many);
  wait_until("the only worker to be busy", [&] { return listener.stats().busy_workers == 1; });
  good.send(kGet);
  good_has_asked.count_down();

  CHECK(good.read_answer().body == "GET /good");
  for (int i = 0; i < kMany; ++i) CHECK(greedy.read_answer().body == "GET /many");
  CHECK(answered == kMany + 1);
  CHECK(answered_before_good < kMany);
}

}  // namespace understudy::mock
