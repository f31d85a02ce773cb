// SPDX-License-Identifier: MIT
/// One answer as a library hands it over: the rules that hold whatever the library lets through.
#include "transport/answer.hpp"

#include "support/catch.hpp"

namespace understudy::client {

namespace {

/// Feeds a whole head, line by line.
Result<Done> feed(AnswerReader& answer, std::string_view head) {
  Result<Done> fed = Done{};
  while (!head.empty() && fed) {
    const std::size_t end = std::min(head.find('\n'), head.size() - 1) + 1;
    fed = answer.take_line(head.substr(0, end));
    head.remove_prefix(end);
  }
  return fed;
}

std::string code_of(std::string_view head) {
  AnswerReader answer{{.body = 100}};
  const auto fed = feed(answer, head);
  return fed ? "done" : std::string{name_of(fed.error().code)};
}

}  // namespace

TEST_CASE("an answer is put together from its lines and its body", "[client][answer]") {
  AnswerReader answer{{.body = 5}};
  REQUIRE(feed(answer, "HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n"));
  CHECK(answer.has_begun());
  CHECK_FALSE(answer.has_head());
  REQUIRE(feed(answer, "HTTP/1.1 200 OK\r\nX:  y \r\n\r\n"));
  CHECK(answer.has_head());
  REQUIRE(answer.take_body("ab"));
  REQUIRE(answer.take_body("cde"));
  REQUIRE(feed(answer, "Trailer: z\r\n\r\n"));

  const auto whole = answer.take();

  REQUIRE(whole);
  CHECK(*whole == Response{200, {{"X", "y"}}, "abcde"});
}

TEST_CASE("the status line of HTTP/2 is read as the one of 1.1", "[client][answer]") {
  AnswerReader answer{{.body = 5}};
  REQUIRE(feed(answer, "HTTP/2 404 \r\nx: y\r\n\r\n"));
  CHECK(answer.take()->status == 404);
}

TEST_CASE("an answer without a head is a lost connection", "[client][answer]") {
  AnswerReader none{{.body = 5}};
  CHECK(none.take().error().code == Errc::connection_lost);
  AnswerReader interim{{.body = 5}};
  REQUIRE(feed(interim, "HTTP/1.1 100 Continue\r\n\r\n"));
  CHECK(interim.take().error().code == Errc::connection_lost);
}

TEST_CASE("lines that a library should not have let through are refused", "[client][answer]") {
  CHECK(code_of("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n") ==
        "bad_answer");
  CHECK(code_of("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n") ==
        "bad_answer");
  CHECK(code_of("HTTP/1.1 101 Switching Protocols\r\n\r\n") == "bad_answer");
  CHECK(code_of("HTTP/1.1 600 No\r\n\r\n") == "bad_answer");
  CHECK(code_of("HTTP/1.1 200 OK\nX: y\r\n\r\n") == "bad_answer");
  CHECK(code_of("HTTP/1.1 200 OK\r\nX : y\r\n\r\n") == "bad_answer");
  CHECK(code_of("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n") == "done");
  CHECK(code_of("HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n") == "limit_exceeded");
}

TEST_CASE("a refusal stays", "[client][answer]") {
  AnswerReader answer{{.body = 5}};
  REQUIRE_FALSE(answer.take_line("no HTTP\r\n"));
  CHECK_FALSE(answer.take_line("HTTP/1.1 200 OK\r\n"));
  CHECK_FALSE(answer.take_body("x"));
  CHECK(answer.take().error().code == Errc::bad_answer);
}

TEST_CASE("fields that were decoded on the way cannot add others", "[client][answer]") {
  AnswerReader answer{{.body = 5}};
  CHECK(answer.take_head(200, "OK", {{"X", "a\r\nB: 1"}}).error().code == Errc::bad_answer);
  AnswerReader good{{.body = 5}};
  REQUIRE(good.take_head(204, "", {{"X", "a"}, {"Y", ""}}));
  CHECK(*good.take() == Response{204, {{"X", "a"}, {"Y", ""}}, ""});
}

}  // namespace understudy::client
