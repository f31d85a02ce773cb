// SPDX-License-Identifier: MIT
/// The limit that this API has only where somebody sets one: how it counts, and what it tells.
#include <chrono>

#include "support.hpp"

namespace understudy::analytics_test {

namespace {

int count_ok(const mock::Server& server, const Request& request, int times) {
  int ok = 0;
  for (int i = 0; i < times; ++i) ok += server.handle(request).status == 200 ? 1 : 0;
  return ok;
}

/// What the second request within one window gets, where one is allowed.
Response second_answer(const Readings& readings) {
  const ManualClock clock;
  Readings all = readings;
  all["throttle.limit"] = "1/60s";
  const mock::Server server = make_server(clock, all);
  const Request request = with_token(kMatched, token_for(server));
  REQUIRE(server.handle(request).status == 200);
  return server.handle(request);
}

}  // namespace

TEST_CASE("A14: nobody is limited, or each subject is", "[analytics][A14][throttle]") {
  ManualClock clock;
  const mock::Server off = make_server(clock);
  const mock::Server limited = make_server(clock, {{"throttle.limit", "3/60s"}});
  const Request first = with_token(kMatched, token_for(limited));

  CHECK(count_ok(off, with_token(kMatched, token_for(off)), 300) == 300);
  CHECK(count_ok(limited, first, 5) == 3);
  clock.advance(std::chrono::seconds{10});
  const Response refused = limited.handle(first);
  CHECK(refused.status == 429);
  CHECK(field_of(refused, "Retry-After") == "50");
  CHECK(body_of(refused).at("error") == "Too Many Requests");
  // S2.2: the limit comes before the path
  Request lost = first;
  lost.target = "/analytics/nosuchlist";
  CHECK(limited.handle(lost).status == 429);
  // a new token is the same caller, another key is another one, and tokens can always be had
  CHECK(list(limited, kMatched).status == 429);
  CHECK(limited.handle(with_token(kMatched, token_for(limited, "demo-api-key"))).status == 200);
  CHECK(count_ok(limited, get("/api/auth?apiKey=" + kSampleKey), 10) == 10);
  clock.advance(std::chrono::seconds{50});
  CHECK(count_ok(limited, first, 5) == 3);
}

TEST_CASE("C10: refused requests count only where the reading says so",
          "[analytics][C10][throttle]") {
  for (const std::string reading : {"no", "yes"}) {
    ManualClock clock;
    const mock::Server server =
        make_server(clock, {{"throttle.limit", "2/60s"}, {"throttle.count_rejected", reading}});
    const Request request = with_token(kMatched, token_for(server));
    REQUIRE(count_ok(server, request, 2) == 2);
    clock.advance(std::chrono::seconds{30});
    REQUIRE(server.handle(request).status == 429);
    clock.advance(std::chrono::seconds{30});
    INFO(reading);
    CHECK(count_ok(server, request, 3) == (reading == "no" ? 2 : 1));
  }
}

TEST_CASE("C10: a window rolls, or starts with its first request", "[analytics][C10][throttle]") {
  for (const std::string reading : {"rolling", "fixed"}) {
    ManualClock clock;
    const mock::Server server =
        make_server(clock, {{"throttle.limit", "2/60s"}, {"throttle.window", reading}});
    const Request request = with_token(kMatched, token_for(server));
    REQUIRE(count_ok(server, request, 1) == 1);
    clock.advance(std::chrono::seconds{59});
    REQUIRE(count_ok(server, request, 2) == 1);
    clock.advance(std::chrono::seconds{1});
    INFO(reading);
    CHECK(count_ok(server, request, 3) == (reading == "fixed" ? 2 : 1));
  }
}

TEST_CASE("C10: what is said about the limit follows its readings", "[analytics][C10][throttle]") {
  const Response plain = second_answer({});
  const Response dated = second_answer({{"throttle.retry_after", "http-date"}});
  const Response silent = second_answer({{"throttle.retry_after", "none"}});
  const Response draft = second_answer({{"throttle.headers", "draft"}});
  const Response x = second_answer({{"throttle.headers", "x-ratelimit"}});

  for (const Response* response : {&plain, &dated, &silent, &draft, &x}) {
    CHECK(response->status == 429);
    CHECK(body_of(*response).at("message").get<std::string>().find("60 s") != std::string::npos);
  }
  CHECK(field_of(plain, "Retry-After") == "60");
  CHECK(field_of(plain, "RateLimit") == "(none)");
  CHECK(field_of(plain, "X-RateLimit-Limit") == "(none)");
  CHECK(field_of(dated, "Retry-After") == "Wed, 04 Mar 2026 12:01:00 GMT");
  CHECK(field_of(silent, "Retry-After") == "(none)");
  CHECK(field_of(draft, "RateLimit") == "\"default\";r=0;t=60");
  CHECK(field_of(x, "X-RateLimit-Remaining") == "0");
}

TEST_CASE("a reset empties every window", "[analytics][throttle]") {
  const ManualClock clock;
  mock::Server server = make_server(clock, {{"throttle.limit", "2/60s"}});
  const Request request = with_token(kMatched, token_for(server));
  REQUIRE(count_ok(server, request, 3) == 2);

  REQUIRE(server.reset().has_value());

  CHECK(count_ok(server, request, 3) == 2);
}

}  // namespace understudy::analytics_test
