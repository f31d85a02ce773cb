// SPDX-License-Identifier: MIT
/// In the place of curl_transport_test.cpp in a build without libcurl.
#include "support/catch.hpp"
#include "understudy/client/transport.hpp"

namespace understudy::client {

TEST_CASE("a build without libcurl says how to get it", "[client][transport][curl]") {
  const auto transport = make_curl_transport("http://127.0.0.1:1");

  REQUIRE_FALSE(transport.has_value());
  CHECK(transport.error().code == Errc::unsupported);
  CHECK(transport.error().advice.find("UNDERSTUDY_CURL=ON") != std::string::npos);
}

TEST_CASE("what only libcurl does", "[client][transport][curl]") {
  WARN(
      "this test is skipped: there is no libcurl in this build, neither here nor in tests that run "
      "over every transport; configure with -DUNDERSTUDY_CURL=ON");
}

}  // namespace understudy::client
