// SPDX-License-Identifier: MIT
/// record-skip-take: the cases file, then the text of a page, byte for byte.
#include <string>

#include "mockserver/paging/windows.hpp"
#include "support/catch.hpp"

namespace understudy::mock::paging {

TEST_CASE("record-skip-take agrees with every case in its file",
          "[mock][paging][record-skip-take]") {
  testing::check_windows("paging/record_skip_take.cases.json", 77, &make_record_skip_take);
}

TEST_CASE("record-skip-take is listed under its key", "[mock][paging][record-skip-take]") {
  const Dialect* dialect = find_dialect("record-skip-take");

  REQUIRE(dialect != nullptr);
  CHECK(dialect->make == &make_record_skip_take);
}

TEST_CASE("a page of record-skip-take says how many rows there are and what they are",
          "[mock][paging][record-skip-take]") {
  std::string out = "x";

  make_record_skip_take(testing::take_switches())
      .write(out, {.window = {}, .total = 470, .on_page = 1, .entity = "Acc\"ount"},
             [](std::string& rows) { rows += "[{}]"; });

  CHECK(out == R"(x{"count":470,"entity":"Acc\"ount","results":[{}]})");
}

}  // namespace understudy::mock::paging
