// SPDX-License-Identifier: MIT
#include "calls/target.hpp"

#include <string>

#include "support/catch.hpp"

using namespace understudy;
using client::calls::Target;

TEST_CASE("segments, names and values are encoded, fixed text is not", "[client][calls][target]") {
  Target target{"/companies"};
  target.segment("company_id", "a/b c?")
      .fixed("/leads")
      .param("$filter", "A eq 'x&y'")
      .param("n", 5);

  CHECK(target.text() == "/companies/a%2Fb%20c%3F/leads?%24filter=A%20eq%20%27x%26y%27&n=5");
  CHECK_FALSE(target.problem().has_value());
}

TEST_CASE("what is not set is not sent", "[client][calls][target]") {
  Target target{"/a"};
  target.param("b", std::optional<bool>{})
      .list("c", {})
      .param("d", std::optional<bool>{false})
      .param("e", std::optional<std::string>{""});

  CHECK(target.text() == "/a?d=false&e=");
}

TEST_CASE("a segment that would name another path is a problem", "[client][calls][target]") {
  for (const char* const text : {"", ".", ".."}) {
    Target target{"/a"};
    target.segment("id", text).segment("other", "");
    REQUIRE(target.problem().has_value());
    CHECK(target.problem()->code == Errc::bad_input);
    CHECK(target.problem()->where == "id");
  }
  Target target{"/a"};
  target.segment("id", "...");
  CHECK_FALSE(target.problem().has_value());
}

TEST_CASE("an item that a list cannot carry is a problem", "[client][calls][target]") {
  Target good{"/a"};
  good.list("x", {"1", "b c"});
  CHECK(good.text() == "/a?x=1,b%20c");
  for (const char* const item : {"", "1,2"}) {
    Target target{"/a"};
    target.list("x", {"1", item});
    REQUIRE(target.problem().has_value());
    CHECK(target.problem()->where == "x");
  }
}
