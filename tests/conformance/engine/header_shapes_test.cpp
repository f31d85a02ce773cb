// SPDX-License-Identifier: MIT
#include "engine/header_shapes.hpp"

#include <array>

#include "support/catch.hpp"

using namespace understudy::conformance;

TEST_CASE("header fields of every host have a shape", "[conformance][headers]") {
  struct Case {
    std::string_view name, value;
    bool fits;
  };
  constexpr std::array<Case, 20> kCases{{
      {"Date", "Sun, 06 Nov 1994 08:49:37 GMT", true},
      {"date", "1994-11-06T08:49:37Z", false},
      {"Date", "Sun, 06 Nov 1994 08:49:37 CET", false},
      {"Retry-After", "30", true},
      {"Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT", true},
      {"Retry-After", "soon", false},
      {"Retry-After", "-1", false},
      {"Retry-After", "", false},
      {"Content-Length", "12", true},
      {"Content-Length", "12a", false},
      {"Content-Type", "application/json; charset=utf-8", true},
      {"Content-Type", "application/json ;charset=utf-8", true},
      {"Content-Type", "json", false},
      {"Content-Type", "application/", false},
      {"Allow", "GET, POST", true},
      {"Allow", "", true},
      {"Allow", "GET POST", false},
      {"WWW-Authenticate", "Bearer realm=\"a\"", true},
      {"WWW-Authenticate", "\"Bearer\"", false},
      {"X-Anything", "any (thing)", true},
  }};
  for (const Case& one : kCases) {
    CAPTURE(one.name, one.value);
    CHECK(wanted_shape(one.name, one.value).empty() == one.fits);
  }
}

TEST_CASE("fields that are no lists come once", "[conformance][headers]") {
  CHECK(comes_once("retry-after"));
  CHECK(comes_once("Content-Type"));
  CHECK_FALSE(comes_once("WWW-Authenticate"));
  CHECK_FALSE(comes_once("X-Anything"));
}

TEST_CASE("three statuses are tied to a field", "[conformance][headers]") {
  CHECK(is_tied_to(429, "retry-after"));
  CHECK(is_tied_to(401, "www-authenticate"));
  CHECK(is_tied_to(405, "Allow"));
  CHECK_FALSE(is_tied_to(404, "Allow"));
  CHECK_FALSE(is_tied_to(401, "Retry-After"));
}
