// SPDX-License-Identifier: MIT
/// RequestReader: the cases file first, then what a table cannot say.
#include <string>
#include <string_view>
#include <utility>

#include "stream.hpp"

namespace understudy::http1 {

namespace {

using State = RequestReader::State;

RequestReader fed(std::string_view bytes, const Limits& limits = {}) {
  RequestReader reader{limits};
  reader.feed(bytes);
  return reader;
}

constexpr std::string_view kExpecting =
    "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n";

}  // namespace

TEST_CASE("every request case is read, or refused for the reason its file says",
          "[base][http1][request][H01][H02][H03][H04][H05][H06][H07][H08][H09][H10][H11][H12][H13]"
          "[H14][H15][H16][H17][H18][H19][H20][H21][H22][H23][H24][H25][H26][H27][H35][H37][H38]") {
  for (const RequestCase& item : request_cases()) {
    INFO(item.description);
    Stream stream{item.limits};

    stream.feed(item.input);

    CHECK(stream.outcome() == wanted(item.item));
  }
}

TEST_CASE("a refusal is known at the byte that decides it, and not before",
          "[base][http1][request][limit]") {
  std::size_t checked = 0;
  for (const RequestCase& item : request_cases()) {
    if (!item.item.contains("error") || !item.item.at("error").contains("after")) continue;
    INFO(item.description);
    const auto after =
        static_cast<std::size_t>(to_int64(item.item.at("error").at("after")).value());
    ++checked;
    Stream before{item.limits};
    Stream at{item.limits};

    before.feed(std::string_view{item.input}.substr(0, after - 1));
    at.feed(std::string_view{item.input}.substr(0, after));

    CHECK_FALSE(before.is_refused());
    CHECK(at.outcome() == wanted(item.item));
  }
  CHECK(checked >= 40);
}

TEST_CASE("bytes behind a complete request are not taken", "[base][http1][request][H28]") {
  const std::string first = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab";
  RequestReader reader;

  const std::size_t taken = reader.feed(first + "GET /next");

  CHECK(taken == first.size());
  CHECK(reader.state() == State::complete);
  CHECK(reader.feed("GET /next") == 0);
  CHECK(reader.take().body == "ab");
  CHECK(reader.state() == State::idle);
  CHECK(reader.feed("GET /next") == 9);
  CHECK(reader.state() == State::head);
}

TEST_CASE("a reader that has refused takes nothing more", "[base][http1][request]") {
  RequestReader reader = fed("FROB / HTTP/1.1\r\n");

  const std::size_t taken = reader.feed("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

  CHECK(taken == 0);
  CHECK(reader.refusal() == Refusal{501, "the method is not known"});
}

TEST_CASE("a reader may be moved in the middle of a request", "[base][http1][request]") {
  RequestReader first = fed("GET /a HTTP/1.1\r\nHo");
  RequestReader second{std::move(first)};
  RequestReader third;

  second.feed("st: a\r\n");
  third = std::move(second);
  third.feed("\r\n");

  REQUIRE(third.state() == State::complete);
  CHECK(third.take().target == "/a");
}

TEST_CASE("a thousand pipelined requests come out in order", "[base][http1][request][H28]") {
  for (const int count : {2, 10, 100, 1'000}) {
    std::string input;
    for (int i = 0; i < count; ++i) {
      input += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: a\r\n\r\n";
    }
    RequestReader reader;
    std::string_view rest = input;

    int read = 0;
    while (!rest.empty()) {
      rest.remove_prefix(reader.feed(rest));
      REQUIRE(reader.state() == State::complete);
      CHECK(reader.take().target == "/" + std::to_string(read));
      ++read;
    }

    CHECK(read == count);
  }
}

TEST_CASE("100 Continue is due when a body is expected and none of it is here",
          "[base][http1][request][H30]") {
  RequestReader reader = fed(kExpecting);

  CHECK(reader.state() == State::body);
  CHECK(reader.awaits_continue());

  reader.continue_sent();
  CHECK_FALSE(reader.awaits_continue());

  reader.feed("ab");
  CHECK(reader.take().body == "ab");
}

TEST_CASE("100 Continue is due for chunks too", "[base][http1][request][H30]") {
  const RequestReader reader = fed(
      "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n");

  CHECK(reader.awaits_continue());
}

TEST_CASE("100 Continue is not due without need", "[base][http1][request][H30]") {
  const std::string head = "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n";

  CHECK_FALSE(fed("").awaits_continue());
  CHECK_FALSE(fed(head).awaits_continue());
  CHECK_FALSE(fed(head + "\r\n").awaits_continue());
  CHECK_FALSE(fed(head + "Content-Length: 0\r\n\r\n").awaits_continue());
  CHECK_FALSE(fed(std::string{kExpecting} + "a").awaits_continue());
  CHECK_FALSE(fed(head + "Transfer-Encoding: chunked\r\n\r\n2").awaits_continue());
  CHECK_FALSE(fed("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n").awaits_continue());
  CHECK_FALSE(fed("POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
                  .awaits_continue());
}

TEST_CASE("a body past the limit is refused instead of continued", "[base][http1][request][H30]") {
  const RequestReader reader = fed(kExpecting, Limits{.body = 1});

  CHECK_FALSE(reader.awaits_continue());
  CHECK(reader.refusal() == Refusal{413, "the body is too large"});
}

TEST_CASE("an expectation does not outlive its request", "[base][http1][request][H30]") {
  RequestReader reader = fed(std::string{kExpecting} + "ab");
  reader.take();

  reader.feed("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n");

  CHECK(reader.state() == State::body);
  CHECK_FALSE(reader.awaits_continue());
}

TEST_CASE("what a reader remembers of a request ends with it", "[base][http1][request]") {
  RequestReader reader =
      fed("POST http://b/ HTTP/1.0\r\nConnection: close\r\nContent-Encoding: identity\r\n"
          "Content-Length: 2\r\n\r\nab");
  reader.take();

  reader.feed(
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n");

  REQUIRE(reader.state() == State::complete);
  CHECK(reader.keeps_alive());
  CHECK_FALSE(reader.is_http10());
  CHECK(reader.take() ==
        Request{Method::post, "/", Fields{{"Host", "a"}, {"Transfer-Encoding", "chunked"}}, "x"});
}

TEST_CASE("a head of any size holds no more than its limits",
          "[base][http1][request][R01][R02][R03]") {
  const std::string start = "GET / HTTP/1.1\r\nHost: a\r\n";
  const auto most_held = [](std::string_view head, std::string_view piece, int& status) {
    RequestReader reader = fed(head);
    std::size_t most = 0;
    for (int i = 0; i < 10'000 && reader.state() != State::refused; ++i) {
      reader.feed(piece);
      most = std::max(most, reader.buffered());
    }
    status = reader.state() == State::refused ? reader.refusal().status : 0;
    return most;
  };
  int status = 0;

  CHECK(most_held("GET /", std::string(4'096, 'a'), status) <= 8'192);
  CHECK(status == 414);
  CHECK(most_held(start + "X: ", std::string(4'096, 'a'), status) <= 8'192 + start.size());
  CHECK(status == 431);
  CHECK(most_held(start, "X: y\r\n", status) <= 32'768);
  CHECK(status == 431);
  CHECK(most_held(start, "X: " + std::string(1'000, 'y') + "\r\n", status) <= 32'768);
  CHECK(status == 431);
}

TEST_CASE("what a reader holds is counted and given back", "[base][http1][request]") {
  RequestReader reader;
  CHECK(reader.buffered() == 0);

  reader.feed("GET / HT");
  CHECK(reader.buffered() == 8);

  reader.feed("TP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
  CHECK(reader.buffered() == 46);

  reader.take();
  CHECK(reader.buffered() == 0);

  reader.feed("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2000\r\n\r\n" +
              std::string(1'000, 'x'));
  CHECK(reader.state() == State::body);
  CHECK(reader.buffered() >= 1'035);

  reader.feed(std::string(1'000, 'x'));
  reader.take();
  CHECK(reader.buffered() == 0);
}

TEST_CASE("a length alone reserves nothing, and a dropped body is not held",
          "[base][http1][request][R06]") {
  RequestReader claims = fed("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1048576\r\n\r\n");
  CHECK(claims.buffered() < 100);

  RequestReader dropped = fed("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1048576\r\n\r\n");
  for (int i = 0; i < 255; ++i) dropped.feed(std::string(4'096, 'x'));
  CHECK(dropped.state() == State::body);
  CHECK(dropped.buffered() < 100);
  dropped.feed(std::string(4'096, 'x'));
  CHECK(dropped.take().body.empty());
}

TEST_CASE("20 MB of chunks are refused at the limit", "[base][http1][request][R06]") {
  RequestReader reader = fed("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
  const std::string chunk = "1000\r\n" + std::string(4'096, 'x') + "\r\n";

  int chunks = 0;
  while (chunks < 5'000 && reader.state() == State::body) {
    reader.feed(chunk);
    ++chunks;
  }

  CHECK(chunks == 257);
  CHECK(reader.refusal() == Refusal{413, "the body is too large"});
}

TEST_CASE("a body of 1 MB in small pieces arrives whole", "[base][http1][request]") {
  std::string body;
  for (int i = 0; body.size() < 1'048'576; ++i) body += static_cast<char>(i * 7);
  RequestReader reader = fed("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 1048576\r\n\r\n");

  for (std::string_view rest = body; !rest.empty();) {
    const std::string_view piece = rest.substr(0, 1'021);
    CHECK(reader.feed(piece) == piece.size());
    rest.remove_prefix(piece.size());
  }

  REQUIRE(reader.state() == State::complete);
  CHECK(reader.take().body == body);
}

}  // namespace understudy::http1
