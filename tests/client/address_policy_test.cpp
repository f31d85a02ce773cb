// SPDX-License-Identifier: MIT
/// Policies of addresses on every transport with a socket: no connection where none is allowed.
#include "understudy/client/address_policy.hpp"

#include "scripted_server.hpp"
#include "transports.hpp"
#include "understudy/client/retry.hpp"

namespace understudy::client {

namespace {

constexpr const char* kOk = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

Reply answer_ok(const std::string& /*request*/) { return {kOk}; }

template <typename Kind>
Result<Response> ask(const std::string& url, const AddressPolicy& addresses) {
  return Kind::make(url, {.addresses = addresses}).value()->send({});
}

std::string port_of(const ScriptedServer& server) {
  const std::string url = server.url();
  return url.substr(url.rfind(':'));
}

}  // namespace

TEMPLATE_TEST_CASE("an address that is not allowed is never connected to",
                   "[client][transport][address]", UNDERSTUDY_SOCKET_TRANSPORTS) {
  ScriptedServer server{answer_ok};

  for (const char* host : {"127.0.0.1", "localhost", "127.1", "[::ffff:127.0.0.1]"}) {
    INFO(host);
    const std::string authority = host + port_of(server);
    const auto refused = ask<TestType>("http://" + authority, {.loopback = false});

    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == Errc::unsupported);
    CHECK(refused.error().where == "address");
    CHECK(refused.error().what.find("an address of " + authority) != std::string::npos);
    CHECK(refused.error().what.find("(loopback)") != std::string::npos);
    CHECK(refused.error().advice.find("TransportOptions::addresses") != std::string::npos);
  }
  CHECK(server.connections() == 0);
}

TEMPLATE_TEST_CASE("the other kinds are refused without a packet", "[client][transport][address]",
                   UNDERSTUDY_SOCKET_TRANSPORTS) {
  struct Case {
    const char* host;
    const char* kind;
  };
  for (const auto& [host, kind] :
       {Case{"10.0.0.1", "private_network"}, Case{"192.168.0.1", "private_network"},
        Case{"169.254.169.254", "link_local"}, Case{"0.0.0.0", "special"},
        Case{"224.0.0.1", "special"}, Case{"[::1]", "loopback"}, Case{"[::]", "special"}}) {
    INFO(host);
    const auto refused = ask<TestType>("http://" + std::string{host} + ":9", kPublicAddresses);

    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == Errc::unsupported);
    CHECK(refused.error().what.find(std::string{"("} + kind + ")") != std::string::npos);
  }
}

TEMPLATE_TEST_CASE("an allowed address is asked by its own name", "[client][transport][address]",
                   UNDERSTUDY_SOCKET_TRANSPORTS) {
  ScriptedServer server{answer_ok};
  const AddressPolicy only_here{.link_local = false, .private_networks = false, .special = false};
  const auto transport =
      TestType::make("http://localhost" + port_of(server), {.addresses = only_here}).value();

  for (int i = 0; i < 3; ++i) REQUIRE(transport->send({}));

  CHECK(server.connections() == 1);
  CHECK(server.requests().at(0).find("\r\nHost: localhost" + port_of(server) + "\r\n") !=
        std::string::npos);
}

TEMPLATE_TEST_CASE("a connection that has ended is replaced by a checked one",
                   "[client][transport][address]", UNDERSTUDY_SOCKET_TRANSPORTS) {
  ScriptedServer server{[](const std::string&) { return Reply{kOk, Then::close}; }};
  const auto transport =
      TestType::make(server.url(), {.addresses = {.private_networks = false}}).value();

  REQUIRE(transport->send({}));
  server.wait_until_closed(1);
  REQUIRE(transport->send({}));

  CHECK(server.connections() == 2);
}

TEMPLATE_TEST_CASE("an allowed address where nobody listens is unreachable",
                   "[client][transport][address]", UNDERSTUDY_SOCKET_TRANSPORTS) {
  std::string url;
  {
    ScriptedServer gone{answer_ok};
    url = gone.url();
  }

  CHECK(ask<TestType>(url, {.special = false}).error().code == Errc::unreachable);
}

TEST_CASE("a refused address is not worth another attempt", "[client][transport][address]") {
  const Error refused{Errc::unsupported, "expected an allowed address", "address", ""};

  CHECK(transience_of(RetryPolicy{}, refused) == Transience::permanent);
}

TEMPLATE_TEST_CASE("a proxy and a policy do not go together", "[client][transport][address]",
                   UNDERSTUDY_SOCKET_TRANSPORTS) {
  const auto both = TestType::make("http://example.com",
                                   {.proxy = "http://127.0.0.1:9", .addresses = kPublicAddresses});

  REQUIRE_FALSE(both.has_value());
  CHECK(both.error().code == Errc::bad_input);
  CHECK(both.error().where == "proxy");
}

}  // namespace understudy::client
