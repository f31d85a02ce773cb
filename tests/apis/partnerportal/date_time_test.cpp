// SPDX-License-Identifier: MIT
/// Dates: what the format takes comes out in UTC, and nothing else comes out at all.
#include "apis/partnerportal/date_time.hpp"

#include <array>
#include <chrono>
#include <string>
#include <utility>

#include "support/catch.hpp"

namespace understudy::mock::partnerportal {

namespace {

std::string utc(std::string_view text, DateOnly date_only = DateOnly::refused) {
  return to_utc(text, date_only).value_or("(none)");
}

}  // namespace

TEST_CASE("date-times with any offset come out in UTC", "[partnerportal][date-time][S5.6]") {
  const std::array<std::pair<const char*, const char*>, 20> cases{{
      {"2019-08-24T14:15:22Z", "2019-08-24T14:15:22Z"},
      {"2019-08-24t14:15:22z", "2019-08-24T14:15:22Z"},
      {"2019-08-24T14:15:22+00:00", "2019-08-24T14:15:22Z"},
      {"2019-08-24T14:15:22-00:00", "2019-08-24T14:15:22Z"},
      {"2019-08-24T14:15:22+02:00", "2019-08-24T12:15:22Z"},
      {"2019-08-24T14:15:22-09:45", "2019-08-25T00:00:22Z"},
      {"2019-12-31T23:30:00-01:00", "2020-01-01T00:30:00Z"},
      {"2020-03-01T00:00:00+23:59", "2020-02-29T00:01:00Z"},
      {"2019-03-01T00:00:00+00:01", "2019-02-28T23:59:00Z"},
      {"2000-02-29T12:00:00Z", "2000-02-29T12:00:00Z"},
      {"0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"},
      {"9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"},
      {"1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"},
      {"2019-08-24T14:15:22.5Z", "2019-08-24T14:15:22.5Z"},
      {"2019-08-24T14:15:22.500Z", "2019-08-24T14:15:22.5Z"},
      {"2019-08-24T14:15:22.000Z", "2019-08-24T14:15:22Z"},
      {"2019-08-24T14:15:22.050+01:00", "2019-08-24T13:15:22.05Z"},
      {"2019-08-24T14:15:22.12345678901234567890Z", "2019-08-24T14:15:22.1234567890123456789Z"},
      {"2016-12-31T23:59:60Z", "2016-12-31T23:59:60Z"},
      {"2016-12-31T18:59:60-05:00", "2016-12-31T23:59:60Z"},
  }};

  for (const auto& [text, want] : cases) {
    INFO(text);
    CHECK(utc(text) == want);
    CHECK(utc(want) == want);
  }
}

TEST_CASE("other texts are no date-times", "[partnerportal][date-time][S5.6]") {
  for (const std::string_view text : {"",
                                      "Z",
                                      "2019-08-24",
                                      "2019-08-24T",
                                      "2019-08-24Z",
                                      "2019-08-24T14:15Z",
                                      "2019-08-24T14:15:22",
                                      "2019-08-24 14:15:22Z",
                                      "2019-08-24T14:15:22 Z",
                                      "2019-08-24T14:15:22+0200",
                                      "2019-08-24T14:15:22+02",
                                      "2019-08-24T14:15:22+24:00",
                                      "2019-08-24T14:15:22+02:60",
                                      "2019-08-24T14:15:22*02:00",
                                      "2019-08-24T14:15:22.Z",
                                      "2019-08-24T14:15:22,5Z",
                                      "2019-08-24T24:00:00Z",
                                      "2019-08-24T14:60:22Z",
                                      "2019-08-24T14:15:61Z",
                                      "2019-08-24T14:15:60Z",
                                      "2016-12-31T23:59:60+01:00",
                                      "2019-02-29T00:00:00Z",
                                      "1900-02-29T00:00:00Z",
                                      "2019-13-01T00:00:00Z",
                                      "2019-00-01T00:00:00Z",
                                      "2019-04-31T00:00:00Z",
                                      "2019-04-00T00:00:00Z",
                                      "19-08-24T14:15:22Z",
                                      "02019-08-24T14:15:22Z",
                                      "-2019-08-24T14:15:22Z",
                                      "2019-8-24T14:15:22Z",
                                      "2019-08-24T14:15:22Zx",
                                      " 2019-08-24T14:15:22Z",
                                      "2019-08-24T1a:15:22Z",
                                      "0000-01-01T00:00:00+00:01",
                                      "9999-12-31T23:59:59-00:01"}) {
    INFO(text);
    CHECK(utc(text) == "(none)");
  }
}

TEST_CASE("every date-time cut short is refused", "[partnerportal][date-time]") {
  for (const std::string_view whole :
       {"2019-08-24T14:15:22.125+02:00", "2019-08-24T14:15:22-11:30"}) {
    for (std::size_t size = 0; size < whole.size(); ++size) {
      INFO(whole.substr(0, size));
      CHECK(utc(whole.substr(0, size)) == "(none)");
    }
  }
}

TEST_CASE("a date alone is midnight UTC where that is taken", "[partnerportal][date-time][A24]") {
  CHECK(utc("2019-08-24", DateOnly::accepted) == "2019-08-24T00:00:00Z");
  CHECK(utc("2019-08-24T14:15:22Z", DateOnly::accepted) == "2019-08-24T14:15:22Z");
  CHECK(utc("2019-02-29", DateOnly::accepted) == "(none)");
  CHECK(utc("2019-08-24x", DateOnly::accepted) == "(none)");
}

TEST_CASE("the time of a clock is cut to milliseconds", "[partnerportal][date-time]") {
  const auto at = [](std::chrono::nanoseconds since_epoch) {
    return write_date_time(WallTime{since_epoch});
  };
  CHECK(at(std::chrono::seconds{1'772'625'600}) == "2026-03-04T12:00:00Z");
  CHECK(at(std::chrono::nanoseconds{1'772'625'600'123'999'999}) == "2026-03-04T12:00:00.123Z");
  CHECK(at(std::chrono::nanoseconds{1'772'625'600'000'999'999}) == "2026-03-04T12:00:00Z");
  CHECK(at(std::chrono::milliseconds{70}) == "1970-01-01T00:00:00.07Z");
  CHECK(at(std::chrono::nanoseconds{-1}) == "1969-12-31T23:59:59.999Z");
}

}  // namespace understudy::mock::partnerportal
