// SPDX-License-Identifier: MIT
#include "relations/instant.hpp"

#include <string>
#include <utility>
#include <vector>

#include "support/catch.hpp"

using namespace understudy;
using conformance::read_instant;

TEST_CASE("one time has many forms", "[conformance][instant]") {
  const auto noon = read_instant("2026-03-04T12:00:00Z");
  REQUIRE(noon);
  CHECK(format_iso_millis(*noon) == "2026-03-04T12:00:00.000+00:00");
  for (const char* text :
       {"2026-03-04T12:00:00.000Z", "2026-03-04T12:00:00+00:00", "2026-03-04T14:30:00+02:30",
        "2026-03-04t06:00:00-06:00", "2026-03-04 12:00:00", "2026-03-04T12:00:00.0000000000z"}) {
    CAPTURE(text);
    CHECK(read_instant(text) == noon);
  }
}

TEST_CASE("a day is its midnight, and a fraction counts", "[conformance][instant]") {
  CHECK(read_instant("2026-03-04") == read_instant("2026-03-04T00:00:00Z"));
  CHECK(*read_instant("2026-03-04T00:00:00.25Z") - *read_instant("2026-03-04") ==
        std::chrono::milliseconds{250});
  CHECK(read_instant("2024-02-29"));
}

TEST_CASE("other texts are no times", "[conformance][instant]") {
  for (const char* text :
       {"", "2026", "2026-03", "2026-02-29", "2026-13-01", "2026-00-01", "2026-03-04T",
        "2026-03-04T12:00", "2026-03-04T24:00:00Z", "2026-03-04T12:60:00Z", "2026-03-04T12:00:00.Z",
        "2026-03-04T12:00:00X", "2026-03-04T12:00:00Z ", "2026-03-04T12:00:00+1", "0001-01-01",
        "9999-12-31T00:00:00Z", "string", "2026/03/04", " 2026-03-04"}) {
    CAPTURE(text);
    CHECK_FALSE(read_instant(text));
  }
}
