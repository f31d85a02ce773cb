// SPDX-License-Identifier: MIT
/// What leaves us: responses and requests as bytes.
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "understudy/base/http1.hpp"

namespace understudy::http1 {

namespace {

constexpr std::string_view kDate = "Wed, 04 Mar 2026 12:00:00 GMT";

std::string written(const Response& response, const WriteContext& context = {}) {
  return write_response(response, context).value();
}

}  // namespace

TEST_CASE("a response has its date, fields, length and body in one piece",
          "[base][http1][writer][H34]") {
  const Response response{201, {{"Location", "/a/1"}, {"X", "y"}}, "{}"};

  CHECK(written(response, {.date = kDate}) ==
        "HTTP/1.1 201 Created\r\n"
        "Date: Wed, 04 Mar 2026 12:00:00 GMT\r\n"
        "Location: /a/1\r\n"
        "X: y\r\n"
        "Content-Length: 2\r\n"
        "\r\n"
        "{}");
}

TEST_CASE("an empty response says so", "[base][http1][writer]") {
  CHECK(written({200, {}, ""}) == "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
}

TEST_CASE("a status without a registered reason has an empty one", "[base][http1][writer]") {
  CHECK(written({299, {}, ""}) == "HTTP/1.1 299 \r\nContent-Length: 0\r\n\r\n");
}

TEST_CASE("the Connection field is the writer's", "[base][http1][writer]") {
  const Response response{200, {{"connection", "upgrade"}}, ""};

  CHECK(written(response, {.close = true}) ==
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  CHECK(written(response, {.echo_keep_alive = true}) ==
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: keep-alive\r\n\r\n");
  CHECK(written(response, {.close = true, .echo_keep_alive = true}) ==
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  CHECK(written(response) == "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
}

TEST_CASE("framing fields of the response are replaced", "[base][http1][writer]") {
  const Response response{200,
                          {{"Content-Length", "99"},
                           {"content-length", "7"},
                           {"Transfer-Encoding", "chunked"},
                           {"DATE", "never"},
                           {"Content-Type", "text/plain"}},
                          "abc"};

  CHECK(written(response, {.date = kDate}) ==
        "HTTP/1.1 200 OK\r\n"
        "Date: Wed, 04 Mar 2026 12:00:00 GMT\r\n"
        "Content-Type: text/plain\r\n"
        "Content-Length: 3\r\n"
        "\r\n"
        "abc");
  CHECK(written(response) ==
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\nabc");
}

TEST_CASE("an answer to HEAD has the fields of GET and no body", "[base][http1][writer][H31]") {
  CHECK(written({200, {{"X", "y"}}, "abc"}, {.to_head = true}) ==
        "HTTP/1.1 200 OK\r\nX: y\r\nContent-Length: 3\r\n\r\n");
}

TEST_CASE("a status that has no body gets none", "[base][http1][writer][H33]") {
  CHECK(written({204, {{"Allow", "GET"}}, "abc"}) ==
        "HTTP/1.1 204 No Content\r\nAllow: GET\r\n\r\n");
  CHECK(written({100, {}, "abc"}) == "HTTP/1.1 100 Continue\r\n\r\n");
  CHECK(written({304, {}, ""}) == "HTTP/1.1 304 Not Modified\r\n\r\n");
  CHECK(written({304, {}, "abc"}) == "HTTP/1.1 304 Not Modified\r\nContent-Length: 3\r\n\r\n");
}

TEST_CASE("a value that would make a line of its own is refused", "[base][http1][writer][H36]") {
  for (const char c : {'\r', '\n', '\0', '\x01', '\x0b', '\x7f'}) {
    INFO("byte " << static_cast<int>(c));
    Response response{200, {{"A", "b"}, {"X", std::string{"a"} + c + "b"}}, ""};

    const auto result = write_response(response, {});

    REQUIRE_FALSE(result);
    CHECK(result.error() ==
          Error{Errc::bad_input, "the value of X has a control byte", "field 1", ""});
  }
}

TEST_CASE("escaped line ends and bytes from 80 on are only text", "[base][http1][writer][H36]") {
  CHECK(written({200, {{"X", "a%0d%0aB%3a1\t\xc3\xa4"}}, ""}) ==
        "HTTP/1.1 200 OK\r\nX: a%0d%0aB%3a1\t\xc3\xa4\r\nContent-Length: 0\r\n\r\n");
}

TEST_CASE("a name that is no token is refused", "[base][http1][writer][H36]") {
  const std::vector<std::pair<std::string, std::string>> names{
      {"", "a field name is no token: \"\""},
      {"X:", "a field name is no token: \"X:\""},
      {"X Y", "a field name is no token: \"X Y\""},
      {"X\r\nY", "a field name is no token: \"X??Y\""},
  };
  for (const auto& [name, what] : names) {
    const auto result = write_response({200, {{name, "a"}}, ""}, {});

    REQUIRE_FALSE(result);
    CHECK(result.error() == Error{Errc::bad_input, what, "field 0", ""});
  }
}

TEST_CASE("a field that is replaced is checked all the same", "[base][http1][writer][H36]") {
  const auto result = write_response({200, {{"Date", "a\nb"}}, ""}, {});

  REQUIRE_FALSE(result);
  CHECK(result.error() ==
        Error{Errc::bad_input, "the value of Date has a control byte", "field 0", ""});
}

TEST_CASE("a status or date that breaks the head is refused", "[base][http1][writer]") {
  const auto low = write_response({99, {}, ""}, {});
  const auto high = write_response({600, {}, ""}, {});
  const auto date = write_response({200, {}, ""}, {.date = "a\r\nb"});

  REQUIRE_FALSE(low);
  CHECK(low.error() ==
        Error{Errc::bad_input, "the status is no number from 100 to 599: 99", "status line", ""});
  REQUIRE_FALSE(high);
  CHECK(high.error().where == "status line");
  REQUIRE_FALSE(date);
  CHECK(date.error() == Error{Errc::bad_input, "the date has a control byte", "date", ""});
}

TEST_CASE("a response is bounded in head and body", "[base][http1][writer][limit]") {
  // "HTTP/1.1 200 OK" CRLF "X: " value CRLF "Content-Length: 0" CRLF CRLF
  const std::size_t around = 17 + 5 + 19 + 2;
  const Response at{200, {{"X", std::string(65'536 - around, 'a')}}, ""};
  const Response past{200, {{"X", std::string(65'537 - around, 'a')}}, ""};

  CHECK(written(at).size() == 65'536);
  const auto head = write_response(past, {});
  REQUIRE_FALSE(head);
  CHECK(head.error() ==
        Error{Errc::limit_exceeded, "the head has 65537 bytes, more than 65536", "head", ""});

  CHECK(write_response({200, {}, "abc"}, {}, 3).has_value());
  const auto body = write_response({200, {}, "abcd"}, {}, 3);
  REQUIRE_FALSE(body);
  CHECK(body.error() ==
        Error{Errc::limit_exceeded, "the body has 4 bytes, more than 3", "body", ""});
}

TEST_CASE("a request has Host first, its fields, length and body", "[base][http1][writer]") {
  const Request request{Method::post, "/a?b=c", {{"X", "y"}, {"host", "evil"}}, "{}"};

  CHECK(write_request(request, "example.com:8080").value() ==
        "POST /a?b=c HTTP/1.1\r\n"
        "Host: example.com:8080\r\n"
        "X: y\r\n"
        "Content-Length: 2\r\n"
        "\r\n"
        "{}");
}

TEST_CASE("a request without a body has a length only where one is expected",
          "[base][http1][writer]") {
  CHECK(write_request({Method::get, "/", {}, ""}, "a").value() ==
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  CHECK(write_request({Method::put, "/", {}, ""}, "a").value() ==
        "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
  CHECK(write_request({Method::delete_, "/", {{"Content-Length", "9"}}, "ab"}, "a").value() ==
        "DELETE / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab");
  CHECK(write_request({Method::options, "*", {}, ""}, "[::1]:80").value() ==
        "OPTIONS * HTTP/1.1\r\nHost: [::1]:80\r\n\r\n");
}

TEST_CASE("a target outside origin-form is refused before a byte leaves",
          "[base][http1][writer][K04]") {
  for (const std::string target :
       {"", "a", "*", "http://a/", "/a b", "/\r\nX: y", "/\n", "/%", "/%00", "/#a", "/\xc3\xa4"}) {
    INFO(target);
    const auto result = write_request({Method::get, target, {}, ""}, "a");

    REQUIRE_FALSE(result);
    CHECK(result.error() == Error{Errc::bad_input,
                                  "the target is no path of bytes that a target may have",
                                  "request line", ""});
  }
  CHECK_FALSE(write_request({Method::get, std::string{"/\0", 2}, {}, ""}, "a"));
}

TEST_CASE("a request field or host that would make a line of its own is refused",
          "[base][http1][writer][K04]") {
  const auto value = write_request({Method::post, "/", {{"Content-Type", "a\r\nX: y"}}, ""}, "a");
  const auto name = write_request({Method::post, "/", {{"A", "b"}, {"X\n", "y"}}, ""}, "a");
  const auto host = write_request({Method::post, "/", {}, ""}, "a\r\nX: y");

  REQUIRE_FALSE(value);
  CHECK(value.error() ==
        Error{Errc::bad_input, "the value of Content-Type has a control byte", "field 0", ""});
  REQUIRE_FALSE(name);
  CHECK(name.error() == Error{Errc::bad_input, "a field name is no token: \"X?\"", "field 1", ""});
  REQUIRE_FALSE(host);
  CHECK(host.error() == Error{Errc::bad_input, "the host is no valid host and port", "host", ""});
}

TEST_CASE("a request is bounded in its head", "[base][http1][writer][limit]") {
  // "GET / HTTP/1.1" CRLF "Host: a" CRLF "X: " value CRLF CRLF
  const std::size_t around = 16 + 9 + 5 + 2;

  const auto at =
      write_request({Method::get, "/", {{"X", std::string(65'536 - around, 'a')}}, ""}, "a");
  const auto past =
      write_request({Method::get, "/", {{"X", std::string(65'537 - around, 'a')}}, ""}, "a");

  REQUIRE(at);
  CHECK(at->size() == 65'536);
  REQUIRE_FALSE(past);
  CHECK(past.error() ==
        Error{Errc::limit_exceeded, "the head has 65537 bytes, more than 65536", "head", ""});
}

TEST_CASE("what is written is read back as it was", "[base][http1][writer]") {
  const Request request{Method::patch, "/a?b=%20", {{"X", "y"}, {"x", "z"}}, "body\r\n"};
  RequestReader reader;
  reader.feed(write_request(request, "a").value());
  REQUIRE(reader.state() == RequestReader::State::complete);
  const Request read = reader.take();
  CHECK(read.method == request.method);
  CHECK(read.target == request.target);
  CHECK(read.body == request.body);
  CHECK(read.fields == Fields{{"Host", "a"}, {"X", "y"}, {"x", "z"}, {"Content-Length", "6"}});

  const Response response{404, {{"X", "y"}}, std::string(100, 'b')};
  ResponseReader answers{Method::get};
  answers.feed(written(response, {.date = kDate}));
  REQUIRE(answers.state() == ResponseReader::State::complete);
  CHECK(answers.take() ==
        Response{404,
                 {{"Date", std::string{kDate}}, {"X", "y"}, {"Content-Length", "100"}},
                 std::string(100, 'b')});
}

}  // namespace understudy::http1
