// SPDX-License-Identifier: MIT
/// The default transport against our own front: two readings of HTTP/1.1 that have to agree.
#include <csignal>

#include "support/catch.hpp"
#include "understudy/client/transport.hpp"
#include "understudy/mock/listener.hpp"

namespace understudy::client {

namespace {

/// Answers with what came, in the body: the library decodes the values of answer fields.
Response echo(const Request& request) {
  const std::string* key = request.fields.find("api-key");
  const std::string method{name_of(request.method)};
  return {200,
          {},
          method + " " + request.target + " " + (key == nullptr ? "" : *key) + "\n" + request.body};
}

mock::Listener listen(const mock::ListenOptions& options = {}) {
  std::signal(SIGPIPE, SIG_IGN);
  return mock::Listener::open(echo, options).value();
}

}  // namespace

TEST_CASE("our front sees what our transport was given", "[client][transport][listener]") {
  const auto listener = listen();
  const auto transport = make_httplib_transport(listener.url()).value();

  for (const Method method : {Method::get, Method::post, Method::put, Method::patch}) {
    const std::string body = method == Method::get ? "" : std::string(100'000, 'x');
    const auto answer = transport->send({method, "/a/b?c=%7Bd%7D&e=f+g", {{"api-key", "k"}}, body});

    REQUIRE(answer);
    CHECK(answer->status == 200);
    CHECK(answer->body == std::string{name_of(method)} + " /a/b?c=%7Bd%7D&e=f+g k\n" + body);
  }
}

TEST_CASE("our transport keeps its connection to our front", "[client][transport][listener]") {
  const auto listener = listen();
  const auto transport = make_httplib_transport(listener.url()).value();

  for (int i = 0; i < 20; ++i) REQUIRE(transport->send({}));

  CHECK(listener.stats().accepted == 1);
  CHECK(listener.stats().requests == 20);
}

TEST_CASE("a front that closes connections costs no request", "[client][transport][listener]") {
  mock::ListenOptions options;
  options.limits.requests_per_connection = 3;
  const auto listener = listen(options);
  const auto transport = make_httplib_transport(listener.url()).value();

  for (int i = 0; i < 10; ++i) REQUIRE(transport->send({}));

  CHECK(listener.stats().accepted == 4);
}

}  // namespace understudy::client
