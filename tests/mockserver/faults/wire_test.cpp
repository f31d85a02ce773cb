// SPDX-License-Identifier: MIT
/// Faults of a whole mock on the wire: time that a test moves, and the same bytes twice.
#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "asking.hpp"
#include "mockserver/transport/raw_socket.hpp"
#include "support/catch.hpp"
#include "understudy/base/http1.hpp"
#include "understudy/base/random.hpp"

namespace understudy::mock {

namespace {

using std::chrono::seconds;

std::string bytes_of(const Request& request) {
  return http1::write_request(request, "a.example").value();
}

/// Without the lines that tell the time of the machine.
std::string without_dates(std::string bytes) {
  for (std::size_t at = 0; (at = bytes.find("Date: ", at)) != std::string::npos;) {
    bytes.erase(at, bytes.find("\r\n", at) + 2 - at);
  }
  return bytes;
}

/// One request on a connection of its own, to its end; moves the clock when the answer waits.
std::string ask(MockServer& mock, const Request& request) {
  RawSocket client{mock.listener().port()};
  Request last = request;
  last.fields.add("Connection", "close");
  client.send(bytes_of(last));
  wait_until("an answer, or one that is held",
             [&] { return client.is_readable() || mock.listener().stats().held_answers > 0; });
  if (!client.is_readable()) mock.server().space().clock().advance(Delivery::kLongestDelay);
  auto [bytes, ending] = client.read_to_end();
  return without_dates(std::move(bytes)) + (ending == Ending::reset ? "[reset]" : "[closed]");
}

constexpr std::string_view kScript[] = {
    "dribble,bytes=4096,pause_ms=1,p=0.02",
    "empty,p=0.05",
    "garbage,p=0.05",
    "latency,median_ms=800,sigma=1,p=0.2",
    "latency,ms=100..900,p=0.2",
    "reset,p=0.05",
    "stale,p=0.1",
    "status,code=502,p=0.05",
    "throttled,p=0.05,times=20",
    "truncated,bytes=40,p=0.05",
    "wrong_length,p=0.05",
};

/// Everything that a client of a thousand requests sees, and what the mock notes of it.
std::vector<std::string> run_script(Seed seed) {
  ServerOptions options = with_faults({std::begin(kScript), std::end(kScript)});
  options.seed = seed;
  const ManualClock clock;  // bodies tell the time, too
  options.clock = &clock;
  options.apis = {"impartner", "partnertap"};
  auto mock = MockServer::start(options).value();
  mock.server().space().clock().freeze();
  Pcg32 random{Seed{99}};
  std::vector<std::string> seen;
  for (int i = 0; i < 1'000; ++i) {
    Request request = random.chance(500) ? report_names() : impartner_list();
    if (random.chance(100)) request.target += "x";
    if (random.chance(100)) request.fields = {};
    seen.push_back(ask(mock, request));
  }
  for (const char* page : {"?limit=500", "?after=500&limit=500"}) {
    const std::string target = std::string{"/__understudy/journal"} + page;
    const Response journal = mock.server().handle({Method::get, target, {}, ""});
    REQUIRE(journal.status == 200);
    seen.push_back(journal.body);
  }
  return seen;
}

}  // namespace

TEST_CASE("two runs of a script of a thousand requests give the same bytes and the same journal",
          "[mock][faults][determinism]") {
  const auto first = run_script(Seed{5});

  CHECK(first == run_script(Seed{5}));
  CHECK(first != run_script(Seed{6}));
  const auto count = [&](std::string_view what) {
    std::size_t hits = 0;
    for (const std::string& bytes : first) hits += bytes.find(what) == bytes.npos ? 0U : 1U;
    return hits;
  };
  for (const char* what : {"[reset]", "garbage", "HTTP/1.1 200", "HTTP/1.1 429", "HTTP/1.1 502"}) {
    INFO(what);
    CHECK(count(what) > 5);
  }
}

TEST_CASE("a latency on the wire takes as long as the clock of its space says", "[mock][faults]") {
  auto mock = MockServer::start(with_faults({"latency,ms=300000,operation=getColumns"})).value();
  const Space space = mock.server().space("a").value();
  space.clock().freeze();
  RawSocket late{mock.listener().port()};
  late.send(bytes_of(in_space(columns(), "a")));
  wait_until("the answer to be held", [&] { return mock.listener().stats().held_answers == 1; });
  RawSocket other{mock.listener().port()};

  // Other operations go on, and clocks of other spaces mean nothing here.
  other.send(bytes_of(in_space(report_names(), "a")));
  CHECK(other.read_answer().status == 200);
  mock.server().space().clock().advance(seconds{300});
  other.send(bytes_of(report_names()));
  CHECK(other.read_answer().status == 200);
  CHECK_FALSE(late.is_readable());
  space.clock().advance(seconds{299});
  CHECK(mock.listener().stats().held_answers == 1);
  space.clock().advance(seconds{1});

  CHECK(late.read_answer().status == 200);
}

TEST_CASE("an answer that is held outlives its space", "[mock][faults]") {
  auto mock = MockServer::start(with_faults({"latency,ms=300000"})).value();
  RawSocket late{mock.listener().port()};
  late.send(bytes_of(in_space(columns(), "a")));
  wait_until("the answer to be held", [&] { return mock.listener().stats().held_answers == 1; });
  const Space kept = mock.server().space("a").value();
  RawSocket lost{mock.listener().port()};
  lost.send(bytes_of(in_space(columns(), "b")));
  wait_until("the answer to be held", [&] { return mock.listener().stats().held_answers == 2; });

  CHECK(mock.server().drop_space("a"));
  CHECK(mock.server().drop_space("b"));
  kept.clock().advance(seconds{300});

  CHECK(late.read_answer().status == 200);
  lost.close();  // the last that held the space
  wait_until("the answer to be gone", [&] { return mock.listener().stats().held_answers == 0; });
}

TEST_CASE("a mock that goes away takes its held answers along", "[mock][faults]") {
  std::vector<RawSocket> late;
  {
    auto mock = MockServer::start(with_faults({"latency,ms=600000"})).value();
    mock.server().space().clock().freeze();
    for (int i = 0; i < 20; ++i) {
      late.emplace_back(mock.listener().port());
      late.back().send(bytes_of(report_names()));
    }
    wait_until("the answers to be held",
               [&] { return mock.listener().stats().held_answers == late.size(); });
  }

  for (RawSocket& client : late) CHECK(client.read_to_end().first.empty());
}

}  // namespace understudy::mock
