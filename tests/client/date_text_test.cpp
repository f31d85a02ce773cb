// SPDX-License-Identifier: MIT
/// Dates of JSON texts, both ways.
#include "understudy/client/date_text.hpp"

#include <chrono>
#include <string>

#include "support/catch.hpp"
#include "understudy/base/random.hpp"

namespace understudy::client {

namespace {

using namespace std::chrono_literals;

std::string told(std::string_view text) {
  const auto at = parse_instant(text);
  return at ? format_instant(*at) : "none";
}

}  // namespace

TEST_CASE("a moment is read with its zone", "[client][dates]") {
  CHECK(told("2026-01-15T10:00:00.000+00:00") == "2026-01-15T10:00:00.000Z");
  CHECK(told("2026-01-15T10:00:00Z") == "2026-01-15T10:00:00.000Z");
  CHECK(told("2026-01-15T10:00Z") == "2026-01-15T10:00:00.000Z");
  CHECK(told("2026-01-01T00:30:00.5+05:30") == "2025-12-31T19:00:00.500Z");
  CHECK(told("2026-01-15T10:00:00.1239999-0800") == "2026-01-15T18:00:00.123Z");
  CHECK(told("0000-01-01T00:00:00Z") == "0000-01-01T00:00:00.000Z");
  CHECK(told("9999-12-31T23:59:59.999Z") == "9999-12-31T23:59:59.999Z");
}

TEST_CASE("what is no moment is refused", "[client][dates]") {
  for (const char* bad :
       {"", "2026-01-15", "2026-01-15T10:00:00", "2026-01-15 10:00:00Z", "2026-01-15t10:00:00Z",
        "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z", "2026-01-15T24:00:00Z",
        "2026-01-15T10:60:00Z", "2026-01-15T10:00:60Z", "2026-01-15T10:00:00.Z",
        "2026-01-15T10:00:00+24:00", "2026-01-15T10:00:00+01", "2026-01-15T10:00:00ZZ",
        "26-01-15T10:00:00Z", "9999-12-31T23:59:59-00:01", "0000-01-01T00:00:00+00:01",
        "2026-1-15T10:00:00Z", "2026-01-15T10:00:00z"}) {
    INFO(bad);
    CHECK(told(bad) == "none");
  }
  CHECK_FALSE(parse_local_time("2026-01-15T10:00:00Z").has_value());
  CHECK_FALSE(parse_date("2026-02-30").has_value());
  CHECK_FALSE(parse_date("2026-02-03 ").has_value());
}

TEST_CASE("what is written is read", "[client][dates][property]") {
  Pcg32 random{Seed{3}};
  for (int i = 0; i < 2'000; ++i) {
    const Instant at{
        std::chrono::milliseconds{random.between(-62'167'219'200'000, 253'402'300'799'999)}};
    INFO(format_instant(at));
    CHECK(parse_instant(format_instant(at)) == at);
    const LocalTime local{at.time_since_epoch()};
    CHECK(parse_local_time(format_local_time(local)) == local);
    const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(at)};
    CHECK(parse_date(format_date(date)) == date);
  }
}

}  // namespace understudy::client
