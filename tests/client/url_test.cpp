// SPDX-License-Identifier: MIT
/// The address of a host, taken apart.
#include "transport/url.hpp"

#include "support/catch.hpp"

namespace understudy::client {

TEST_CASE("an origin is taken apart", "[client][url]") {
  CHECK(parse_origin("http://127.0.0.1:8080").value() == Origin{false, "127.0.0.1", 8080});
  CHECK(parse_origin("https://reports.example.com").value() ==
        Origin{true, "reports.example.com", 443});
  CHECK(parse_origin("http://localhost/").value() == Origin{false, "localhost", 80});
  CHECK(parse_origin("https://a_b-c.example:65535/").value() ==
        Origin{true, "a_b-c.example", 65535});
  CHECK(parse_origin("http://[::1]:1").value() == Origin{false, "::1", 1});
}

TEST_CASE("an authority is written as the Host field has it", "[client][url]") {
  CHECK(Origin{false, "example.com", 80}.authority() == "example.com:80");
  CHECK(Origin{false, "::1", 8080}.authority() == "[::1]:8080");
}

TEST_CASE("whatever is no origin is refused and not quoted", "[client][url]") {
  for (const char* url : {"",
                          "http://",
                          "http:/a",
                          "HTTP://a",
                          "ftp://a",
                          "a:80",
                          "http://:80",
                          "http://a:",
                          "http://a:0",
                          "http://a:65536",
                          "http://a:99999999999",
                          "http://a:+1",
                          "http://a: 1",
                          "http://a:8x",
                          "http://a/path",
                          "http://a?x",
                          "http://a#x",
                          "http://user:secret@a",
                          "http://[::1",
                          "http://[]",
                          "http://[::1]x",
                          "http://[g::]",
                          "http://a b",
                          "http://a\r\nX: 1"}) {
    INFO(url);
    const auto origin = parse_origin(url);

    REQUIRE_FALSE(origin);
    CHECK(origin.error().code == Errc::bad_input);
    CHECK(origin.error().where == "URL");
    CHECK(render(origin.error()).find("secret") == std::string::npos);
  }
}

}  // namespace understudy::client
