// SPDX-License-Identifier: MIT
/// Trust: which certificates the default transport accepts.
#include <csignal>

#include "certificates.hpp"
#include "support/catch.hpp"
#include "understudy/client/transport.hpp"
#include "understudy/mock/listener.hpp"

namespace understudy::client {

namespace {

mock::Listener serve(const Certificates& certificates) {
  std::signal(SIGPIPE, SIG_IGN);
  mock::ListenOptions options;
  options.tls = mock::TlsFiles{certificates.certificate(), certificates.key()};
  return mock::Listener::open(
             [](const Request&) {
               return Response{200, {}, "ok"};
             },
             options)
      .value();
}

Result<Response> ask(const mock::Listener& listener, const std::string& authority) {
  return make_httplib_transport(listener.url(), {.ca_file = authority}).value()->send({});
}

}  // namespace

TEST_CASE("a certificate of the given authority for this host is accepted",
          "[client][transport][tls]") {
  const Certificates certificates{"IP:127.0.0.1", 3'600};
  const auto listener = serve(certificates);

  const auto answer = ask(listener, certificates.authority());

  REQUIRE(answer);
  CHECK(answer->body == "ok");
}

TEST_CASE("a certificate that does not verify is refused", "[client][transport][tls][K03]") {
  const Certificates good{"IP:127.0.0.1", 3'600};
  const Certificates other_host{"DNS:other.example", 3'600};
  const Certificates expired{"IP:127.0.0.1", -3'600};
  const Certificates other_authority{"IP:127.0.0.1", 3'600};
  const auto good_listener = serve(good);
  const auto other_host_listener = serve(other_host);
  const auto expired_listener = serve(expired);

  for (const auto& [what, answer] :
       {std::pair{"wrong host", ask(other_host_listener, other_host.authority())},
        std::pair{"expired", ask(expired_listener, expired.authority())},
        std::pair{"wrong authority", ask(good_listener, other_authority.authority())},
        std::pair{"the system's authorities", ask(good_listener, "")}}) {
    INFO(what);
    REQUIRE_FALSE(answer);
    CHECK(answer.error().code == Errc::untrusted);
    CHECK(answer.error().advice == "give the CA that signed it; verification cannot be turned off");
  }
}

TEST_CASE("an authority file that cannot be read is named as the fault",
          "[client][transport][tls][K03]") {
  const Certificates certificates{"IP:127.0.0.1", 3'600};
  const auto listener = serve(certificates);

  const auto answer = ask(listener, certificates.authority() + ".missing");

  REQUIRE_FALSE(answer);
  CHECK(answer.error().code == Errc::bad_input);
}

}  // namespace understudy::client
