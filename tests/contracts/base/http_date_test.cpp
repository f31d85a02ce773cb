// SPDX-License-Identifier: MIT
/// Dates of HTTP fields: three forms, and nothing else.
#include <string>

#include "support/catch.hpp"
#include "understudy/base/clock.hpp"
#include "understudy/base/random.hpp"

namespace understudy {

namespace {

const WallTime kNow = ManualClock{}.wall_now();  // 2026-03-04

std::int64_t seconds_of(std::string_view text) {
  const auto at = parse_http_date(text, kNow);
  return at ? epoch_seconds(*at) : -1;
}

}  // namespace

TEST_CASE("the three forms of a date are the same time", "[base][clock][http-date]") {
  CHECK(seconds_of("Sun, 06 Nov 1994 08:49:37 GMT") == 784'111'777);
  CHECK(seconds_of("Sunday, 06-Nov-94 08:49:37 GMT") == 784'111'777);
  CHECK(seconds_of("Sun Nov  6 08:49:37 1994") == 784'111'777);
  CHECK(seconds_of("Wed Nov 16 08:49:37 1994") == 784'975'777);
}

TEST_CASE("a year of two digits is at most 50 years ahead", "[base][clock][http-date]") {
  CHECK(seconds_of("Wednesday, 01-Jan-76 00:00:00 GMT") == 3'345'062'400);  // 2076
  CHECK(seconds_of("Saturday, 01-Jan-77 00:00:00 GMT") == 220'924'800);     // 1977
}

TEST_CASE("a leap second is the first second of the next minute", "[base][clock][http-date]") {
  CHECK(seconds_of("Sat, 31 Dec 2016 23:59:60 GMT") == 1'483'228'800);
}

TEST_CASE("what is written is read", "[base][clock][http-date][property]") {
  Pcg32 random{Seed{7}};
  for (int i = 0; i < 2'000; ++i) {
    const WallTime at{std::chrono::seconds{random.between(-9'223'372'036, 9'223'372'036)}};
    INFO(format_imf_date(at));
    CHECK(parse_http_date(format_imf_date(at), kNow) == at);
  }
}

TEST_CASE("everything else is no date", "[base][clock][http-date]") {
  for (const char* bad : {"",
                          "0",
                          "Sun, 06 Nov 1994 08:49:37",
                          "Sun, 06 Nov 1994 08:49:37 UTC",
                          "Mon, 06 Nov 1994 08:49:37 GMT",
                          "Sun, 6 Nov 1994 08:49:37 GMT",
                          "sun, 06 Nov 1994 08:49:37 GMT",
                          "Sun, 06 Nov 1994 08:49:37 GMT ",
                          " Sun, 06 Nov 1994 08:49:37 GMT",
                          "Sun, 06 Nov 1994 24:00:00 GMT",
                          "Sun, 06 Nov 1994 08:60:00 GMT",
                          "Sun, 06 Nov 1994 08:49:61 GMT",
                          "Wed, 30 Feb 1994 08:49:37 GMT",
                          "Sun, 00 Nov 1994 08:49:37 GMT",
                          "Sun, 06 Nov 94 08:49:37 GMT",
                          "Sun, 06-Nov-94 08:49:37 GMT",
                          "Sun Nov 6 08:49:37 1994",
                          "Sun Nov 06 08:49:37 94",
                          "Fri, 31 Dec 9999 23:59:59 GMT",
                          "Sun, 06 Nov -994 08:49:37 GMT",
                          "Sun, 06 Nov 1994 8:49:37 GMT",
                          "1994-11-06T08:49:37Z"}) {
    INFO(bad);
    CHECK_FALSE(parse_http_date(bad, kNow).has_value());
  }
}

}  // namespace understudy
