// SPDX-License-Identifier: MIT
/// References against bases: the tables of RFC 3986, sections 5.4.1 and 5.4.2, and urns.
#include "understudy/base/uri_reference.hpp"

#include <array>

#include "support/catch.hpp"

namespace understudy {

TEST_CASE("references are resolved as the RFC's examples are", "[base][uri]") {
  struct Row {
    const char* reference;
    const char* target;
  };
  constexpr std::array<Row, 41> kRows{{
      {"g:h", "g:h"},
      {"g", "http://a/b/c/g"},
      {"./g", "http://a/b/c/g"},
      {"g/", "http://a/b/c/g/"},
      {"/g", "http://a/g"},
      {"//g", "http://g"},
      {"?y", "http://a/b/c/d;p?y"},
      {"g?y", "http://a/b/c/g?y"},
      {"#s", "http://a/b/c/d;p?q#s"},
      {"g#s", "http://a/b/c/g#s"},
      {"g?y#s", "http://a/b/c/g?y#s"},
      {";x", "http://a/b/c/;x"},
      {"g;x", "http://a/b/c/g;x"},
      {"g;x?y#s", "http://a/b/c/g;x?y#s"},
      {"", "http://a/b/c/d;p?q"},
      {".", "http://a/b/c/"},
      {"./", "http://a/b/c/"},
      {"..", "http://a/b/"},
      {"../", "http://a/b/"},
      {"../g", "http://a/b/g"},
      {"../..", "http://a/"},
      {"../../", "http://a/"},
      {"../../g", "http://a/g"},
      {"../../../g", "http://a/g"},
      {"../../../../g", "http://a/g"},
      {"/./g", "http://a/g"},
      {"/../g", "http://a/g"},
      {"g.", "http://a/b/c/g."},
      {".g", "http://a/b/c/.g"},
      {"g..", "http://a/b/c/g.."},
      {"..g", "http://a/b/c/..g"},
      {"./../g", "http://a/b/g"},
      {"./g/.", "http://a/b/c/g/"},
      {"g/./h", "http://a/b/c/g/h"},
      {"g/../h", "http://a/b/c/h"},
      {"g;x=1/./y", "http://a/b/c/g;x=1/y"},
      {"g;x=1/../y", "http://a/b/c/y"},
      {"g?y/./x", "http://a/b/c/g?y/./x"},
      {"g?y/../x", "http://a/b/c/g?y/../x"},
      {"g#s/./x", "http://a/b/c/g#s/./x"},
      {"g#s/../x", "http://a/b/c/g#s/../x"},
  }};
  for (const Row& row : kRows) {
    INFO(row.reference);
    CHECK(resolve_uri("http://a/b/c/d;p?q", row.reference) == row.target);
  }
}

TEST_CASE("bases without a hierarchy take fragments", "[base][uri]") {
  CHECK(resolve_uri("urn:uuid:1", "#/a") == "urn:uuid:1#/a");
  CHECK(resolve_uri("understudy:schema", "#x") == "understudy:schema#x");
  CHECK(resolve_uri("file:///dir/a.json", "b.json") == "file:///dir/b.json");
  CHECK(resolve_uri("http://a", "b") == "http://a/b");
}

TEST_CASE("a URI is absolute when it has a scheme", "[base][uri]") {
  CHECK(is_absolute("urn:x"));
  CHECK(is_absolute("a+b-c.1:x"));
  CHECK_FALSE(is_absolute("a/b:c"));
  CHECK_FALSE(is_absolute("1a:b"));
  CHECK_FALSE(is_absolute("#a:b"));
  CHECK_FALSE(is_absolute(""));
}

}  // namespace understudy
