// SPDX-License-Identifier: MIT
/// Clocks, waiting, and dates as text.
#include "understudy/base/clock.hpp"

#include <array>
#include <ctime>
#include <string>
#include <thread>
#include <vector>

#include "support/catch.hpp"
#include "understudy/base/random.hpp"

namespace understudy {

namespace {

using namespace std::chrono_literals;

WallTime at(std::int64_t seconds, Duration more = {}) {
  return WallTime{std::chrono::seconds{seconds}} + more;
}

}  // namespace

TEST_CASE("an IMF-fixdate is fixed in form and in GMT", "[base][clock][H34]") {
  CHECK(format_imf_date(at(0)) == "Thu, 01 Jan 1970 00:00:00 GMT");
  CHECK(format_imf_date(at(784'111'777)) == "Sun, 06 Nov 1994 08:49:37 GMT");
  CHECK(format_imf_date(at(951'782'400)) == "Tue, 29 Feb 2000 00:00:00 GMT");
  CHECK(format_imf_date(at(1'772'625'600)) == "Wed, 04 Mar 2026 12:00:00 GMT");
  CHECK(format_imf_date(at(4'107'542'399)) == "Sun, 28 Feb 2100 23:59:59 GMT");
  CHECK(format_imf_date(at(4'107'542'400)) == "Mon, 01 Mar 2100 00:00:00 GMT");
}

TEST_CASE("a fraction of a second is cut, also before 1970", "[base][clock]") {
  CHECK(format_imf_date(at(784'111'777, 999'999'999ns)) == "Sun, 06 Nov 1994 08:49:37 GMT");
  CHECK(format_imf_date(at(0, -1ns)) == "Wed, 31 Dec 1969 23:59:59 GMT");
  CHECK(format_iso_millis(at(0, 1'999'999ns)) == "1970-01-01T00:00:00.001+00:00");
  CHECK(format_iso_millis(at(0, -1ns)) == "1969-12-31T23:59:59.999+00:00");
  CHECK(epoch_seconds(at(5, 999ms)) == 5);
  CHECK(epoch_seconds(at(0, -1ns)) == -1);
  CHECK(epoch_seconds(at(-5)) == -5);
}

TEST_CASE("an ISO date has milliseconds and a numeric zone", "[base][clock]") {
  CHECK(format_iso_millis(at(0)) == "1970-01-01T00:00:00.000+00:00");
  CHECK(format_iso_millis(at(1'772'625'600, 7ms)) == "2026-03-04T12:00:00.007+00:00");
  CHECK(format_iso_millis(at(951'868'799, 123'456us)) == "2000-02-29T23:59:59.123+00:00");
}

TEST_CASE("the ends of the range are dates too", "[base][clock]") {
  CHECK(format_iso_millis(WallTime::min()) == "1677-09-21T00:12:43.145+00:00");
  CHECK(format_iso_millis(WallTime::max()) == "2262-04-11T23:47:16.854+00:00");
  CHECK(format_imf_date(WallTime::min()) == "Tue, 21 Sep 1677 00:12:43 GMT");
  CHECK(epoch_seconds(WallTime::min()) == -9'223'372'037);
}

TEST_CASE("dates agree with those of the C library", "[base][clock][property]") {
  Pcg32 random{Seed{5}};

  for (int round = 0; round < 5'000; ++round) {
    const std::int64_t seconds = random.between(-9'000'000'000, 9'000'000'000);
    const std::time_t time = seconds;
    std::tm parts{};
    REQUIRE(gmtime_r(&time, &parts) != nullptr);
    std::array<char, 64> imf{};
    std::array<char, 64> iso{};
    REQUIRE(std::strftime(imf.data(), imf.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts) != 0);
    REQUIRE(std::strftime(iso.data(), iso.size(), "%Y-%m-%dT%H:%M:%S.250+00:00", &parts) != 0);

    CHECK(format_imf_date(at(seconds)) == imf.data());
    CHECK(format_iso_millis(at(seconds, 250ms)) == iso.data());
  }
}

TEST_CASE("a manual clock starts at the time of the documented exchanges", "[base][clock]") {
  const ManualClock clock;

  CHECK(format_iso_millis(clock.wall_now()) == "2026-03-04T12:00:00.000+00:00");
  CHECK(clock.steady_now() == SteadyTime{});
}

TEST_CASE("a manual clock moves both readings, and only when told to", "[base][clock]") {
  ManualClock clock{at(100)};
  const SteadyTime start = clock.steady_now();

  clock.advance(1500ms);

  CHECK(clock.wall_now() == at(101, 500ms));
  CHECK(clock.steady_now() - start == 1500ms);
  CHECK(clock.steady_now() - start == 1500ms);
}

TEST_CASE("setting the wall clock leaves the steady one alone", "[base][clock][L06]") {
  ManualClock clock{at(100)};
  clock.advance(1s);
  const SteadyTime before = clock.steady_now();

  clock.set_wall(at(-50));

  CHECK(clock.wall_now() == at(-50));
  CHECK(clock.steady_now() == before);
}

TEST_CASE("a manual clock adds up what several threads advance", "[base][clock][thread]") {
  ManualClock clock{at(0)};
  std::vector<std::jthread> threads;

  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int step = 0; step < 500; ++step) clock.advance(1ms);
    });
  }
  threads.clear();

  CHECK(clock.wall_now() == at(2));
}

TEST_CASE("the system's steady clock does not run backwards", "[base][clock]") {
  const SystemClock clock;
  SteadyTime last = clock.steady_now();

  for (int i = 0; i < 1'000; ++i) {
    const SteadyTime now = clock.steady_now();
    REQUIRE(now >= last);
    last = now;
  }
  CHECK(clock.wall_now() > at(1'700'000'000));
}

TEST_CASE("a manual sleeper moves its clock instead of waiting", "[base][clock][sleeper]") {
  ManualClock clock{at(0)};
  ManualSleeper sleeper{clock};

  CHECK(sleeper.sleep(24h));

  CHECK(clock.wall_now() == at(86'400));
}

TEST_CASE("a manual sleeper that has been stopped does not move its clock",
          "[base][clock][sleeper]") {
  ManualClock clock{at(0)};
  ManualSleeper sleeper{clock};
  std::stop_source stop;
  stop.request_stop();

  CHECK_FALSE(sleeper.sleep(1h, stop.get_token()));

  CHECK(clock.wall_now() == at(0));
}

TEST_CASE("a sleep lasts at least as long as asked", "[base][clock][sleeper]") {
  const SystemClock clock;
  SystemSleeper sleeper;
  const SteadyTime start = clock.steady_now();

  CHECK(sleeper.sleep(2ms));

  CHECK(clock.steady_now() - start >= 2ms);
}

TEST_CASE("nothing and less than nothing pass at once", "[base][clock][sleeper]") {
  SystemSleeper sleeper;

  CHECK(sleeper.sleep(Duration::zero()));
  CHECK(sleeper.sleep(-1h));
}

TEST_CASE("a stop ends the longest sleep, before it and within", "[base][clock][sleeper][thread]") {
  SystemSleeper sleeper;
  std::stop_source before;
  before.request_stop();
  std::stop_source within;

  CHECK_FALSE(sleeper.sleep(Duration::max(), before.get_token()));
  const std::jthread other{[&] { within.request_stop(); }};
  CHECK_FALSE(sleeper.sleep(Duration::max(), within.get_token()));
}

}  // namespace understudy
