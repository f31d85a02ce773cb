// SPDX-License-Identifier: MIT
/// PartnerTap's limit seen from outside: 100 requests in any 60 seconds, per key.
#include <atomic>
#include <thread>
#include <vector>

#include "support.hpp"

namespace understudy::partnertap_test {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

Request with_key(const std::string& key) {
  Request request = post("records", orgs_body());
  request.fields.set("api-key", key);
  return request;
}

int count_ok(mock::Server& server, const Request& request, int times) {
  int ok = 0;
  for (int i = 0; i < times; ++i) ok += server.handle(request).status == 200 ? 1 : 0;
  return ok;
}

}  // namespace

TEST_CASE("the hundred and first request of a window is refused until the window rolls on",
          "[partnertap][throttle][L01][L02]") {
  ManualClock clock;
  auto server = mock::Server::make(example_options(clock)).value();
  const Request request = with_key("demo-api-key");
  REQUIRE(count_ok(server, request, 100) == 100);

  clock.advance(seconds{30});
  const Response refused = server.handle(request);
  clock.advance(milliseconds{29'999});
  const Response still = server.handle(request);
  clock.advance(milliseconds{1});

  CHECK(refused.status == 429);
  CHECK(*refused.fields.find("Retry-After") == "30");
  CHECK(body_of(refused).at("status") == 429);
  CHECK(body_of(refused).at("error") == "Too Many Requests");
  CHECK(still.status == 429);
  CHECK(*still.fields.find("Retry-After") == "1");
  CHECK(count_ok(server, request, 101) == 100);
}

TEST_CASE("keys have windows of their own", "[partnertap][throttle][L04]") {
  ManualClock clock;
  auto server = mock::Server::make(example_options(clock)).value();
  REQUIRE(count_ok(server, with_key("demo-api-key"), 101) == 100);

  CHECK(server.handle(with_key("demo-api-key-2")).status == 200);
}

TEST_CASE("eight threads on one key get exactly one hundred admissions",
          "[partnertap][throttle][L03]") {
  ManualClock clock;
  auto server = mock::Server::make(example_options(clock)).value();
  std::atomic<int> admitted{0};
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&] { admitted += count_ok(server, with_key("demo-api-key"), 50); });
    }
  }

  CHECK(admitted == 100);
}

TEST_CASE("a jump of the wall clock does not move the window", "[partnertap][throttle][L06][X08]") {
  ManualClock clock;
  auto server = mock::Server::make(example_options(clock)).value();
  REQUIRE(count_ok(server, with_key("demo-api-key"), 100) == 100);

  clock.set_wall(clock.wall_now() + std::chrono::hours{24 * 365});

  CHECK(server.handle(with_key("demo-api-key")).status == 429);
}

TEST_CASE("requests without a valid key are refused and counted on nobody",
          "[partnertap][throttle][L05]") {
  ManualClock clock;
  auto server = mock::Server::make(example_options(clock)).value();
  for (int i = 0; i < 1'000; ++i) {
    REQUIRE(server.handle(with_key("bogus-" + std::to_string(i))).status == 401);
  }

  CHECK(count_ok(server, with_key("demo-api-key"), 101) == 100);
}

TEST_CASE("requests that end in an error count too", "[partnertap][throttle]") {
  ManualClock clock;
  auto server = mock::Server::make(example_options(clock)).value();
  Request wrong = with_key("demo-api-key");
  wrong.body = "{";
  for (int i = 0; i < 60; ++i) REQUIRE(server.handle(wrong).status == 400);

  CHECK(count_ok(server, with_key("demo-api-key"), 60) == 40);
}

TEST_CASE("reset empties every window", "[partnertap][throttle]") {
  ManualClock clock;
  auto server = mock::Server::make(example_options(clock)).value();
  REQUIRE(count_ok(server, with_key("demo-api-key"), 101) == 100);

  REQUIRE(server.reset().has_value());

  CHECK(count_ok(server, with_key("demo-api-key"), 101) == 100);
}

