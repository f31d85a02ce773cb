// SPDX-License-Identifier: MIT
/// Every transport with a socket against a host that sends whatever it likes.
#include <zlib.h>

#include <fstream>

#include "scripted_server.hpp"
#include "transports.hpp"
#include "understudy/base/json.hpp"

namespace understudy::client {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t kMB = 1'048'576;
constexpr const char* kOk = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

Json read_cases(const std::string& file) {
  std::ifstream in(std::string{UNDERSTUDY_TESTS_DIR} + "/client/" + file);
  auto groups = Json::parse(in, nullptr, /*allow_exceptions=*/false);
  REQUIRE(groups.is_array());
  return groups;
}

Reply reply_of(const Json& input) {
  const std::string then = input.value("then", "keep");
  return {input.at("bytes").get<std::string>(), then == "close"   ? Then::close
                                                : then == "drip"  ? Then::drip
                                                : then == "reset" ? Then::reset
                                                                  : Then::keep};
}

Json describe(const Result<Response>& answer) {
  if (!answer) return {{"error", name_of(answer.error().code)}};
  return {{"want", {{"status", answer->status}, {"body", answer->body}}}};
}

/// What a case wants of one library: its own wish, where it has one.
Json wish(const Json& item, const std::string& library) {
  const Json instead = item.value("instead", Json::object()).value(library, Json());
  const Json& from = instead.is_object() ? instead : item;
  const char* kind = from.contains("want") ? "want" : "error";
  return {{kind, from.at(kind)}};
}

template <typename Kind>
Result<Response> ask(const std::string& bytes, const TransportOptions& options = {}) {
  ScriptedServer server{[&](const std::string&) { return Reply{bytes, Then::close}; }};
  return Kind::make(server.url(), options).value()->send({});
}

template <typename Kind>
std::string outcome_of(const std::string& bytes, const TransportOptions& options = {}) {
  const auto answer = ask<Kind>(bytes, options);
  return answer ? std::to_string(answer->status) : std::string{name_of(answer.error().code)};
}

/// `size` bytes of nothing but one letter, as gzip.
std::string gzip_bomb(std::size_t size) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string text(kMB, 'a');
  std::string out;
  std::string buffer(kMB, '\0');
  for (std::size_t done = 0; done < size; done += text.size()) {
    stream.next_in = reinterpret_cast<Bytef*>(text.data());
    stream.avail_in = static_cast<uInt>(text.size());
    const int flush = done + text.size() < size ? Z_NO_FLUSH : Z_FINISH;
    stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream.avail_out = static_cast<uInt>(buffer.size());
    REQUIRE(deflate(&stream, flush) >= 0);
    out.append(buffer.data(), buffer.size() - stream.avail_out);
  }
  deflateEnd(&stream);
  return out;
}

std::string with_body(const std::string& fields, const std::string& body) {
  return "HTTP/1.1 200 OK\r\n" + fields + "Content-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body;
}

}  // namespace

TEMPLATE_TEST_CASE("hostile and odd answers agree with every case in their file",
                   "[client][transport][K01][C03]", UNDERSTUDY_SOCKET_TRANSPORTS) {
  const std::string library = TestType::kIsHttplib ? "cpp-httplib" : "libcurl";
  for (const Json& group : read_cases("responses.cases.json")) {
    for (const Json& item : group.at("cases")) {
      INFO(group.at("description") << " / " << item.at("description"));
      ScriptedServer server{[&](const std::string&) { return reply_of(item.at("input")); }};
      const Json wanted = wish(item, library);
      const bool waits = wanted == Json{{"error", "timed_out"}};
      const auto transport =
          TestType::make(server.url(), {.total_timeout = waits ? 150ms : kLong}).value();

      const auto answer = transport->send({});

      CHECK(describe(answer) == wanted);
    }
  }
}

