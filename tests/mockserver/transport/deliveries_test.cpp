// SPDX-License-Identifier: MIT
/// What each planned fault looks like to a client that sees every byte.
#include <sys/socket.h>

#include <array>
#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "raw_socket.hpp"
#include "support/catch.hpp"

namespace understudy::mock {

namespace {

using std::chrono::milliseconds;
using Kind = Delivery::Kind;

constexpr std::string_view kBody = "0123456789";
constexpr std::string_view kHead = "HEAD /bad HTTP/1.1\r\nHost: a.example\r\n\r\n";
constexpr std::string_view kBad = "GET /bad HTTP/1.1\r\nHost: a.example\r\n\r\n";

/// Plain answers, and one that has the fault: at "/bad", and at "/none" as a 204.
Handler with(Delivery delivery) {
  return [delivery](const Request& request) -> Reply {
    if (request.target.starts_with("/good")) return say_target(request);
    if (request.target == "/none") return {Response{204, {}, {}}, delivery};
    return {Response{200, {{"X-A", "b"}}, std::string{kBody}}, delivery};
  };
}

Listener open(Delivery delivery) {
  ListenOptions options;
  options.limits.idle_deadline = kNever;
  options.limits.write_deadline = kNever;
  options.limits.linger = kNever;  // the end that is seen is the fault's, not the linger's
  return Listener::open(with(std::move(delivery)), options).value();
}

/// The bytes without the line of the date, which the machine chooses.
std::string without_date(std::string bytes) {
  const std::size_t begin = bytes.find("Date: ");
  if (begin != std::string::npos) bytes.erase(begin, bytes.find("\r\n", begin) + 2 - begin);
  return bytes;
}

/// All that comes back, and how it ends.
std::pair<std::string, Ending> ask(const Listener& listener, std::string_view request) {
  RawSocket client{listener.port()};
  client.send(request);
  auto [bytes, ending] = client.read_to_end();
  return {without_date(std::move(bytes)), ending};
}

std::string text(std::string_view length, std::string_view body) {
  return "HTTP/1.1 200 OK\r\nX-A: b\r\nContent-Length: " + std::string{length} + "\r\n\r\n" +
         std::string{body};
}

/// A fault that ends its connection leaves the listener as good as new.
void check_served_on(const Listener& listener) {
  CHECK(get(listener.port()).body == "GET /good");
  wait_until_all_closed(listener);
  CHECK(listener.stats().handler_errors == 0);
  CHECK(listener.stats().held_answers == 0);
}

}  // namespace

TEST_CASE("a reset answer is no byte and a reset", "[mock][transport][faults]") {
  const Listener listener = open({.kind = Kind::reset});

  CHECK(ask(listener, kBad) == std::pair{std::string{}, Ending::reset});
  CHECK(ask(listener, std::string{kBad} + std::string{kGet}).second == Ending::reset);
  check_served_on(listener);
}

TEST_CASE("an empty answer is no byte and the end", "[mock][transport][faults]") {
  const Listener listener = open({.kind = Kind::empty});

  CHECK(ask(listener, kBad) == std::pair{std::string{}, Ending::closed});
  check_served_on(listener);
}

TEST_CASE("a garbled answer is no HTTP, always the same, and the end",
          "[mock][transport][faults]") {
  using std::string_literals::operator""s;
  const Listener listener = open({.kind = Kind::garbage});
  const std::string garbage = "\0\xFF\x16\x03 garbage \xC3(\r\n\r\n\x7F\0 by plan\r\n"s;

  CHECK(ask(listener, kBad) == std::pair{garbage, Ending::closed});
  CHECK(ask(listener, kHead) == std::pair{garbage, Ending::closed});
  check_served_on(listener);
}

TEST_CASE("a truncated answer states its length and ends before it", "[mock][transport][faults]") {
  const auto got = [](std::size_t bytes, std::string_view request) {
    const Listener listener = open({.kind = Kind::truncated, .bytes = bytes});
    auto seen = ask(listener, request);
    check_served_on(listener);
    return seen;
  };

  CHECK(got(0, kBad) == std::pair{text("10", ""), Ending::closed});
  CHECK(got(4, kBad) == std::pair{text("10", "0123"), Ending::closed});
  CHECK(got(9, kBad) == std::pair{text("10", "012345678"), Ending::closed});
  CHECK(got(10, kBad) == std::pair{text("10", "012345678"), Ending::closed});
  CHECK(got(1'000, kBad) == std::pair{text("10", "012345678"), Ending::closed});
  const std::string head = text("10", "");
  CHECK(got(4, kHead) == std::pair{head.substr(0, head.size() - 2), Ending::closed});
}

TEST_CASE("a wrong length is the right one and more, with all of the body, then the end",
          "[mock][transport][faults]") {
  const auto got = [](std::size_t bytes, std::string_view request) {
    const Listener listener = open({.kind = Kind::wrong_length, .bytes = bytes});
    auto seen = ask(listener, request);
    check_served_on(listener);
    return seen;
  };

  CHECK(got(1, kBad) == std::pair{text("11", kBody), Ending::closed});
  CHECK(got(990, kBad) == std::pair{text("1000", kBody), Ending::closed});
  CHECK(got(5, kHead) == std::pair{text("15", ""), Ending::closed});
  CHECK(got(5, "GET /none HTTP/1.1\r\nHost: a.example\r\n\r\n") ==
        std::pair{std::string{"HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n"},
                  Ending::closed});
}

TEST_CASE("a dribbled answer is whole, comes in pieces, and its connection goes on",
          "[mock][transport][faults]") {
  const std::size_t bytes = GENERATE(1U, 7U, 1'000U);
  const Listener listener =
      open({.kind = Kind::dribbled, .bytes = bytes, .pause = milliseconds{1}});
  RawSocket client{listener.port()};

  client.send(std::string{kBad} + std::string{kGet} + std::string{kBad});

  for (int i = 0; i < 2; ++i) {
    const Answer bad = client.read_answer();
    CHECK(bad.status == 200);
    CHECK(bad.body == kBody);
    CHECK(bad.field("Connection") == "(absent)");
    if (i == 0) CHECK(client.read_answer().body == "GET /good");
  }
}

TEST_CASE("between two pieces of a dribble no worker waits", "[mock][transport][faults]") {
  ListenOptions options;
  options.limits.workers = 1;
  options.limits.idle_deadline = kNever;
  const Listener listener =
      Listener::open(with({.kind = Kind::dribbled, .bytes = 5, .pause = Delivery::kLongestPause}),
                     options)
          .value();
  RawSocket client{listener.port()};
  client.send(kBad);

  wait_until("the first piece", [&] { return client.is_readable(); });
  CHECK(get(listener.port()).body == "GET /good");

  // Sixteen pieces of 10 s each: whatever this machine does, the last of them is to come.
  CHECK(listener.stats().held_answers == 1);
  CHECK(listener.stats().busy_workers == 0);
  std::array<char, 256> buffer{};
  CHECK(::recv(client.descriptor(), buffer.data(), buffer.size(), 0) % 5 == 0);
}

TEST_CASE("the answer behind a dribble comes at once", "[mock][transport][faults]") {
  const Listener listener =
      open({.kind = Kind::dribbled, .bytes = 100, .pause = Delivery::kLongestPause});
  RawSocket client{listener.port()};

  client.send(kBad);  // its answer is one piece
  CHECK(client.read_answer().body == kBody);
  client.send("GET /good" + std::string(5'000, 'a') + " HTTP/1.1\r\nHost: a.example\r\n\r\n");

  CHECK(client.read_answer().status == 200);  // as a dribble it would take eight minutes
}

TEST_CASE("a connection that asked to be closed is closed behind a dribble too",
          "[mock][transport][faults]") {
  const Listener listener = open({.kind = Kind::dribbled, .bytes = 16, .pause = milliseconds{1}});

  const auto [bytes, ending] =
      ask(listener, "GET /bad HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n");

  CHECK(bytes == "HTTP/1.1 200 OK\r\nX-A: b\r\nContent-Length: 10\r\nConnection: close\r\n\r\n" +
                     std::string{kBody});
  CHECK(ending == Ending::closed);
}

TEST_CASE("a fault may come behind a delay", "[mock][transport][faults]") {
  for (const Kind kind : {Kind::empty, Kind::garbage, Kind::reset, Kind::truncated}) {
    const Listener listener = open({.kind = kind, .bytes = 3, .delay = milliseconds{1}});
    const auto [bytes, ending] = ask(listener, kBad);
    INFO(static_cast<int>(kind));
    CHECK(ending == (kind == Kind::reset ? Ending::reset : Ending::closed));
    CHECK(bytes.empty() == (kind == Kind::empty || kind == Kind::reset));
    check_served_on(listener);
  }
}

}  // namespace understudy::mock
