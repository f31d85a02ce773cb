// SPDX-License-Identifier: MIT
/// one-based-page: the cases file, then the text of a page, byte for byte.
#include <string>

#include "mockserver/paging/windows.hpp"
#include "support/catch.hpp"

namespace understudy::mock::paging {

TEST_CASE("one-based-page agrees with every case in its file", "[mock][paging][one-based-page]") {
  testing::check_windows("paging/one_based_page.cases.json", 87, &make_one_based_page);
}

TEST_CASE("one-based-page is listed under its key", "[mock][paging][one-based-page]") {
  const Dialect* dialect = find_dialect("one-based-page");

  REQUIRE(dialect != nullptr);
  CHECK(dialect->make == &make_one_based_page);
}

TEST_CASE("a page of one-based-page says how many rows there are and what they are",
          "[mock][paging][one-based-page]") {
  std::string out = "x";

  make_one_based_page(testing::take_switches())
      .write(out, {.window = {}, .total = 470, .on_page = 1, .entity = "Acc\"ount"},
             [](std::string& rows) { rows += "[{}]"; });

  CHECK(out == R"(x{"count":470,"entity":"Acc\"ount","results":[{}]})");
}

}  // namespace understudy::mock::paging