TEST_CASE("the limit can be set and switched off", "[partnertap][throttle][C10]") {
  ManualClock clock;
  auto small = mock::Server::make(example_options(clock, {{"throttle.limit", "3/10s"}})).value();
  auto off = mock::Server::make(example_options(clock, {{"throttle.limit", "off"}})).value();
  auto wrong = mock::Server::make(example_options(clock, {{"throttle.limit", "3 per day"}}));

  CHECK(count_ok(small, with_key("demo-api-key"), 5) == 3);
  clock.advance(seconds{10});
  CHECK(count_ok(small, with_key("demo-api-key"), 5) == 3);
  CHECK(count_ok(off, with_key("demo-api-key"), 500) == 500);
  REQUIRE_FALSE(wrong.has_value());
  CHECK(wrong.error().code == Errc::bad_input);
  CHECK(wrong.error().where == "3 per day");
}

TEST_CASE("a fixed window starts with its first request", "[partnertap][throttle][A22]") {
  ManualClock clock;
  auto server = mock::Server::make(example_options(clock, {{"throttle.window", "fixed"}})).value();
  REQUIRE(count_ok(server, with_key("demo-api-key"), 50) == 50);
  clock.advance(seconds{59});
  REQUIRE(count_ok(server, with_key("demo-api-key"), 51) == 50);

  clock.advance(seconds{1});

  CHECK(count_ok(server, with_key("demo-api-key"), 101) == 100);
}

TEST_CASE("refused requests count where the reading says so", "[partnertap][throttle][A37]") {
  ManualClock clock;
  auto server =
      mock::Server::make(example_options(clock, {{"throttle.count_rejected", "yes"}})).value();
  REQUIRE(count_ok(server, with_key("demo-api-key"), 100) == 100);
  clock.advance(seconds{30});
  REQUIRE(server.handle(with_key("demo-api-key")).status == 429);
  clock.advance(seconds{30});

  CHECK(count_ok(server, with_key("demo-api-key"), 101) == 99);
}

TEST_CASE("callers with a token are limited only where the reading says so",
          "[partnertap][throttle][A23]") {
  ManualClock clock;
  const auto admitted = [&](const char* reading) {
    auto server = mock::Server::make(example_options(clock, {{"throttle.jwt", reading}})).value();
    Request request = post("records", orgs_body());
    request.fields.remove("api-key");
    request.fields.set("Authorization", "Bearer " + server.issue_token("partnertap").value());
    return count_ok(server, request, 150);
  };

  CHECK(admitted("off") == 150);
  CHECK(admitted("per-subject") == 100);
}

TEST_CASE("what is said about the limit follows its reading", "[partnertap][throttle][A38]") {
  ManualClock clock;
  const auto refusal = [&](std::map<std::string, std::string> switches) {
    switches["throttle.limit"] = "1/60s";
    auto server = mock::Server::make(example_options(clock, std::move(switches))).value();
    REQUIRE(server.handle(with_key("demo-api-key")).status == 200);
    return server.handle(with_key("demo-api-key"));
  };

  const Response dated = refusal({{"throttle.retry_after", "http-date"}});
  const Response silent = refusal({{"throttle.retry_after", "none"}});
  const Response draft = refusal({{"throttle.headers", "draft"}});
  const Response x = refusal({{"throttle.headers", "x-ratelimit"}});

  CHECK(*dated.fields.find("Retry-After") == "Wed, 04 Mar 2026 12:01:00 GMT");
  CHECK(silent.fields.find("Retry-After") == nullptr);
  CHECK(*draft.fields.find("RateLimit-Policy") == "\"default\";q=1;w=60");
  CHECK(*draft.fields.find("RateLimit") == "\"default\";r=0;t=60");
  CHECK(*x.fields.find("X-RateLimit-Limit") == "1");
  CHECK(*x.fields.find("X-RateLimit-Remaining") == "0");
  CHECK(*x.fields.find("X-RateLimit-Reset") == "60");
}

}  // namespace understudy::partnertap_test
