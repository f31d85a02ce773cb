// SPDX-License-Identifier: MIT
/// Trust: which certificates a transport accepts, and what it shows of itself.
#include "certificates.hpp"
#include "tls_server.hpp"
#include "transports.hpp"
#include "understudy/mock/listener.hpp"

namespace understudy::client {

namespace {

constexpr const char* kOk = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";

mock::Listener serve(const Certificates& certificates) {
  mock::ListenOptions options;
  options.tls = mock::TlsFiles{certificates.certificate(), certificates.key()};
  return mock::Listener::open(
             [](const Request&) {
               return Response{200, {}, "ok"};
             },
             options)
      .value();
}

template <typename Kind>
Result<Response> ask(const mock::Listener& listener, const std::string& authority) {
  return Kind::make(listener.url(), {.ca_file = authority}).value()->send({});
}

}  // namespace

TEMPLATE_TEST_CASE("a certificate of the given authority for this host is accepted",
                   "[client][transport][tls]", UNDERSTUDY_SOCKET_TRANSPORTS) {
  const Certificates certificates{"IP:127.0.0.1", 3'600};
  const auto listener = serve(certificates);
  const auto transport =
      TestType::make(listener.url(), {.ca_file = certificates.authority()}).value();

  for (int i = 0; i < 5; ++i) {
    const auto answer = transport->send({});
    REQUIRE(answer);
    CHECK(answer->body == "ok");
  }

  CHECK(listener.stats().accepted == 1);
}

TEMPLATE_TEST_CASE("a certificate that does not verify is refused", "[client][transport][tls][K03]",
                   UNDERSTUDY_SOCKET_TRANSPORTS) {
  const Certificates good{"IP:127.0.0.1", 3'600};
  const Certificates other_host{"DNS:other.example", 3'600};
  const Certificates expired{"IP:127.0.0.1", -3'600};
  const Certificates other_authority{"IP:127.0.0.1", 3'600};
  const Certificates self_signed{"IP:127.0.0.1", 3'600, Certificates::Signer::itself};
  const auto good_listener = serve(good);
  const auto other_host_listener = serve(other_host);
  const auto expired_listener = serve(expired);
  const auto self_signed_listener = serve(self_signed);

  for (const auto& [what, answer] :
       {std::pair{"wrong host", ask<TestType>(other_host_listener, other_host.authority())},
        std::pair{"expired", ask<TestType>(expired_listener, expired.authority())},
        std::pair{"self-signed", ask<TestType>(self_signed_listener, self_signed.authority())},
        std::pair{"wrong authority", ask<TestType>(good_listener, other_authority.authority())},
        std::pair{"the system's authorities", ask<TestType>(good_listener, "")}}) {
    INFO(what);
    REQUIRE_FALSE(answer);
    CHECK(answer.error().code == Errc::untrusted);
    CHECK(answer.error().advice == "give the CA that signed it; verification cannot be turned off");
  }
  CHECK(good_listener.stats().requests == 0);
}

TEMPLATE_TEST_CASE("a policy of addresses leaves the name of the host to be verified",
                   "[client][transport][tls][address]", UNDERSTUDY_SOCKET_TRANSPORTS) {
  const auto [name, is_trusted] =
      GENERATE(std::pair{"DNS:localhost", true}, std::pair{"IP:127.0.0.1", false});
  const Certificates certificates{name, 3'600};
  const auto listener = serve(certificates);
  const std::string port = listener.url().substr(listener.url().rfind(':'));

  const auto answer =
      TestType::make("https://localhost" + port,
                     {.ca_file = certificates.authority(), .addresses = {.special = false}})
          .value()
          ->send({});

  INFO(name);
  CHECK(answer.has_value() == is_trusted);
  if (!is_trusted) CHECK(answer.error().code == Errc::untrusted);
}

TEMPLATE_TEST_CASE("files that cannot be used are named as the fault",
                   "[client][transport][tls][K03]", UNDERSTUDY_SOCKET_TRANSPORTS) {
  const Certificates certificates{"IP:127.0.0.1", 3'600};
  const auto listener = serve(certificates);
  const std::string missing = certificates.authority() + ".missing";

  const auto authority = ask<TestType>(listener, missing);
  REQUIRE_FALSE(authority);
  CHECK(authority.error().code == Errc::bad_input);

  // One library looks at once, the other when it connects.
  auto client = TestType::make(listener.url(), {.ca_file = certificates.authority(),
                                                .client_certificate = missing,
                                                .client_key = certificates.key()});
  const auto answer = client ? (*client)->send({}) : Failure{client.error()};
  REQUIRE_FALSE(answer);
  CHECK(answer.error().code == Errc::bad_input);
}

TEMPLATE_TEST_CASE("a host that speaks no TLS is not trusted", "[client][transport][tls][K03]",
                   UNDERSTUDY_SOCKET_TRANSPORTS) {
  const auto listener = mock::Listener::open([](const Request&) {
                          return Response{200, {}, "ok"};
                        }).value();
  const std::string url = "https" + listener.url().substr(4);

  const auto answer =
      TestType::make(url, {.total_timeout = std::chrono::seconds{5}}).value()->send({});

  REQUIRE_FALSE(answer);
  CHECK(answer.error().code == Errc::untrusted);
}

TEMPLATE_TEST_CASE("a client certificate lets in where one is asked for",
                   "[client][transport][tls][K03]", UNDERSTUDY_SOCKET_TRANSPORTS) {
  const Certificates host{"IP:127.0.0.1", 3'600};
  const Certificates known{"DNS:client.example", 3'600};
  TlsServer server{
      host, [](const std::string&) { return kOk; }, {.client_authority = known.authority()}};

  const auto answer = TestType::make(server.url(), {.ca_file = host.authority(),
                                                    .client_certificate = known.certificate(),
                                                    .client_key = known.key()})
                          .value()
                          ->send({});

  REQUIRE(answer);
  CHECK(answer->body == "ok");
}

TEMPLATE_TEST_CASE("a client without the right certificate is kept out, and says why",
                   "[client][transport][tls][K03]", UNDERSTUDY_SOCKET_TRANSPORTS) {
  const Certificates host{"IP:127.0.0.1", 3'600};
  const Certificates known{"DNS:client.example", 3'600};
  const Certificates stranger{"DNS:client.example", 3'600};
  TlsServer server{
      host, [](const std::string&) { return kOk; }, {.client_authority = known.authority()}};
  TransportOptions options{.ca_file = host.authority()};

  const auto without = TestType::make(server.url(), options).value()->send({});
  options.client_certificate = stranger.certificate();
  options.client_key = stranger.key();
  const auto wrong = TestType::make(server.url(), options).value()->send({});

  // TLS 1.3 tells of it behind the handshake, where cpp-httplib sees the end of a connection
  const Errc wanted = TestType::kIsHttplib ? Errc::connection_lost : Errc::untrusted;
  REQUIRE_FALSE(without);
  CHECK(without.error().code == wanted);
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().code == wanted);
  CHECK(server.requests() == 0);
}

TEMPLATE_TEST_CASE("a certificate without its key makes no transport", "[client][transport][tls]",
                   UNDERSTUDY_SOCKET_TRANSPORTS) {
  const auto half = TestType::make("https://127.0.0.1:1", {.client_certificate = "cert.pem"});

  REQUIRE_FALSE(half);
  CHECK(half.error().code == Errc::bad_input);
  CHECK(half.error().where == "client_key");
}

}  // namespace understudy::client
