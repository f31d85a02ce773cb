// SPDX-License-Identifier: MIT
/// Whether to repeat, how long to wait, whether it is safe, and how often all together.
#include "understudy/client/retry.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

#include "support/catch.hpp"

namespace understudy::client {

namespace {

using namespace std::chrono_literals;

Error error_of(Errc code) { return {code, "", "", ""}; }

}  // namespace

TEST_CASE("statuses that pass are those of the policy, and 429 promises nothing was done",
          "[client][retry]") {
  const RetryPolicy policy;
  for (const int status : {408, 500, 502, 503, 504}) {
    INFO(status);
    CHECK(transience_of(policy, status) == Transience::uncertain);
  }
  CHECK(transience_of(policy, 429) == Transience::untouched);
  for (const int status : {200, 301, 302, 400, 401, 403, 404, 409, 410, 422, 501, 505}) {
    INFO(status);
    CHECK(transience_of(policy, status) == Transience::permanent);
  }
  CHECK(transience_of(RetryPolicy{.statuses = {404}}, 404) == Transience::uncertain);
  CHECK(transience_of(RetryPolicy{.statuses = {404}}, 429) == Transience::permanent);
}

TEST_CASE("errors that pass are those of the policy, and no connection means no byte",
          "[client][retry]") {
  const RetryPolicy policy;
  CHECK(transience_of(policy, error_of(Errc::unreachable)) == Transience::untouched);
  for (const Errc code : {Errc::connection_lost, Errc::timed_out, Errc::truncated}) {
    CHECK(transience_of(policy, error_of(code)) == Transience::uncertain);
  }
  for (const Errc code : {Errc::bad_answer, Errc::bad_input, Errc::cancelled, Errc::internal,
                          Errc::io, Errc::limit_exceeded, Errc::untrusted}) {
    CHECK(transience_of(policy, error_of(code)) == Transience::permanent);
  }
}

TEST_CASE("what is not safe twice is repeated only when it cannot have been once",
          "[client][retry]") {
  for (const Idempotency idempotency : {Idempotency::idempotent, Idempotency::safe}) {
    CHECK(is_safe_to_repeat(Transience::uncertain, idempotency));
    CHECK(is_safe_to_repeat(Transience::untouched, idempotency));
    CHECK_FALSE(is_safe_to_repeat(Transience::permanent, idempotency));
  }
  CHECK(is_safe_to_repeat(Transience::untouched, Idempotency::unsafe));
  CHECK_FALSE(is_safe_to_repeat(Transience::uncertain, Idempotency::unsafe));
  CHECK_FALSE(is_safe_to_repeat(Transience::permanent, Idempotency::unsafe));
}

TEST_CASE("waits are drawn from nothing to a ceiling that doubles up to its most",
          "[client][retry][backoff]") {
  const BackoffPolicy policy{.first = 100ms, .most = 1s};
  const Duration ceilings[] = {100ms, 200ms, 400ms, 800ms, 1s, 1s};
  for (int failed = 1; failed <= 6; ++failed) {
    Pcg32 random{Seed{7}, static_cast<std::uint64_t>(failed)};
    Duration least = Duration::max();
    Duration most{};
    for (int i = 0; i < 2'000; ++i) {
      const Duration wait = draw_wait(policy, failed, std::nullopt, random);
      least = std::min(least, wait);
      most = std::max(most, wait);
    }
    const Duration ceiling = ceilings[failed - 1];
    INFO(failed);
    CHECK(least >= 0ns);
    CHECK(least < ceiling / 100);
    CHECK(most <= ceiling);
    CHECK(most > ceiling / 100 * 99);
  }
}

TEST_CASE("a seed draws the same waits again", "[client][retry][backoff]") {
  const BackoffPolicy policy;
  Pcg32 one{Seed{3}};
  Pcg32 other{Seed{3}};
  for (int failed = 1; failed < 1'000; ++failed) {
    CHECK(draw_wait(policy, failed, std::nullopt, one) ==
          draw_wait(policy, failed, std::nullopt, other));
  }
}

TEST_CASE("a host that asks for a wait gets it, up to the most", "[client][retry][backoff]") {
  const BackoffPolicy policy{.first = 1ms, .most = 1ms, .most_asked = 60s};
  Pcg32 random{Seed{1}};
  CHECK(draw_wait(policy, 1, 7s, random) == 7s);
  CHECK(draw_wait(policy, 1, 60s, random) == 60s);
  CHECK(draw_wait(policy, 1, 61s, random) == 60s);
  CHECK(draw_wait(policy, 1, Duration::max(), random) == 60s);
  CHECK(draw_wait(policy, 1, 0s, random) <= 1ms);
}

TEST_CASE("a budget is spent by retries and filled by successes", "[client][retry][budget]") {
  RetryBudget budget{{.tokens = 2, .per_thousand = 250}};
  CHECK(budget.spend());
  CHECK(budget.spend());
  CHECK_FALSE(budget.spend());
  for (int i = 0; i < 3; ++i) budget.succeeded();
  CHECK_FALSE(budget.spend());
  budget.succeeded();
  CHECK(budget.spend());
  CHECK_FALSE(budget.spend());
  for (int i = 0; i < 100; ++i) budget.succeeded();
  CHECK(budget.left() == 2);
}

TEST_CASE("threads together do not spend more than there is", "[client][retry][budget]") {
  RetryBudget budget{{.tokens = 1'000, .per_thousand = 0}};
  std::atomic<int> spent{0};
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&] {
        for (int n = 0; n < 500; ++n) spent += budget.spend() ? 1 : 0;
      });
    }
  }
  CHECK(spent == 1'000);
}

}  // namespace understudy::client
