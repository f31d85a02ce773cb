// SPDX-License-Identifier: MIT
/// The R rows of the robustness catalogue: sizes with the default limits, deadlines and budgets
/// with limits so low that they pass at once.
#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "raw_socket.hpp"
#include "support/catch.hpp"

namespace understudy::mock {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kSoon{30};
constexpr std::string_view kHost = " HTTP/1.1\r\nHost: a.example\r\n";

Response say_size(const Request& request) {
  Response response;
  response.body = std::to_string(request.target.size()) + " " + std::to_string(request.body.size());
  return response;
}

Listener open(ListenLimits limits = {}, Handler handler = say_size) {
  ListenOptions options;
  options.limits = limits;
  return Listener::open(std::move(handler), options).value();
}

// A request of whose line exactly `size` bytes stand before its CRLF.
std::string request_with_line(std::size_t size) {
  return "GET /" + std::string(size - 14, 'a') + std::string{kHost} + "\r\n";
}

// A request with one field of exactly `size` bytes before its CRLF.
std::string request_with_field(std::size_t size) {
  return "GET /a" + std::string{kHost} + "X-A: " + std::string(size - 5, 'a') + "\r\n\r\n";
}

// The Host field and `count` others.
std::string request_with_fields(std::size_t count) {
  std::string request = "GET /a" + std::string{kHost};
  for (std::size_t i = 0; i < count; ++i) request += "X-A: b\r\n";
  return request + "\r\n";
}

std::string request_with_body(std::size_t size) {
  return "POST /a" + std::string{kHost} + "Content-Length: " + std::to_string(size) + "\r\n\r\n" +
         std::string(size, 'a');
}

int status_of(Port port, std::string_view request) {
  RawSocket client{port};
  client.send_until_answered(request);
  return client.read_answer().status;
}

}  // namespace

