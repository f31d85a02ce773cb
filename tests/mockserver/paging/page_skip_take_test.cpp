// SPDX-License-Identifier: MIT
/// page-skip-take: the cases file, then the text of a page, byte for byte.
#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <string>

#include "mockserver/query/example_table.hpp"
#include "paging/dialect.hpp"
#include "support/catch.hpp"

namespace understudy::mock::paging {

namespace {

Paging paging_with(const std::map<std::string, std::string>& overrides = {}) {
  static const std::array kKnown{
      Switch{.name = "paging.current_page", .values = {"zero-based", "one-based"}},
      Switch{.name = "paging.malformed", .values = {"reject", "default"}},
      Switch{.name = "paging.max_take", .values = {"1000"}, .form = "N"},
      Switch{.name = "paging.over_max", .values = {"reject", "clamp"}},
      Switch{.name = "paging.skip_unit", .values = {"pages", "records"}},
      Switch{.name = "paging.zero_take", .values = {"reject", "empty"}},
  };
  return make_page_skip_take(Switches::resolve(kKnown, Strictness::documented, overrides).value());
}

std::string page_of(const Window& window, std::uint64_t total) {
  std::string out = "x";
  paging_with().write(out, {.window = window, .total = total, .on_page = 0},
                      [](std::string& page) { page += "[]"; });
  return out;
}

}  // namespace

TEST_CASE("page-skip-take agrees with every case in its file", "[mock][paging][page-skip-take]") {
  testing::each_case("paging/page_skip_take.cases.json", 54, [](const Json& test_case) {
    const Paging paging =
        paging_with(test_case.value("switches", std::map<std::string, std::string>{}));

    const auto window =
        paging.read(QueryParams::parse(test_case.at("input").get<std::string>()).value());

    if (test_case.contains("error")) {
      REQUIRE_FALSE(window);
      Json lines = Json::array();
      for (const Detail& detail : window.error().details) lines.push_back(detail.message);
      CHECK(lines == test_case.at("error"));
      CHECK(window.error().status == 400);
      CHECK(window.error().message == lines[0]);
      return;
    }
    REQUIRE(window);
    CHECK(Json{{"first", window->first}, {"count", window->count}, {"number", window->number}} ==
          test_case.at("want"));
  });
}

TEST_CASE("page-skip-take is listed under its key", "[mock][paging][page-skip-take]") {
  const Dialect* const dialect = find_dialect("page-skip-take");

  REQUIRE(dialect != nullptr);
  CHECK(dialect->make == &make_page_skip_take);
}

TEST_CASE("a page of the dialect has five members", "[mock][paging][page-skip-take][envelope]") {
  CHECK(
      page_of({.first = 2, .count = 2, .number = 1}, 5) ==
      R"(x{"items":[],"currentPageNumber":1,"recordsPerPage":2,"totalRecords":5,"totalPages":3})");
  CHECK(
      page_of({.first = 0, .count = 2, .number = 0}, 4) ==
      R"(x{"items":[],"currentPageNumber":0,"recordsPerPage":2,"totalRecords":4,"totalPages":2})");
  CHECK(
      page_of({.first = 0, .count = 10, .number = 0}, 0) ==
      R"(x{"items":[],"currentPageNumber":0,"recordsPerPage":10,"totalRecords":0,"totalPages":0})");
  CHECK(
      page_of({.first = 0, .count = 0, .number = 0}, 5) ==
      R"(x{"items":[],"currentPageNumber":0,"recordsPerPage":0,"totalRecords":5,"totalPages":0})");
}

}  // namespace understudy::mock::paging
