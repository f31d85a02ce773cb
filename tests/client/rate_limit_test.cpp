// SPDX-License-Identifier: MIT
/// What hosts say about their limits, as they say it.
#include "understudy/client/rate_limit.hpp"

#include <chrono>
#include <string>

#include "support/catch.hpp"

namespace understudy::client {

namespace {

using namespace std::chrono_literals;

const WallTime kNow = ManualClock{}.wall_now();

}  // namespace

TEST_CASE("Retry-After is seconds or a date, and never negative", "[client][rate-limit]") {
  CHECK(parse_retry_after("0", kNow) == 0s);
  CHECK(parse_retry_after("120", kNow) == 120s);
  CHECK(parse_retry_after(" 7\t", kNow) == 7s);
  CHECK(parse_retry_after("Wed, 04 Mar 2026 12:00:30 GMT", kNow) == 30s);
  CHECK(parse_retry_after("Wednesday, 04-Mar-26 12:00:30 GMT", kNow) == 30s);
  CHECK(parse_retry_after("Wed, 04 Mar 2026 11:00:00 GMT", kNow) == 0s);
  CHECK(parse_retry_after("99999999999999999999999", kNow) == 9'000'000'000s);
}

TEST_CASE("a Retry-After that is neither is ignored", "[client][rate-limit]") {
  for (const char* bad : {"", " ", "-1", "+1", "1.5", "1s", "0x10", "soon", "1,2", "1 2",
                          "Wed, 04 Mar 2026 12:00:30", "2026-03-04T12:00:30Z"}) {
    INFO(bad);
    CHECK_FALSE(parse_retry_after(bad, kNow).has_value());
  }
}

TEST_CASE("the draft's lists tell the limit with the least left", "[client][rate-limit]") {
  CHECK(read_rate_limit({{"RateLimit-Policy", R"("default";q=100;w=60)"},
                         {"RateLimit", R"("default";r=50;t=30)"}},
                        kNow) ==
        RateLimit{.limit = 100, .window = 60s, .remaining = 50, .reset = 30s});
  CHECK(read_rate_limit({{"ratelimit-policy", R"("day";q=1000;w=86400, "burst";q=10;w=1)"},
                         {"ratelimit", R"("day";r=12;t=600 , "burst" ; r=0 ; t=1)"}},
                        kNow) == RateLimit{.limit = 10, .window = 1s, .remaining = 0, .reset = 1s});
  CHECK(read_rate_limit({{"RateLimit", R"("a,b;c\"d";r=3)"}}, kNow) == RateLimit{.remaining = 3});
  CHECK(read_rate_limit({{"RateLimit", R"("a";r=9)"}, {"RateLimit", R"("b";r=2)"}}, kNow) ==
        RateLimit{.remaining = 2});
}

TEST_CASE("the older fields are numbers", "[client][rate-limit]") {
  CHECK(read_rate_limit(
            {{"RateLimit-Limit", "100"}, {"RateLimit-Remaining", "0"}, {"RateLimit-Reset", "12"}},
            kNow) == RateLimit{.limit = 100, .remaining = 0, .reset = 12s});
  CHECK(read_rate_limit({{"X-RateLimit-Limit", "100"},
                         {"X-RateLimit-Remaining", "7"},
                         {"X-RateLimit-Reset", "12"}},
                        kNow) == RateLimit{.limit = 100, .remaining = 7, .reset = 12s});
}

TEST_CASE("a reset from a thousand million on is a time", "[client][rate-limit]") {
  const auto reset_at = [](std::int64_t seconds) {
    return read_rate_limit(
               {{"X-RateLimit-Remaining", "0"}, {"X-RateLimit-Reset", std::to_string(seconds)}},
               kNow)
        .reset;
  };
  CHECK(reset_at(epoch_seconds(kNow) + 45) == 45s);
  CHECK(reset_at(epoch_seconds(kNow) - 45) == 0s);
  CHECK(reset_at(999'999'999) == 999'999'999s);
}

TEST_CASE("what cannot be read is left out", "[client][rate-limit]") {
  CHECK(read_rate_limit({}, kNow) == RateLimit{});
  for (const char* bad : {"", ";", ",", "\"a", "\"a\";r", "\"a\";r=", "\"a\";r=-1", "\"a\";r=x",
                          "\"a\\", "\"a\";;;", ";;r", "=;=", "\"a\";t=5"}) {
    INFO(bad);
    CHECK(read_rate_limit({{"RateLimit", bad}}, kNow) == RateLimit{});
  }
  CHECK(read_rate_limit({{"X-RateLimit-Reset", "5"}}, kNow) == RateLimit{});
}

TEST_CASE("the wait a host asks for is Retry-After, or the reset of a limit used up",
          "[client][rate-limit]") {
  CHECK_FALSE(asked_wait({}, kNow).has_value());
  CHECK(asked_wait({{"Retry-After", "5"}, {"RateLimit", R"("a";r=0;t=9)"}}, kNow) == 5s);
  CHECK(asked_wait({{"Retry-After", "soon"}, {"RateLimit", R"("a";r=0;t=9)"}}, kNow) == 9s);
  CHECK_FALSE(asked_wait({{"RateLimit", R"("a";r=1;t=9)"}}, kNow).has_value());
}

}  // namespace understudy::client
