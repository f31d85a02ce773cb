// SPDX-License-Identifier: MIT
/// Which transport a build has.
#include "scripted_server.hpp"
#include "transports.hpp"

namespace understudy::client {

TEST_CASE("a build names its transports, the best one first", "[client][transport]") {
#ifdef UNDERSTUDY_HAS_CURL
  CHECK(transport_names() == std::vector<std::string_view>{"libcurl", "cpp-httplib"});
#else
  CHECK(transport_names() == std::vector<std::string_view>{"cpp-httplib"});
#endif
}

TEST_CASE("the best transport is made", "[client][transport]") {
  std::signal(SIGPIPE, SIG_IGN);
  ScriptedServer server{
      [](const std::string&) { return Reply{"HTTP/1.1 204 No Content\r\n\r\n"}; }};
  const auto transport = make_transport(server.url()).value();

  REQUIRE(transport->send({}));
  // cpp-httplib cannot be kept from naming itself
  const bool is_httplib = server.requests().at(0).find("cpp-httplib") != std::string::npos;

  CHECK(is_httplib == (transport_names().front() == "cpp-httplib"));
  CHECK(make_transport("ftp://a").error().code == Errc::bad_input);
}

TEST_CASE("a proxy is refused where it would not be used", "[client][transport][proxy]") {
  const auto transport = make_httplib_transport("http://127.0.0.1:1", {.proxy = "http://p:1"});

  REQUIRE_FALSE(transport);
  CHECK(transport.error().code == Errc::bad_input);
  CHECK(transport.error().where == "proxy");
  CHECK(transport.error().advice.find("UNDERSTUDY_CURL=ON") != std::string::npos);
}

}  // namespace understudy::client
