// SPDX-License-Identifier: MIT
/// Where in a file something is wrong.
#include "json_input.hpp"

#include "support/catch.hpp"

namespace understudy::cli {

namespace {

std::string place(const std::string& where, const std::string& text, std::size_t line = 1) {
  return locate({Errc::bad_input, "w", where, ""}, "f.json", text, line).where;
}

}  // namespace

TEST_CASE("a byte becomes a line and a column", "[cli][json_input]") {
  CHECK(place("byte 0", "{") == "f.json:1:1");
  CHECK(place("byte 3", "{\n \n}") == "f.json:2:2");
  CHECK(place("byte 4, /a/b", "{\n\n\n}") == "f.json:4:1, /a/b");
  CHECK(place("byte 9", "{") == "f.json:1:2");
  CHECK(place("byte 2", "{ ]", 17) == "f.json:17:3");
}

TEST_CASE("a place without a byte stands behind its file, once", "[cli][json_input]") {
  CHECK(place("", "") == "f.json");
  CHECK(place("/fields/a", "") == "f.json, /fields/a");
  CHECK(place("f.json", "") == "f.json");
}

TEST_CASE("a text lives as long as its document", "[cli][json_input]") {
  const auto json = parse_shared(R"({"a": "a text that is long enough to be on the heap"})", "f");

  REQUIRE(json);
  CHECK((*json)->root().find("a")->text() == "a text that is long enough to be on the heap");
  CHECK(parse_shared("[1,", "f").error().where == "f:1:4");
}

}  // namespace understudy::cli
