// SPDX-License-Identifier: MIT
/// Which requests meet a fault, and how long a latency is: by counts, over seeded draws.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "understudy/mock/faults.hpp"

namespace understudy::mock {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using Kind = Fault::Kind;

constexpr int kDraws = 10'000;

Fault fault(std::string_view spec) { return parse_fault(spec).value(); }

/// For each of so many requests, how the answer leaves.
std::vector<Delivery> deliveries(Faults& faults, int requests = kDraws) {
  std::vector<Delivery> all;
  for (int i = 0; i < requests; ++i) all.push_back(faults.draw_delivery("ecg", "listPartners"));
  return all;
}

std::vector<Duration> sorted_delays(std::string_view spec) {
  Faults faults{Seed{7}, "a"};
  REQUIRE(faults.add(fault(spec)));
  std::vector<Duration> delays;
  for (const Delivery& delivery : deliveries(faults)) delays.push_back(delivery.delay);
  std::sort(delays.begin(), delays.end());
  return delays;
}

/// The numbers, from 1, of the requests that were reset.
std::vector<int> resets(Faults& faults, int requests) {
  std::vector<int> numbers;
  const auto all = deliveries(faults, requests);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].kind == Delivery::Kind::reset) numbers.push_back(static_cast<int>(i) + 1);
  }
  return numbers;
}

std::vector<int> resets(std::string_view spec, int requests) {
  Faults faults{Seed{7}, "a"};
  REQUIRE(faults.add(fault(spec)));
  return resets(faults, requests);
}

auto share_below(const std::vector<Duration>& sorted, Duration bound) {
  const auto below = std::lower_bound(sorted.begin(), sorted.end(), bound) - sorted.begin();
  return static_cast<double>(below) / static_cast<double>(sorted.size());
}

}  // namespace

TEST_CASE("a fixed latency is always the same", "[mock][faults]") {
  const auto delays = sorted_delays("latency,ms=20");

  CHECK(delays.front() == milliseconds{20});
  CHECK(delays.back() == milliseconds{20});
}

TEST_CASE("a uniform latency fills its range evenly and never leaves it", "[mock][faults]") {
  const auto delays = sorted_delays("latency,ms=200..800");

  CHECK(delays.front() >= milliseconds{200});
  CHECK(delays.back() <= milliseconds{800});
  for (int tenth = 1; tenth < 10; ++tenth) {
    INFO(tenth);
    CHECK(std::abs(share_below(delays, milliseconds{200 + 60 * tenth}) - tenth / 10.0) < 0.02);
  }
}

TEST_CASE("a log-normal latency has its median, and its sigma in the logarithm", "[mock][faults]") {
  const auto delays = sorted_delays("latency,median_ms=120,sigma=0.5");
  const auto at = [](double deviations) {
    return std::chrono::duration_cast<Duration>(
        std::chrono::duration<double, std::milli>{120 * std::exp(0.5 * deviations)});
  };

  // the normal distribution at -2, -1, 0, 1 and 2 deviations
  CHECK(std::abs(share_below(delays, at(-2)) - 0.0228) < 0.005);
  CHECK(std::abs(share_below(delays, at(-1)) - 0.1587) < 0.015);
  CHECK(std::abs(share_below(delays, at(0)) - 0.5) < 0.02);
  CHECK(std::abs(share_below(delays, at(1)) - 0.8413) < 0.015);
  CHECK(std::abs(share_below(delays, at(2)) - 0.9772) < 0.005);
}

