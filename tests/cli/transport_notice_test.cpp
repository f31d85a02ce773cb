// SPDX-License-Identifier: MIT
/// Who is told that the transport may not survive a host.
#include "transport_notice.hpp"

#include "support/catch.hpp"

namespace understudy::cli {

TEST_CASE("with libcurl there is nothing to tell", "[cli][transport]") {
  CHECK(transport_notice("https://api.example.com", "libcurl").empty());
}

TEST_CASE("hosts on this machine are trusted, others are not", "[cli][transport]") {
  for (const char* url : {"http://localhost", "http://localhost:8080", "https://127.0.0.1:1/",
                          "http://127.1.2.3", "http://[::1]:80", "no url"}) {
    INFO(url);
    CHECK(transport_notice(url, "cpp-httplib").empty());
  }
  for (const char* url : {"http://localhost.example:80", "http://127.example.com", "https://a",
                          "http://[::2]:80", "http://128.0.0.1"}) {
    INFO(url);
    CHECK(transport_notice(url, "cpp-httplib") ==
          "this build uses cpp-httplib, which a hostile host can crash; docs/transports.md says "
          "how to build with libcurl");
  }
}

}  // namespace understudy::cli