TEMPLATE_TEST_CASE("a status line past 8 KB is refused", "[client][transport][K01]",
                   UNDERSTUDY_SOCKET_TRANSPORTS) {
  // cpp-httplib 0.11.4 matches it by recursion and ends with the stack: docs/transports.md
  const std::size_t longest = TestType::kIsHttplib ? 10'000 : 200'000;
  for (const std::size_t size : {std::size_t{9'000}, longest / 10 + 9'000, longest}) {
    INFO(size);
    CHECK(outcome_of<TestType>("HTTP/1.1 200 " + std::string(size, 'x') +
                               "\r\nContent-Length: 0\r\n\r\n") == "limit_exceeded");
  }
  CHECK(outcome_of<TestType>("HTTP/1.1 200 " + std::string(4'000, 'x') +
                             "\r\nContent-Length: 0\r\n\r\n") == "200");
}

TEMPLATE_TEST_CASE("a head past 64 KB or a hundred fields is refused", "[client][transport][K01]",
                   UNDERSTUDY_SOCKET_TRANSPORTS) {
  const std::size_t longest = (TestType::kIsHttplib ? 8 : 64) * kMB;
  // cpp-httplib keeps a whole line, then gives up without saying why
  const char* wanted = TestType::kIsHttplib ? "connection_lost" : "limit_exceeded";
  for (const std::size_t size : {std::size_t{70'000}, std::size_t{200'000}, longest}) {
    INFO(size);
    CHECK(outcome_of<TestType>("HTTP/1.1 200 OK\r\nX: " + std::string(size, 'x') +
                               "\r\nContent-Length: 0\r\n\r\n") == wanted);
  }
  std::string fields = "HTTP/1.1 200 OK\r\n";
  for (int i = 0; i < 200'000; ++i) fields += "X: y\r\n";
  CHECK(outcome_of<TestType>(fields + "\r\n") == "limit_exceeded");
}

TEMPLATE_TEST_CASE("a redirect is returned however long its Location is, up to the bound of heads",
                   "[client][transport][K01][K05]", UNDERSTUDY_SOCKET_TRANSPORTS) {
  const auto redirect = [](std::size_t size) {
    return "HTTP/1.1 302 Found\r\nLocation: http://a/" + std::string(size, 'x') +
           "\r\nContent-Length: 0\r\n\r\n";
  };
  CHECK(outcome_of<TestType>(redirect(8'000)) == "302");
  CHECK(outcome_of<TestType>(redirect(200'000)) ==
        (TestType::kIsHttplib ? "connection_lost" : "limit_exceeded"));
}

TEMPLATE_TEST_CASE("interim answers without an end do not go on for ever",
                   "[client][transport][K01]", UNDERSTUDY_SOCKET_TRANSPORTS) {
  const auto after = [](int interim) {
    std::string bytes;
    for (int i = 0; i < interim; ++i) bytes += "HTTP/1.1 100 Continue\r\n\r\n";
    return bytes + kOk;
  };
  CHECK(outcome_of<TestType>(after(16)) == "200");
  // cpp-httplib skips any number; its time is bounded
  CHECK(outcome_of<TestType>(after(1'000)) == (TestType::kIsHttplib ? "200" : "limit_exceeded"));
}

TEMPLATE_TEST_CASE("a hundred megabytes of gzip do not unfold", "[client][transport][K01]",
                   UNDERSTUDY_SOCKET_TRANSPORTS) {
  const std::string bomb = gzip_bomb(100 * kMB);
  const std::string bytes = with_body("Content-Encoding: gzip\r\n", bomb);

  const auto as_it_is = ask<TestType>(bytes);
  const auto asked_for = ask<TestType>(bytes, {.accept_compressed = true});

  REQUIRE(as_it_is);
  CHECK(as_it_is->body == bomb);
  if (TestType::kIsHttplib) {
    CHECK((asked_for && asked_for->body == bomb));
  } else {
    REQUIRE_FALSE(asked_for);
    CHECK(asked_for.error().code == Errc::limit_exceeded);
  }
}

TEMPLATE_TEST_CASE("trailers are bounded and dropped", "[client][transport][K01]",
                   UNDERSTUDY_SOCKET_TRANSPORTS) {
  const auto with_trailers = [](int count) {
    std::string bytes = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n";
    for (int i = 0; i < count; ++i) bytes += "X: " + std::string(995, 'x') + "\r\n";
    return bytes + "\r\n";
  };

  const auto answer = ask<TestType>(with_trailers(8));

  if (TestType::kIsHttplib) {
    CHECK_FALSE(answer);  // 0.11.4 takes trailers for a broken chunk
    return;
  }
  REQUIRE(answer);
  CHECK(answer->body == "ok");
  CHECK(answer->fields.find("X") == nullptr);
  CHECK(outcome_of<TestType>(with_trailers(9)) == "limit_exceeded");
}

TEMPLATE_TEST_CASE("a body without an end stops at its bound", "[client][transport][K01][limit]",
                   UNDERSTUDY_SOCKET_TRANSPORTS) {
  const std::string endless = "HTTP/1.1 200 OK\r\n\r\n" + std::string(2 * kMB, 'x');
  CHECK(outcome_of<TestType>(endless, {.max_body = kMB}) == "limit_exceeded");
  CHECK(outcome_of<TestType>("HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n") ==
        "limit_exceeded");
}

TEMPLATE_TEST_CASE("a 429 without a wait and an answer that is no JSON are answers",
                   "[client][transport][C03]", UNDERSTUDY_SOCKET_TRANSPORTS) {
  CHECK(outcome_of<TestType>("HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n") ==
        "429");
  const auto answer = ask<TestType>(with_body("Content-Type: application/json\r\n", "{\"a\":"));
  REQUIRE(answer);
  CHECK(answer->body == "{\"a\":");
}

}  // namespace understudy::client
