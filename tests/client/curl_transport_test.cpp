// SPDX-License-Identifier: MIT
/// What only libcurl does: proxies, compressed answers, HTTP/2.
#include <zlib.h>

#include <cstdlib>

#include "certificates.hpp"
#include "scripted_server.hpp"
#include "tls_server.hpp"
#include "transports.hpp"

namespace understudy::client {

namespace {

constexpr const char* kOk = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

/// Sets a variable of the environment for the length of a test.
class Variable {
 public:
  Variable(const char* name, const std::string& value) : name_(name) {
    ::setenv(name, value.c_str(), 1);
  }
  ~Variable() { ::unsetenv(name_); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  const char* name_;
};

std::string deflated(const std::string& text, int window) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, window, 9, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string in = text;
  std::string out(text.size() + 1'000, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(out.size() - stream.avail_out);
  deflateEnd(&stream);
  return out;
}

std::string coded(const std::string& coding, const std::string& body) {
  return "HTTP/1.1 200 OK\r\nContent-Encoding: " + coding +
         "\r\nETag: x\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string frame(char type, char flags, char stream, const std::string& payload) {
  const std::string head{'\0', '\0',  static_cast<char>(payload.size()), type, flags, '\0', '\0',
                         '\0', stream};
  return head + payload;
}

/// Nothing until the head of a request is there; then the least that is an answer in HTTP/2.
std::string answer_http2(const std::string& bytes) {
  constexpr std::size_t kPreface = 24;
  for (std::size_t at = kPreface; at + 9 <= bytes.size();) {
    const auto octet = [&](std::size_t i) { return static_cast<unsigned char>(bytes[at + i]); };
    if (octet(3) == 1) {
      return frame(4, 0, 0, "") + frame(4, 1, 0, "") +       // settings, and theirs acknowledged
             frame(1, 4, 1, "\x88") + frame(0, 1, 1, "ok");  // :status 200; the body, and the end
    }
    at += 9 + static_cast<std::size_t>(octet(0)) * 65'536 + octet(1) * 256U + octet(2);
  }
  return "";
}

}  // namespace

TEST_CASE("a proxy gets the whole address, and is asked for a tunnel to a TLS host",
          "[client][transport][curl][proxy]") {
  ScriptedServer proxy{[](const std::string& request) {
    if (request.starts_with("CONNECT ")) {
      return Reply{"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", Then::close};
    }
    return Reply{kOk, Then::close};
  }};
  const TransportOptions options{.proxy = proxy.url()};
  const Request request{Method::get, "/a%20b/../c?d=%2F", {{"api-key", "secret"}}, ""};

  const auto plain = make_curl_transport("http://host.example:81", options).value()->send(request);
  const auto tls = make_curl_transport("https://host.example:82", options).value()->send(request);

  REQUIRE(plain);
  REQUIRE(proxy.requests().size() == 2);
  CHECK(proxy.requests()[0].starts_with(
      "GET http://host.example:81/a%20b/../c?d=%2F HTTP/1.1\r\nHost: host.example:81\r\n"));
  REQUIRE_FALSE(tls);
  CHECK(tls.error().code == Errc::unreachable);
  CHECK(proxy.requests()[1].starts_with("CONNECT host.example:82 HTTP/1.1\r\n"));
  CHECK(proxy.requests()[1].find("secret") == std::string::npos);
}

TEST_CASE("a proxy of the environment is not used", "[client][transport][curl][proxy]") {
  ScriptedServer proxy{[](const std::string&) { return Reply{kOk, Then::close}; }};
  ScriptedServer server{[](const std::string&) { return Reply{kOk, Then::close}; }};
  const Variable http{"http_proxy", proxy.url()};
  const Variable all{"ALL_PROXY", proxy.url()};

  const auto answer = make_curl_transport(server.url()).value()->send({});

  REQUIRE(answer);
  CHECK(server.requests().size() == 1);
  CHECK(proxy.connections() == 0);
}

TEST_CASE("a proxy that is no plain address makes no transport",
          "[client][transport][curl][proxy]") {
  for (const char* proxy : {"socks5://a:1", "a:1", "http://user:pass@a:1", "https://a:1"}) {
    INFO(proxy);
    const auto transport = make_curl_transport("http://127.0.0.1:1", {.proxy = proxy});
    REQUIRE_FALSE(transport);
    CHECK(transport.error().code == Errc::bad_input);
    CHECK(render(transport.error()).find("pass") == std::string::npos);
  }
}

TEST_CASE("a compressed answer is asked for and given as if it had not been",
          "[client][transport][curl][compressed]") {
  const std::string text = "{\"rows\": [1, 2, 3, 4, 5]}" + std::string(2'000, ' ');
  for (const auto& [coding, window] : {std::pair{"gzip", 15 + 16}, std::pair{"deflate", 15}}) {
    INFO(coding);
    ScriptedServer server{[&, kind = coding, bits = window](const std::string&) {
      return Reply{coded(kind, deflated(text, bits))};
    }};
    const auto ask = [&](std::size_t most) {
      const TransportOptions options{.max_body = most, .accept_compressed = true};
      return make_curl_transport(server.url(), options).value()->send({});
    };

    const auto answer = ask(text.size());
    const auto past = ask(text.size() - 1);

    REQUIRE(answer);
    CHECK(answer->body == text);
    CHECK(answer->fields == Fields{{"ETag", "x"}});
    CHECK(server.requests().at(0).find("\r\nAccept-Encoding: gzip, deflate\r\n") !=
          std::string::npos);
    REQUIRE_FALSE(past);
    CHECK(past.error().code == Errc::limit_exceeded);
  }
}

TEST_CASE("a compressed answer that is broken is an error",
          "[client][transport][curl][compressed]") {
  const std::string whole = deflated(std::string(500, 'x') + "yz", 15 + 16);
  const auto outcome = [](const std::string& bytes) {
    ScriptedServer server{[&](const std::string&) { return Reply{bytes}; }};
    const auto transport = make_curl_transport(server.url(), {.accept_compressed = true}).value();
    const auto answer = transport->send({});
    return answer ? answer->body : std::string{name_of(answer.error().code)};
  };

  CHECK(outcome(coded("gzip", whole.substr(0, whole.size() - 3))) == "truncated");
  CHECK(outcome(coded("gzip", "no gzip")) == "bad_answer");
  CHECK(outcome(coded("gzip", whole + "rest")) == "bad_answer");
  CHECK(outcome(coded("br", whole)) == "bad_answer");
  CHECK(outcome(coded("gzip, gzip", whole)) == "bad_answer");
  CHECK(outcome(coded("identity", "plain")) == "plain");
  CHECK(outcome(coded("gzip", "")).empty());
}

TEST_CASE("HTTP/2 is spoken where it is allowed and the host chooses it",
          "[client][transport][curl][http2]") {
  const Certificates certificates{"IP:127.0.0.1", 3'600};
  const std::string authority = certificates.authority();
  TlsServer server{certificates,
                   [](const std::string& bytes) {
                     return bytes.starts_with("PRI * HTTP/2.0") ? answer_http2(bytes) : kOk;
                   },
                   {.http2 = true}};

  const auto second =
      make_curl_transport(server.url(), {.ca_file = authority, .http2 = true}).value()->send({});
  const auto first = make_curl_transport(server.url(), {.ca_file = authority}).value()->send({});

  REQUIRE(second);
  CHECK(*second == Response{200, {}, "ok"});
  REQUIRE(first);
  CHECK(*first->fields.find("Content-Length") == "2");
}

TEST_CASE("an IPv6 address is a host", "[client][transport][curl]") {
  const auto answer = make_curl_transport("http://[::1]:1").value()->send({});

  REQUIRE_FALSE(answer);
  CHECK(answer.error().code == Errc::unreachable);
  CHECK(answer.error().what.find("[::1]:1") != std::string::npos);
}

}  // namespace understudy::client