TEST_CASE("a log-normal latency without a sigma is its median, and none is past the longest",
          "[mock][faults]") {
  const auto still = sorted_delays("latency,median_ms=120,sigma=0");
  const auto wild = sorted_delays("latency,median_ms=600000,sigma=5");

  CHECK(still.front() == milliseconds{120});
  CHECK(still.back() == milliseconds{120});
  CHECK(wild.front() < milliseconds{600'000});
  CHECK(wild.back() == Delivery::kLongestDelay);
}

TEST_CASE("a probability is the share of requests that meet a fault", "[mock][faults]") {
  const double p = GENERATE(0.0, 0.01, 0.25, 0.5, 0.99, 1.0);
  Faults faults{Seed{7}, "a"};
  REQUIRE(faults.add({.kind = Kind::reset, .probability = p}));

  const auto hit = resets(faults, kDraws).size();

  INFO(p);
  CHECK(std::abs(static_cast<double>(hit) / kDraws - p) < 0.015);
  CHECK((p > 0 || hit == 0));
  CHECK((p < 1 || hit == kDraws));
  CHECK(faults.list().front().matched == kDraws);
  CHECK(faults.list().front().fired == hit);
}

TEST_CASE("nth and times say which requests meet a fault", "[mock][faults]") {
  CHECK(resets("reset", 3) == std::vector{1, 2, 3});
  CHECK(resets("reset,nth=3", 9) == std::vector{3});
  CHECK(resets("reset,times=2", 9) == std::vector{1, 2});
  CHECK(resets("reset,nth=3,times=2", 9) == std::vector{3, 4});
  CHECK(resets("reset,nth=9,times=4", 9) == std::vector{9});
  CHECK(resets("reset,nth=10", 9).empty());
  CHECK(resets("reset,p=0.5,times=3", 100).size() == 3);
  CHECK(resets("reset,nth=50,p=0.5,times=3", 100).front() >= 50);
}

TEST_CASE("only requests that match are counted", "[mock][faults]") {
  Faults faults{Seed{7}, "a"};
  REQUIRE(faults.add(fault("reset,api=ecg,operation=getPartner,nth=2")));
  const auto is_reset = [&](const char* api, const char* operation) {
    return faults.draw_delivery(api, operation).kind == Delivery::Kind::reset;
  };

  CHECK_FALSE(is_reset("ecg", "getPartner"));
  CHECK_FALSE(is_reset("ecg", "listPartners"));
  CHECK_FALSE(is_reset("impartner", "getPartner"));
  CHECK_FALSE(is_reset("ecg", ""));
  CHECK(is_reset("ecg", "getPartner"));
  CHECK(faults.list().front().matched == 2);
}

TEST_CASE("latencies add up to the longest, and of the other kinds the last one wins",
          "[mock][faults]") {
  Faults faults{Seed{7}, "a"};
  for (const char* spec :
       {"latency,ms=5", "garbage", "latency,ms=7", "truncated,bytes=3", "reset,p=0"}) {
    REQUIRE(faults.add(fault(spec)));
  }

  const Delivery delivery = faults.draw_delivery("ecg", "");
  REQUIRE(faults.add(fault("latency,ms=600000")));

  CHECK(delivery.delay == milliseconds{12});
  CHECK(delivery.kind == Delivery::Kind::truncated);
  CHECK(delivery.bytes == 3);
  CHECK(delivery.pause == Duration{0});
  CHECK(faults.draw_delivery("ecg", "").delay == Delivery::kLongestDelay);
}

TEST_CASE("the first of the answers that fire wins", "[mock][faults]") {
  Faults faults{Seed{7}, "a"};
  for (const char* spec :
       {"status,code=500,nth=2", "throttled,retry_after_s=9,nth=2,times=5", "status"}) {
    REQUIRE(faults.add(fault(spec)));
  }
  const auto draw = [&] { return faults.draw_answer("ecg", "listPartners").value(); };

  CHECK(draw().code == 503);
  CHECK(draw().code == 500);
  const auto third = draw();
  CHECK(third.kind == Kind::throttled);
  CHECK(third.retry_after == seconds{9});
  CHECK(faults.list().back().fired == 3);
}

TEST_CASE("a stale answer is the last good one of its operation, once there is one",
          "[mock][faults]") {
  Faults faults{Seed{7}, "a"};
  REQUIRE(faults.add(fault("stale,api=ecg,times=2")));
  const auto draw = [&](const char* operation) {
    const auto drawn = faults.draw_answer("ecg", operation);
    return drawn ? drawn->stale.body : "(none)";
  };

  CHECK(draw("listPartners") == "(none)");
  faults.remember("ecg", "listPartners", {200, {}, "one"});
  faults.remember("ecg", "listPartners", {404, {}, "no"});
  faults.remember("ecg", "getPartner", {200, {}, "other"});
  CHECK(draw("listPartners") == "one");
  faults.remember("ecg", "listPartners", {200, {}, std::string(2'000'000, 'a')});
  CHECK(draw("listPartners") == "(none)");
  CHECK(draw("getPartner") == "other");
  CHECK(draw("getPartner") == "(none)");  // twice is what was asked for
  CHECK(faults.list().front().fired == 2);
}

TEST_CASE("what no stale fault is about is not remembered", "[mock][faults]") {
  Faults faults{Seed{7}, "a"};
  faults.remember("ecg", "listPartners", {200, {}, "before"});
  REQUIRE(faults.add(fault("stale,operation=getPartner")));
  faults.remember("ecg", "listPartners", {200, {}, "beside"});
  REQUIRE(faults.add(fault("stale")));

  CHECK_FALSE(faults.draw_answer("ecg", "listPartners"));
}

TEST_CASE("the same seed and space draw the same, others do not", "[mock][faults]") {
  const auto drawn = [](Seed seed, const char* space) {
    Faults faults{seed, space};
    REQUIRE(faults.add(fault("reset,p=0.5")));
    return resets(faults, 200);
  };

  CHECK(drawn(Seed{7}, "a") == drawn(Seed{7}, "a"));
  CHECK(drawn(Seed{7}, "a") != drawn(Seed{8}, "a"));
  CHECK(drawn(Seed{7}, "a") != drawn(Seed{7}, "b"));
  CHECK(drawn(Seed{7}, "a") != drawn(Seed{7}, ""));
}

TEST_CASE("a fault draws by itself, whatever else is armed or was", "[mock][faults]") {
  Faults alone{Seed{7}, "a"};
  REQUIRE(alone.add(fault("reset,p=0.5")));
  Faults beside{Seed{7}, "a"};
  const auto before = beside.add(fault("reset,p=0.25")).value();
  beside.clear();
  REQUIRE(beside.add(fault("reset,p=0.5")));
  REQUIRE(beside.add(fault("latency,ms=1..9,p=0.5")));

  CHECK(resets(alone, 200) == resets(beside, 200));
  CHECK_FALSE(beside.remove(before));  // a number never comes twice
}

TEST_CASE("two faults of one kind do not fire in step", "[mock][faults]") {
  Faults faults{Seed{7}, "a"};
  REQUIRE(faults.add(fault("latency,ms=1,p=0.5")));
  REQUIRE(faults.add(fault("latency,ms=2,p=0.5")));
  std::vector<int> counts(4);
  for (const Delivery& delivery : deliveries(faults)) {
    ++counts[static_cast<std::size_t>(delivery.delay / milliseconds{1})];
  }

  for (const int count : counts) CHECK(std::abs(count - kDraws / 4) < 200);
}

TEST_CASE("a restart begins the draws and counts anew", "[mock][faults]") {
  Faults faults{Seed{7}, "a"};
  REQUIRE(faults.add(fault("reset,p=0.5,times=50")));
  REQUIRE(faults.add(fault("stale")));
  const auto first = resets(faults, 200);
  faults.remember("ecg", "listPartners", {200, {}, "one"});

  faults.restart();

  CHECK(faults.list().front().matched == 0);
  CHECK(faults.list().front().fired == 0);
  CHECK_FALSE(faults.draw_answer("ecg", "listPartners"));
  CHECK(resets(faults, 200) == first);
}

TEST_CASE("faults are listed in order, removed by number, and at most 64", "[mock][faults]") {
  Faults faults{Seed{7}, "a"};
  CHECK_FALSE(faults.is_armed());
  std::vector<std::uint64_t> numbers;
  for (std::size_t i = 0; i < kMostFaults; ++i) {
    numbers.push_back(faults.add(fault("empty,nth=" + std::to_string(i + 1))).value());
  }
  CHECK(faults.add(fault("reset")).error().code == Errc::limit_exceeded);

  CHECK(faults.remove(numbers[1]));
  CHECK_FALSE(faults.remove(numbers[1]));
  CHECK(faults.add(fault("reset")));

  const auto list = faults.list();
  CHECK(list.size() == kMostFaults);
  CHECK(list[1].fault.nth == 3);
  CHECK(list[1].number == numbers[2]);
  CHECK(list.back().fault.kind == Kind::reset);
  faults.clear();
  CHECK(faults.list().empty());
  CHECK_FALSE(faults.is_armed());
}

TEST_CASE("a fault that stands in the code is checked like any other", "[mock][faults]") {
  Faults faults{Seed{7}, "a"};
  const auto where = [&](const Fault& one) {
    const auto added = faults.add(one);
    return added ? "(armed)" : added.error().where;
  };

  CHECK(where({.kind = Kind::status, .code = 200}) == "/code");
  CHECK(where({.kind = Kind::reset, .probability = 1.5}) == "/p");
  CHECK(where({.kind = Kind::reset, .probability = std::nan("")}) == "/p");
  CHECK(where({.ms = {milliseconds{2}, milliseconds{1}}}) == "/ms");
  CHECK(where({.ms = {milliseconds{1}, milliseconds{1}}, .median = milliseconds{1}}) ==
        "/median_ms");
  CHECK(where({.kind = Kind::dribble, .pause = std::chrono::hours{1}}) == "/pause_ms");
  CHECK(faults.list().empty());
}

}  // namespace understudy::mock
