// SPDX-License-Identifier: MIT
/// Every transport with a socket: what it sends, what it keeps, what it refuses.

#include "scripted_server.hpp"
#include "transports.hpp"

namespace understudy::client {

namespace {

using namespace std::chrono_literals;

constexpr const char* kOk = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

template <typename Kind>
std::unique_ptr<Transport> connect(const ScriptedServer& server,
                                   const TransportOptions& options = {}) {
  return Kind::make(server.url(), options).value();
}

}  // namespace

TEMPLATE_TEST_CASE("the request goes out as it was given", "[client][transport]",
                   UNDERSTUDY_SOCKET_TRANSPORTS) {
  ScriptedServer server{[](const std::string&) { return Reply{kOk}; }};
  const auto transport = connect<TestType>(server);

  const auto answer = transport->send({Method::post,
                                       "/v1/a%20b/%2F?x=a+b&y=%27'&z=a=b",
                                       {{"api-key", "a%2Bb"}, {"Content-Type", "application/json"}},
                                       "{\"a\": 1}"});

  REQUIRE(answer);
  REQUIRE(server.requests().size() == 1);
  const std::string sent = server.requests()[0];
  CHECK(sent.find("POST /v1/a%20b/%2F?x=a+b&y=%27'&z=a=b HTTP/1.1\r\n") == 0);
  CHECK(sent.find("\r\nHost: " + server.authority() + "\r\n") != sent.npos);
  CHECK(sent.find("\r\napi-key: a%2Bb\r\n") != sent.npos);
  CHECK(sent.find("\r\nContent-Type: application/json\r\n") != sent.npos);
  CHECK(sent.find("\r\nContent-Length: 8\r\n") != sent.npos);
  CHECK(sent.find("\r\n\r\n{\"a\": 1}") == sent.size() - 12);
}

TEMPLATE_TEST_CASE("no coding of the answer is asked for", "[client][transport]",
                   UNDERSTUDY_SOCKET_TRANSPORTS) {
  ScriptedServer server{[](const std::string&) { return Reply{kOk}; }};
  const auto transport = connect<TestType>(server);

  REQUIRE(transport->send({}));

  CHECK(server.requests().at(0).find("Accept-Encoding") == std::string::npos);
}

TEMPLATE_TEST_CASE("framing fields of the caller are replaced by true ones", "[client][transport]",
                   UNDERSTUDY_SOCKET_TRANSPORTS) {
  ScriptedServer server{[](const std::string&) { return Reply{kOk}; }};
  const auto transport = connect<TestType>(server);

  REQUIRE(transport->send(
      {Method::post, "/", {{"content-length", "99"}, {"Transfer-Encoding", "chunked"}}, "abc"}));

  const std::string sent = server.requests().at(0);
  CHECK(sent.find("\r\nContent-Length: 3\r\n") != sent.npos);
  CHECK(sent.find("ength: 99") == sent.npos);
  CHECK(sent.find("chunked") == sent.npos);
}

TEMPLATE_TEST_CASE("every method is sent by its name", "[client][transport]",
                   UNDERSTUDY_SOCKET_TRANSPORTS) {
  ScriptedServer server{
      [](const std::string&) { return Reply{"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"}; }};
  const auto transport = connect<TestType>(server);

  for (const Method method :
       {Method::delete_, Method::get, Method::options, Method::patch, Method::post, Method::put}) {
    REQUIRE(transport->send({method, "/", {}, ""}));
    CHECK(server.requests().back().find(std::string{name_of(method)} + " / ") == 0);
  }
}

TEMPLATE_TEST_CASE("the answer to HEAD has fields and no body", "[client][transport]",
                   UNDERSTUDY_SOCKET_TRANSPORTS) {
  ScriptedServer server{[](const std::string&) {
    return Reply{"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\nETag: x\r\n\r\n"};
  }};
  const auto transport = connect<TestType>(server);

  const auto answer = transport->send({Method::head, "/", {}, ""});

  REQUIRE(answer);
  CHECK(answer->body.empty());
  REQUIRE(answer->fields.find("etag") != nullptr);
  CHECK(*answer->fields.find("etag") == "x");
}

TEMPLATE_TEST_CASE("requests share one connection", "[client][transport]",
                   UNDERSTUDY_SOCKET_TRANSPORTS) {
  ScriptedServer server{[](const std::string&) { return Reply{kOk}; }};
  const auto transport = connect<TestType>(server);

  for (int i = 0; i < 10; ++i) REQUIRE(transport->send({}));

  CHECK(server.connections() == 1);
  CHECK(server.requests().size() == 10);
}

TEMPLATE_TEST_CASE("a kept connection that has ended is replaced", "[client][transport][K06]",
                   UNDERSTUDY_SOCKET_TRANSPORTS) {
  ScriptedServer server{[](const std::string&) { return Reply{kOk, Then::close}; }};
  const auto transport = connect<TestType>(server);

  const auto first = transport->send({});
  server.wait_until_closed(1);
  const auto second = transport->send({});

  CHECK(first);
  CHECK(second);
  CHECK(server.connections() == 2);
}

TEMPLATE_TEST_CASE("a request that a kept connection may have carried is not repeated",
                   "[client][transport][K06]", UNDERSTUDY_SOCKET_TRANSPORTS) {
  for (const Method method : {Method::get, Method::post}) {
    int count = 0;
    ScriptedServer server{[&](const std::string&) {
      return ++count == 2 ? Reply{"", Then::close} : Reply{kOk};
    }};
    const auto transport = connect<TestType>(server);

    REQUIRE(transport->send({}));
    const auto lost = transport->send({method, "/", {}, ""});
    const auto next = transport->send({});

    REQUIRE_FALSE(lost);
    CHECK(lost.error().code == Errc::connection_lost);
    CHECK(next);
    CHECK(server.requests().size() == 3);
  }
}

TEMPLATE_TEST_CASE("a second answer in the packet of the first belongs to no request",
                   "[client][transport][K06]", UNDERSTUDY_SOCKET_TRANSPORTS) {
  int count = 0;
  ScriptedServer server{[&](const std::string&) {
    const std::string extra = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwrong";
    return Reply{++count == 1 ? kOk + extra : std::string{kOk}};
  }};
  const auto transport = connect<TestType>(server);

  const auto first = transport->send({});
  const auto second = transport->send({});

  REQUIRE(first);
  CHECK(first->body == "ok");
  REQUIRE(second);
  CHECK(second->body == "ok");
}

TEMPLATE_TEST_CASE("bytes that wait on a kept connection are no answer to the next request",
                   "[client][transport][K06]", UNDERSTUDY_SOCKET_TRANSPORTS) {
  int count = 0;
  // More than the library buffers, so that a part is still in the socket.
  const std::string late = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwrong";
  std::string flood;
  while (flood.size() < 20'000) flood += late;
  ScriptedServer server{
      [&](const std::string&) { return Reply{++count == 1 ? kOk + flood : kOk}; }};
  const auto transport = connect<TestType>(server);

  const auto first = transport->send({});
  const auto second = transport->send({});

  REQUIRE(first);
  CHECK(first->body == "ok");
  REQUIRE(second);
  CHECK(second->body == "ok");
  CHECK(server.connections() == 2);
}

TEMPLATE_TEST_CASE("the answer after a refused one comes from a fresh connection",
                   "[client][transport][K06]", UNDERSTUDY_SOCKET_TRANSPORTS) {
  int count = 0;
  ScriptedServer server{[&](const std::string&) {
    return Reply{++count == 1 ? "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\nleft over" : kOk};
  }};
  const auto transport = connect<TestType>(server);

  const auto refused = transport->send({});
  const auto next = transport->send({});

  CHECK_FALSE(refused);
  REQUIRE(next);
  CHECK(next->body == "ok");
  CHECK(server.connections() == 2);
}

TEMPLATE_TEST_CASE("a transport works on after a deadline", "[client][transport][K01]",
                   UNDERSTUDY_SOCKET_TRANSPORTS) {
  int count = 0;
  ScriptedServer server{[&](const std::string&) {
    return ++count == 1 ? Reply{"HTTP/1.1 200 OK\r\nX: ", Then::drip} : Reply{kOk};
  }};
  const auto transport = connect<TestType>(server, {.total_timeout = kLong});

  const auto late = transport->send({}, {.timeout = 150ms});
  const auto next = transport->send({});

  REQUIRE_FALSE(late);
  CHECK(late.error().code == Errc::timed_out);
  CHECK(late.error().what ==
        "expected the whole answer of " + server.authority() + " within 150 ms");
  CHECK(next);
}

TEMPLATE_TEST_CASE("a body is read up to its bound and refused past it",
                   "[client][transport][limit]", UNDERSTUDY_SOCKET_TRANSPORTS) {
  for (const bool chunked : {false, true}) {
    INFO(chunked);
    const std::string body(1'000, 'x');
    ScriptedServer server{[&](const std::string&) {
      return chunked ? Reply{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3e8\r\n" + body +
                             "\r\n0\r\n\r\n"}
                     : Reply{"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + body};
    }};

    const auto within = connect<TestType>(server, {.max_body = 1'000})->send({});
    const auto past = connect<TestType>(server, {.max_body = 999})->send({});

    REQUIRE(within);
    CHECK(within->body == body);
    REQUIRE_FALSE(past);
    CHECK(past.error().code == Errc::limit_exceeded);
  }
}

TEMPLATE_TEST_CASE("a hundred fields are read and one more is refused",
                   "[client][transport][limit]", UNDERSTUDY_SOCKET_TRANSPORTS) {
  const auto answer_with = [](int fields) {
    std::string head = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n";
    for (int i = 1; i < fields; ++i) head += "X-" + std::to_string(i) + ": y\r\n";
    return head + "\r\n";
  };
  ScriptedServer hundred{[&](const std::string&) { return Reply{answer_with(100)}; }};
  ScriptedServer more{[&](const std::string&) { return Reply{answer_with(101)}; }};

  const auto within = connect<TestType>(hundred)->send({});
  const auto past = connect<TestType>(more)->send({});

  REQUIRE(within);
  CHECK(within->fields.size() == 100);
  REQUIRE_FALSE(past);
  CHECK(past.error().code == Errc::limit_exceeded);
}

TEMPLATE_TEST_CASE("what cannot be sent is refused before a byte leaves",
                   "[client][transport][K04]", UNDERSTUDY_SOCKET_TRANSPORTS) {
  ScriptedServer server{[](const std::string&) { return Reply{kOk}; }};
  const auto transport = connect<TestType>(server);
  const std::string nul{"a\0b", 3};

  for (const Request& request :
       {Request{Method::get, "/", {{"api-key", "a\r\nX: 1"}}, ""},
        Request{Method::get, "/", {{"api-key", "a\nb"}}, ""},
        Request{Method::get, "/", {{"api-key", nul}}, ""},
        Request{Method::get, "/", {{"api key", "a"}}, ""},
        Request{Method::get, "/", {{"a\r\nb", "a"}}, ""},
        Request{Method::get, "/", {{"", "a"}}, ""},
        Request{Method::post, "/", {{"Content-Type", "text/plain\r\nX: 1"}}, "x"},
        Request{Method::get, "/ HTTP/1.1\r\nX: 1\r\n\r\n", {}, ""},
        Request{Method::get, "/a b", {}, ""}, Request{Method::get, "/a" + nul, {}, ""},
        Request{Method::get, "", {}, ""}, Request{Method::head, "/", {}, "x"},
        Request{Method::get, "http://other/", {}, ""}}) {
    INFO(request.target << " " << (request.fields.empty() ? "" : request.fields.begin()->name));
    const auto answer = transport->send(request);

    REQUIRE_FALSE(answer);
    CHECK(answer.error().code == Errc::bad_input);
  }
  CHECK(server.connections() == 0);
}

TEMPLATE_TEST_CASE("redirects are returned and nothing is sent to where they point",
                   "[client][transport][K05]", UNDERSTUDY_SOCKET_TRANSPORTS) {
  ScriptedServer other{[](const std::string&) { return Reply{kOk}; }};
  ScriptedServer server{[&](const std::string&) {
    return Reply{"HTTP/1.1 307 Temporary Redirect\r\nLocation: " + other.url() +
                 "/\r\nContent-Length: 0\r\n\r\n"};
  }};
  const auto transport = connect<TestType>(server);

  const auto answer = transport->send({Method::get, "/", {{"api-key", "k"}, {"Cookie", "c"}}, ""});

  REQUIRE(answer);
  CHECK(answer->status == 307);
  CHECK(other.connections() == 0);
}

TEMPLATE_TEST_CASE("a host that is not there is unreachable and named", "[client][transport]",
                   UNDERSTUDY_SOCKET_TRANSPORTS) {
  std::string url;
  {
    ScriptedServer gone{[](const std::string&) { return Reply{kOk}; }};
    url = gone.url();
  }
  const auto transport = TestType::make(url).value();

  const auto answer = transport->send({Method::get, "/", {{"api-key", "secret-key"}}, ""});

  REQUIRE_FALSE(answer);
  CHECK(answer.error().code == Errc::unreachable);
  CHECK(answer.error().what.find(url.substr(7)) != std::string::npos);
  CHECK(render(answer.error()).find("secret-key") == std::string::npos);
}

TEMPLATE_TEST_CASE("a URL that is no origin makes no transport", "[client][transport]",
                   UNDERSTUDY_SOCKET_TRANSPORTS) {
  const auto transport = TestType::make("http://127.0.0.1:99999999999");

  REQUIRE_FALSE(transport);
  CHECK(transport.error().code == Errc::bad_input);
  CHECK(transport.error().where == "URL");
}

}  // namespace understudy::client
