// SPDX-License-Identifier: MIT
/// The default transport against a host that sends whatever it likes.
#include <csignal>
#include <fstream>

#include "scripted_server.hpp"
#include "support/catch.hpp"
#include "understudy/base/json.hpp"
#include "understudy/client/transport.hpp"

namespace understudy::client {

namespace {

using namespace std::chrono_literals;

constexpr const char* kOk = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

std::unique_ptr<Transport> connect(const ScriptedServer& server,
                                   const TransportOptions& options = {}) {
  std::signal(SIGPIPE, SIG_IGN);
  return make_httplib_transport(server.url(), options).value();
}

Json read_cases(const std::string& file) {
  std::ifstream in(std::string{UNDERSTUDY_TESTS_DIR} + "/client/" + file);
  auto groups = Json::parse(in, nullptr, /*allow_exceptions=*/false);
  REQUIRE(groups.is_array());
  return groups;
}

Reply reply_of(const Json& input) {
  const std::string then = input.value("then", "keep");
  return {input.at("bytes").get<std::string>(), then == "close"  ? Then::close
                                                : then == "drip" ? Then::drip
                                                                 : Then::keep};
}

Json describe(const Result<Response>& answer) {
  if (!answer) return {{"error", name_of(answer.error().code)}};
  return {{"want", {{"status", answer->status}, {"body", answer->body}}}};
}

}  // namespace

TEST_CASE("hostile and odd answers agree with every case in their file",
          "[client][transport][K01]") {
  for (const Json& group : read_cases("responses.cases.json")) {
    for (const Json& item : group.at("cases")) {
      INFO(group.at("description") << " / " << item.at("description"));
      ScriptedServer server{[&](const std::string&) { return reply_of(item.at("input")); }};
      const bool waits = item.value("error", "") == "timed_out";
      const auto transport = connect(server, {.total_timeout = waits ? 150ms : 20'000ms});
      const char* expected = item.contains("want") ? "want" : "error";

      const auto answer = transport->send({});

      CHECK(describe(answer) == Json{{expected, item.at(expected)}});
    }
  }
}

TEST_CASE("the request goes out as it was given", "[client][transport]") {
  ScriptedServer server{[](const std::string&) { return Reply{kOk}; }};
  const auto transport = connect(server);

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

TEST_CASE("no coding of the answer is asked for", "[client][transport]") {
  ScriptedServer server{[](const std::string&) { return Reply{kOk}; }};
  const auto transport = connect(server);

  REQUIRE(transport->send({}));

  CHECK(server.requests().at(0).find("Accept-Encoding") == std::string::npos);
}

TEST_CASE("framing fields of the caller are replaced by true ones", "[client][transport]") {
  ScriptedServer server{[](const std::string&) { return Reply{kOk}; }};
  const auto transport = connect(server);

  REQUIRE(transport->send(
      {Method::post, "/", {{"content-length", "99"}, {"Transfer-Encoding", "chunked"}}, "abc"}));

  const std::string sent = server.requests().at(0);
  CHECK(sent.find("\r\nContent-Length: 3\r\n") != sent.npos);
  CHECK(sent.find("ength: 99") == sent.npos);
  CHECK(sent.find("chunked") == sent.npos);
}

TEST_CASE("every method is sent by its name", "[client][transport]") {
  ScriptedServer server{
      [](const std::string&) { return Reply{"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"}; }};
  const auto transport = connect(server);

  for (const Method method :
       {Method::delete_, Method::get, Method::options, Method::patch, Method::post, Method::put}) {
    REQUIRE(transport->send({method, "/", {}, ""}));
    CHECK(server.requests().back().find(std::string{name_of(method)} + " / ") == 0);
  }
}

TEST_CASE("the answer to HEAD has fields and no body", "[client][transport]") {
  ScriptedServer server{[](const std::string&) {
    return Reply{"HTTP/1.1 200 OK\r\nContent-Length: 500\r\nETag: x\r\n\r\n"};
  }};
  const auto transport = connect(server);

  const auto answer = transport->send({Method::head, "/", {}, ""});

  REQUIRE(answer);
  CHECK(answer->body.empty());
  REQUIRE(answer->fields.find("etag") != nullptr);
  CHECK(*answer->fields.find("etag") == "x");
}

TEST_CASE("requests share one connection", "[client][transport]") {
  ScriptedServer server{[](const std::string&) { return Reply{kOk}; }};
  const auto transport = connect(server);

  for (int i = 0; i < 10; ++i) REQUIRE(transport->send({}));

  CHECK(server.connections() == 1);
  CHECK(server.requests().size() == 10);
}

TEST_CASE("a kept connection that has ended is replaced", "[client][transport][K06]") {
  ScriptedServer server{[](const std::string&) { return Reply{kOk, Then::close}; }};
  const auto transport = connect(server);

  const auto first = transport->send({});
  const auto second = transport->send({});

  CHECK(first);
  CHECK(second);
  CHECK(server.connections() == 2);
}

TEST_CASE("a second answer in the packet of the first belongs to no request",
          "[client][transport][K06]") {
  int count = 0;
  ScriptedServer server{[&](const std::string&) {
    const std::string extra = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwrong";
    return Reply{++count == 1 ? kOk + extra : std::string{kOk}};
  }};
  const auto transport = connect(server);

  const auto first = transport->send({});
  const auto second = transport->send({});

  REQUIRE(first);
  CHECK(first->body == "ok");
  REQUIRE(second);
  CHECK(second->body == "ok");
}

TEST_CASE("bytes that wait on a kept connection are no answer to the next request",
          "[client][transport][K06]") {
  int count = 0;
  // More than the library buffers, so that a part is still in the socket.
  const std::string late = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwrong";
  std::string flood;
  while (flood.size() < 20'000) flood += late;
  ScriptedServer server{
      [&](const std::string&) { return Reply{++count == 1 ? kOk + flood : kOk}; }};
  const auto transport = connect(server);

  const auto first = transport->send({});
  const auto second = transport->send({});

  REQUIRE(first);
  CHECK(first->body == "ok");
  REQUIRE(second);
  CHECK(second->body == "ok");
  CHECK(server.connections() == 2);
}

TEST_CASE("the answer after a refused one comes from a fresh connection",
          "[client][transport][K06]") {
  int count = 0;
  ScriptedServer server{[&](const std::string&) {
    return Reply{++count == 1 ? "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\nleft over" : kOk};
  }};
  const auto transport = connect(server);

  const auto refused = transport->send({});
  const auto next = transport->send({});

  CHECK_FALSE(refused);
  REQUIRE(next);
  CHECK(next->body == "ok");
  CHECK(server.connections() == 2);
}

TEST_CASE("a transport works on after a deadline", "[client][transport][K01]") {
  int count = 0;
  ScriptedServer server{[&](const std::string&) {
    return ++count == 1 ? Reply{"HTTP/1.1 200 OK\r\nX: ", Then::drip} : Reply{kOk};
  }};
  const auto transport = connect(server, {.total_timeout = 150ms});

  const auto late = transport->send({});
  const auto next = transport->send({});

  REQUIRE_FALSE(late);
  CHECK(late.error().code == Errc::timed_out);
  CHECK(late.error().what ==
        "expected the whole answer of " + server.authority() + " within 150 ms");
  CHECK(next);
}

TEST_CASE("a body is read up to its bound and refused past it", "[client][transport][limit]") {
  for (const bool chunked : {false, true}) {
    INFO(chunked);
    const std::string body(1'000, 'x');
    ScriptedServer server{[&](const std::string&) {
      return chunked ? Reply{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3e8\r\n" + body +
                             "\r\n0\r\n\r\n"}
                     : Reply{"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + body};
    }};

    const auto within = connect(server, {.max_body = 1'000})->send({});
    const auto past = connect(server, {.max_body = 999})->send({});

    REQUIRE(within);
    CHECK(within->body == body);
    REQUIRE_FALSE(past);
    CHECK(past.error().code == Errc::limit_exceeded);
  }
}

TEST_CASE("a hundred fields are read and one more is refused", "[client][transport][limit]") {
  const auto answer_with = [](int fields) {
    std::string head = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n";
    for (int i = 1; i < fields; ++i) head += "X-" + std::to_string(i) + ": y\r\n";
    return head + "\r\n";
  };
  ScriptedServer hundred{[&](const std::string&) { return Reply{answer_with(100)}; }};
  ScriptedServer more{[&](const std::string&) { return Reply{answer_with(101)}; }};

  const auto within = connect(hundred)->send({});
  const auto past = connect(more)->send({});

  REQUIRE(within);
  CHECK(within->fields.size() == 100);
  REQUIRE_FALSE(past);
  CHECK(past.error().code == Errc::limit_exceeded);
}

TEST_CASE("what cannot be sent is refused before a byte leaves", "[client][transport][K04]") {
  ScriptedServer server{[](const std::string&) { return Reply{kOk}; }};
  const auto transport = connect(server);
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
        Request{Method::get, "", {}, ""}, Request{Method::get, "http://other/", {}, ""}}) {
    INFO(request.target << " " << (request.fields.empty() ? "" : request.fields.begin()->name));
    const auto answer = transport->send(request);

    REQUIRE_FALSE(answer);
    CHECK(answer.error().code == Errc::bad_input);
  }
  CHECK(server.connections() == 0);
}

TEST_CASE("redirects are returned and nothing is sent to where they point",
          "[client][transport][K05]") {
  ScriptedServer other{[](const std::string&) { return Reply{kOk}; }};
  ScriptedServer server{[&](const std::string&) {
    return Reply{"HTTP/1.1 307 Temporary Redirect\r\nLocation: " + other.url() +
                 "/\r\nContent-Length: 0\r\n\r\n"};
  }};
  const auto transport = connect(server);

  const auto answer = transport->send({Method::get, "/", {{"api-key", "k"}, {"Cookie", "c"}}, ""});

  REQUIRE(answer);
  CHECK(answer->status == 307);
  CHECK(other.connections() == 0);
}

TEST_CASE("a host that is not there is unreachable and named", "[client][transport]") {
  std::string url;
  {
    ScriptedServer gone{[](const std::string&) { return Reply{kOk}; }};
    url = gone.url();
  }
  const auto transport = make_httplib_transport(url).value();

  const auto answer = transport->send({Method::get, "/", {{"api-key", "secret-key"}}, ""});

  REQUIRE_FALSE(answer);
  CHECK(answer.error().code == Errc::unreachable);
  CHECK(answer.error().what.find(url.substr(7)) != std::string::npos);
  CHECK(render(answer.error()).find("secret-key") == std::string::npos);
}

TEST_CASE("a URL that is no origin makes no transport", "[client][transport]") {
  const auto transport = make_httplib_transport("http://127.0.0.1:99999999999");

  REQUIRE_FALSE(transport);
  CHECK(transport.error().code == Errc::bad_input);
  CHECK(transport.error().where == "URL");
}

}  // namespace understudy::client
