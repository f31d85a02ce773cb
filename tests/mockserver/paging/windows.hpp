// SPDX-License-Identifier: MIT
/// What the tests of the two paging dialects of one API share.
///
/// Shape:    a case's `want` is {first, count, number}, its `error` {rule}
#pragma once

#include <array>
#include <map>
#include <string>

#include "mockserver/query/example_table.hpp"
#include "paging/dialect.hpp"
#include "support/catch.hpp"

namespace understudy::mock::testing {

/// The switches of both, with those that a case sets.
inline Switches take_switches(const Json& test_case = Json::object()) {
  static const std::array kKnown{
      Switch{.name = "paging.default_take", .values = {"10"}, .form = "N"},
      Switch{.name = "paging.malformed", .values = {"reject", "default"}},
      Switch{.name = "paging.max_take", .values = {"1000"}, .form = "N"},
      Switch{.name = "paging.over_max", .values = {"clamp", "reject"}},
  };
  std::map<std::string, std::string> overrides;
  if (test_case.contains("switches")) test_case.at("switches").get_to(overrides);
  return Switches::resolve(kKnown, Strictness::documented, overrides).value();
}

inline void check_windows(const std::string& file, std::size_t count,
                          paging::Paging (*make)(const Switches& switches)) {
  each_case(file, count, [&](const Json& test_case) {
    const paging::Paging paging = make(take_switches(test_case));
    const auto query = QueryParams::parse(test_case.at("input").get<std::string>()).value();

    const auto window = paging.read(query);

    if (test_case.contains("error")) {
      REQUIRE_FALSE(window);
      CHECK(window.error().status == 400);
      CHECK(window.error().code == "InvalidParameter");
      CHECK(Json{{"rule", window.error().rule}} == test_case.at("error"));
      return;
    }
    REQUIRE(window);
    CHECK(Json{{"first", window->first}, {"count", window->count}, {"number", window->number}} ==
          test_case.at("want"));
  });
}

}  // namespace understudy::mock::testing
