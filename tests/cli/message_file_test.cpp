// SPDX-License-Identifier: MIT
/// Messages in files: as JSON, as HTTP text, as bare bodies.
#include "message_file.hpp"

#include "support/catch.hpp"

namespace understudy::cli {

namespace {

Error request_error(const std::string& text) {
  const auto file = read_request(text);
  INFO(text);
  REQUIRE_FALSE(file);
  return file.error();
}

Error response_error(const std::string& text) {
  const auto file = read_response(text, std::nullopt);
  INFO(text);
  REQUIRE_FALSE(file);
  return file.error();
}

}  // namespace

TEST_CASE("a request as JSON has all its parts", "[cli][message]") {
  const auto file = read_request(R"({
    "method": "POST", "target": "/a?b=c", "fields": {"X-A": ["1", "2"], "x-b": "3"},
    "body": {"d": [1.50]}})");

  REQUIRE(file);
  CHECK(file->request.method == Method::post);
  CHECK(file->request.target == "/a?b=c");
  CHECK(file->request.fields ==
        Fields{{"X-A", "1"}, {"X-A", "2"}, {"x-b", "3"}, {"Content-Type", "application/json"}});
  CHECK(file->request.body == R"({"d":[1.5]})");
  CHECK(file->body.has_fields);
  REQUIRE(file->body.json);
  CHECK(file->body.json->find("d")->is_array());
}

TEST_CASE("a text is sent as it is, and fields that are not said are not looked at",
          "[cli][message]") {
  const auto file = read_request(R"({"method": "PUT", "target": "/a", "text": "a=b&c=d"})");

  REQUIRE(file);
  CHECK(file->request.body == "a=b&c=d");
  CHECK_FALSE(file->body.has_fields);
  CHECK_FALSE(file->body.json);
  CHECK(file->request.fields.empty());
}

TEST_CASE("what is wrong in a JSON message is named by its place", "[cli][message]") {
  CHECK(request_error(R"({"method": "POST", "url": "/"})").where == "/url");
  CHECK(request_error(R"({"target": "/"})").where == "/method");
  CHECK(request_error(R"({"method": "get", "target": "/"})").where == "/method");
  CHECK(request_error(R"({"method": "GET", "target": "http://a/"})").where == "/target");
  CHECK(request_error(R"({"method": "GET", "target": "/", "fields": []})").where == "/fields");
  CHECK(request_error(R"({"method": "GET", "target": "/", "fields": {"a b": "c"}})").where ==
        "/fields/a b");
  for (const char* value : {"1", "[]", "[1]", R"("a\u0000b")", R"(["a", {}])"}) {
    const std::string fields = R"("fields": {"x": )" + std::string{value} + "}";
    CHECK(request_error(R"({"method": "GET", "target": "/", )" + fields + "}").where ==
          "/fields/x");
  }
  CHECK(request_error(R"({"method": "GET", "target": "/", "body": 1, "text": "1"})").where ==
        "/text");
  CHECK(request_error("[1]").what.find("expected an object") == 0);
  CHECK(request_error("{\"method\"").where == "byte 9");
  CHECK(response_error(R"({"status": 99})").where == "/status");
  CHECK(response_error(R"({"status": 200.5})").where == "/status");
  CHECK(response_error("hello").advice.find("HTTP text") != std::string::npos);
}

TEST_CASE("a request as HTTP text may have been written by hand", "[cli][message]") {
  const auto file = read_request(
      "POST /a?b=c HTTP/1.1\ncontent-type: application/json\nContent-Length: 999\n\n{\"a\": 1}\n");

  REQUIRE(file);
  CHECK(file->request.method == Method::post);
  CHECK(file->request.target == "/a?b=c");
  CHECK(file->request.body == "{\"a\": 1}\n");
  CHECK(file->body.has_fields);
  CHECK(file->body.json);
  CHECK(file->request.fields.count("Content-Length") <= 1);
}

TEST_CASE("what is no request says how one begins", "[cli][message]") {
  for (const char* text : {"", "hello", "GET /\n\n", "GET / HTTP/1.1\nno colon\n\n", "\n\n\n"}) {
    CHECK(request_error(text).advice.find("GET /path HTTP/1.1") != std::string::npos);
  }
}

TEST_CASE("a response as HTTP text may come from curl -i", "[cli][message]") {
  const auto file = read_response(
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/2 201 \r\ncontent-type: application/json\r\n"
      "transfer-encoding: chunked\r\n\r\n{\"a\": 1}\n",
      std::nullopt);

  REQUIRE(file);
  CHECK(file->response.status == 201);
  CHECK(file->response.body == "{\"a\": 1}\n");
  CHECK(file->body.json);
}

TEST_CASE("a body that is still in chunks is taken out of them", "[cli][message]") {
  const auto file = read_response(
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
      std::nullopt);

  REQUIRE(file);
  CHECK(file->response.body == "abcde");
}

TEST_CASE("an editor's last line end is not of the body", "[cli][message]") {
  const auto file = read_response("HTTP/1.1 200 OK\nContent-Length: 3\n\na=b\n", std::nullopt);

  REQUIRE(file);
  CHECK(file->response.body == "a=b");
}

TEST_CASE("a response as JSON has a status and nothing foreign; all else is a body",
          "[cli][message]") {
  const auto whole = read_response(R"({"status": 404, "fields": {}, "body": {}})", std::nullopt);
  const auto error = read_response(R"({"status": 404, "error": "Not Found"})", std::nullopt);
  const auto text = read_response(R"({"status": "ok"})", std::nullopt);
  const auto list = read_response("[1]", std::nullopt);
  const auto forced = read_response(R"({"status": 404})", 500);

  REQUIRE(whole);
  CHECK(whole->response.status == 404);
  CHECK(whole->body.has_fields);
  for (const auto* body : {&error, &text, &list}) {
    REQUIRE(*body);
    CHECK((*body)->response.status == 200);
    CHECK_FALSE((*body)->body.has_fields);
    CHECK((*body)->body.json);
  }
  REQUIRE(forced);
  CHECK(forced->response.status == 500);
  CHECK(forced->body.json->find("status"));
}

}  // namespace understudy::cli