TEST_CASE("every size is served at its default limit and refused one past it",
          "[mock][transport][limit][R16][R17]") {
  Listener listener = open();
  const Port port = listener.port();

  CHECK(status_of(port, request_with_line(8'190)) == 200);
  CHECK(status_of(port, request_with_line(8'191)) == 414);
  CHECK(status_of(port, request_with_field(8'190)) == 200);
  CHECK(status_of(port, request_with_field(8'191)) == 431);
  CHECK(status_of(port, request_with_fields(99)) == 200);
  CHECK(status_of(port, request_with_fields(100)) == 431);
  CHECK(status_of(port, request_with_body(1'048'576)) == 200);
  CHECK(status_of(port, request_with_body(1'048'577)) == 413);
  CHECK(status_of(port, request_with_field(65'536)) == 431);
}

TEST_CASE("a head of 32 KB in short lines is the limit", "[mock][transport][limit][R02]") {
  const std::string start = "GET /a" + std::string{kHost};
  const std::string line = "X-A: " + std::string(4'089, 'a') + "\r\n";  // 4,096 bytes
  std::string head = start;
  for (int i = 0; i < 7; ++i) head += line;
  const std::size_t left = 32'768 - head.size() - 2;  // the empty line counts
  const std::string fits = head + "X-A: " + std::string(left - 7, 'a') + "\r\n\r\n";
  const std::string too_large = head + "X-A: " + std::string(left - 6, 'a') + "\r\n\r\n";
  Listener listener = open();

  CHECK(fits.size() == 32'768);
  CHECK(status_of(listener.port(), fits) == 200);
  CHECK(status_of(listener.port(), too_large) == 431);
}

TEST_CASE("a request that never ends is refused while it is sent",
          "[mock][transport][limit][R01][R02][R03]") {
  const std::string start = "GET /a" + std::string{kHost};
  std::string many_fields = start;
  for (int i = 0; i < 200'000; ++i) many_fields += "X-A: b\r\n";
  Listener listener = open();

  CHECK(status_of(listener.port(), "GET /" + std::string(41'000'000, 'a')) == 414);
  CHECK(status_of(listener.port(), start + "X-A: " + std::string(40'000'000, 'a')) == 431);
  CHECK(status_of(listener.port(), many_fields) == 431);
  CHECK(get(listener.port()).status == 200);
}

TEST_CASE("chunked bodies past the limit are refused on 64 connections at once",
          "[mock][transport][limit][R06]") {
  std::string request = "POST /a" + std::string{kHost} + "Transfer-Encoding: chunked\r\n\r\n";
  const std::string chunk = "10000\r\n" + std::string(65'536, 'a') + "\r\n";
  for (int i = 0; i < 320; ++i) request += chunk;
  ListenLimits limits;
  limits.buffer_budget = 64 * limits.http.body * 2;
  Listener listener = open(limits);
  std::vector<RawSocket> clients;
  for (int i = 0; i < 64; ++i) clients.emplace_back(listener.port());

  for (RawSocket& client : clients) client.send_until_answered(request);

  for (RawSocket& client : clients) CHECK(client.read_answer().status == 413);
  CHECK(listener.stats().refused_requests == 64);
  CHECK(get(listener.port()).status == 200);
}

TEST_CASE("bytes past the budget of all connections get 503", "[mock][transport][limit][R06]") {
  ListenLimits limits;
  limits.buffer_budget = 60'000;  // room for one of the two
  Listener listener = open(limits);
  const std::string request = request_with_body(50'000);
  const std::string_view half = std::string_view{request}.substr(0, 45'000);
  const std::string_view rest = std::string_view{request}.substr(45'000);
  RawSocket first{listener.port()};
  RawSocket second{listener.port()};

  first.send(half);
  second.send(half);
  wait_until("one of two clients to be refused",
             [&] { return listener.stats().refused_requests == 1; });
  wait_until("the refusal to arrive", [&] { return first.is_readable() || second.is_readable(); });
  RawSocket& refused = first.is_readable() ? first : second;
  RawSocket& served = first.is_readable() ? second : first;
  served.send(rest);
  const Answer refusal = refused.read_answer();
  const Answer answer = served.read_answer();

  CHECK(refusal.status == 503);
  CHECK(refusal.field("Retry-After") == "1");
  CHECK(refusal.field("Connection") == "close");
  CHECK(answer.status == 200);
  CHECK(get(listener.port()).status == 200);
}

TEST_CASE("a head that never ends gets 408 at its deadline", "[mock][transport][R04]") {
  ListenLimits limits;
  limits.head_deadline = kSoon;
  Listener listener = open(limits);
  RawSocket client{listener.port()};

  client.send("GET /a HTTP/1.1\r\nX-A: ");
  int sent = 0;
  wait_until("an answer to an endless head", [&] {
    if (sent++ < 4'000) client.send("a");  // more would pass the limit of a line instead
    return client.is_readable();
  });
  const Answer answer = client.read_answer();

  CHECK(answer.status == 408);
  CHECK(answer.field("Connection") == "close");
  CHECK(answer.body == R"({"error":"the request line and fields took too long"})");
}

TEST_CASE("a body that never ends gets 408 at its deadline", "[mock][transport][R05]") {
  ListenLimits limits;
  limits.body_deadline = kSoon;
  Listener listener = open(limits);
  RawSocket client{listener.port()};

  client.send("POST /a HTTP/1.1\r\nHost: a.example\r\nContent-Length: 1000000\r\n\r\n");
  wait_until("an answer to an endless body", [&] {
    client.send("a");
    return client.is_readable();
  });
  const Answer answer = client.read_answer();

  CHECK(answer.status == 408);
  CHECK(answer.body == R"({"error":"the request body took too long"})");
}

TEST_CASE("an idle connection is closed in silence at its deadline", "[mock][transport][R10]") {
  ListenLimits limits;
  limits.idle_deadline = kSoon;
  Listener listener = open(limits);
  RawSocket fresh{listener.port()};
  RawSocket used{listener.port()};

  used.send(kGet);
  CHECK(used.read_answer().status == 200);

  CHECK(used.read_to_end() == std::pair{std::string{}, Ending::closed});
  CHECK(fresh.read_to_end() == std::pair{std::string{}, Ending::closed});
}

TEST_CASE("an empty line before a request does not move the idle deadline",
          "[mock][transport][R10]") {
  ListenLimits limits;
  limits.idle_deadline = kSoon;
  Listener listener = open(limits);
  RawSocket client{listener.port()};

  client.send("\r\n");

  CHECK(client.read_to_end().first.empty());
}

TEST_CASE("who does not read is reset at the write deadline", "[mock][transport][R09]") {
  ListenLimits limits;
  limits.write_deadline = kSoon;
  Listener listener = open(limits, [](const Request&) {
    Response response;
    response.body.assign(16'000'000, 'a');
    return response;
  });
  RawSocket client{listener.port(), 4'096};

  client.send(kGet);
  wait_until("the response to begin", [&] { return client.is_readable(); });
  wait_until_all_closed(listener);
  const auto [bytes, ending] = client.read_to_end();

  CHECK(listener.stats().busy_workers == 0);
  CHECK(ending == Ending::reset);
  CHECK(bytes.size() < 16'000'000);
}

TEST_CASE("a response larger than any socket buffer arrives whole", "[mock][transport][R09]") {
  std::string body;
  for (int i = 0; body.size() < 16'000'000; ++i) body += std::to_string(i) + ",";
  Listener listener = open({}, [&body](const Request&) {
    Response response;
    response.body = body;
    return response;
  });
  RawSocket client{listener.port(), 65'536};

  client.send(std::string{kGet} + std::string{kGet});
  const Answer first = client.read_answer();
  const Answer second = client.read_answer();

  CHECK((first.body == body));
  CHECK((second.body == body));
}

TEST_CASE("slow readers past the budget are reset and others go on", "[mock][transport][R09]") {
  ListenLimits limits;
  limits.buffer_budget = 0;
  Listener listener = open(limits, [](const Request& request) {
    Response response;
    if (request.target == "/large") response.body.assign(16'000'000, 'a');
    return response;
  });
  RawSocket client{listener.port(), 4'096};

  client.send("GET /large HTTP/1.1\r\nHost: a.example\r\n\r\n");

  CHECK(client.read_to_end().second == Ending::reset);
  CHECK(get(listener.port()).status == 200);
}

TEST_CASE("a response body past the limit becomes a 500", "[mock][transport][limit][H36]") {
  ListenLimits limits;
  limits.response_body = 1'000;
  std::size_t size = 0;
  Listener listener = open(limits, [&size](const Request&) {
    Response response;
    response.body.assign(size, 'a');
    return response;
  });

  size = 1'000;
  CHECK(get(listener.port()).status == 200);
  size = 1'001;
  CHECK(get(listener.port()).status == 500);
  CHECK(listener.stats().handler_errors == 1);
}

TEST_CASE("the last request of a connection says so, at the limit that was set",
          "[mock][transport][limit][H28]") {
  ListenLimits limits;
  limits.requests_per_connection = 3;
  Listener listener = open(limits);
  RawSocket client{listener.port()};

  for (int i = 0; i < 5; ++i) client.send(kGet);

  CHECK(client.read_answer().field("Connection") == "(absent)");
  CHECK(client.read_answer().field("Connection") == "(absent)");
  CHECK(client.read_answer().field("Connection") == "close");
  CHECK(client.read_to_end().first.empty());
}

TEST_CASE("a multipart body is opaque to the front", "[mock][transport][R19]") {
  Listener listener = open({}, [](const Request& request) {
    Response response;
    response.body = request.body;
    return response;
  });
  const std::string body = "--b\r\nContent-Disposition: form-data; name=\"a\"; filename*=UTF-8''" +
                           std::string(100'000, '%') + "\r\n\r\n\r\n--b--\r\n";
  RawSocket client{listener.port()};

  client.send("POST /a" + std::string{kHost} +
              "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: " +
              std::to_string(body.size()) + "\r\n\r\n" + body);

  CHECK((client.read_answer().body == body));
}

TEST_CASE("after a refusal what still comes is drained, up to a limit",
          "[mock][transport][limit][H01]") {
  ListenLimits limits;
  limits.linger = kNever;
  limits.linger_bytes = 100'000;
  Listener listener = open(limits);
  RawSocket below{listener.port()};
  RawSocket above{listener.port()};

  below.send("nonsense\r\n\r\n" + std::string(90'000, 'a'));
  below.half_close();
  above.send("nonsense\r\n\r\n" + std::string(20'000, 'a'));
  const Answer answer = above.read_answer();
  above.send(std::string(2'000'000, 'a'));

  CHECK(below.read_answer().status == 400);
  CHECK(below.read_to_end() == std::pair{std::string{}, Ending::closed});
  CHECK(answer.status == 400);
  wait_until_all_closed(listener);
}

TEST_CASE("the end of draining comes by time too", "[mock][transport][limit][H01]") {
  ListenLimits limits;
  limits.linger = kSoon;
  Listener listener = open(limits);
  RawSocket client{listener.port()};

  client.send("nonsense\r\n\r\n");

  CHECK(client.read_answer().status == 400);
  wait_until_all_closed(listener);
}

}  // namespace understudy::mock
