// SPDX-License-Identifier: MIT
/// An answer that a fault holds back, behind TLS: it comes when the clock of the mock says so.
#include <chrono>
#include <csignal>
#include <future>
#include <thread>

#include "certificates.hpp"
#include "support/catch.hpp"
#include "understudy/client/transport.hpp"
#include "understudy/mock/listener.hpp"
#include "understudy/mock/server.hpp"

namespace understudy::client {

TEST_CASE("a latency holds an answer behind TLS until the clock has moved",
          "[client][transport][tls][faults]") {
  std::signal(SIGPIPE, SIG_IGN);
  const Certificates certificates{"IP:127.0.0.1", 3'600};
  mock::ServerOptions options;
  options.apis = {"partnertap"};
  options.faults = {mock::parse_fault("latency,ms=300000").value()};
  const mock::Server server = mock::Server::make(options).value();
  server.space().clock().freeze();
  mock::ListenOptions listen;
  listen.tls = mock::TlsFiles{certificates.certificate(), certificates.key()};
  const auto listener =
      mock::Listener::open([&](const Request& request) { return server.reply_to(request); }, listen)
          .value();

  auto answer = std::async(std::launch::async, [&] {
    const auto transport =
        make_httplib_transport(listener.url(), {.ca_file = certificates.authority()}).value();
    return transport->send(
        {Method::get, "/v1/channelecosystem/report-names", {{"api-key", "demo-api-key"}}, ""});
  });
  const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds{20};
  while (listener.stats().held_answers == 0 && std::chrono::steady_clock::now() < give_up) {
    std::this_thread::yield();
  }
  REQUIRE(listener.stats().held_answers == 1);
  server.space().clock().advance(std::chrono::seconds{300});

  const auto got = answer.get();
  REQUIRE(got);
  CHECK(got->status == 200);
  CHECK(listener.stats().held_answers == 0);
}

}  // namespace understudy::client
