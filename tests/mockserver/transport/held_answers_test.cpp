// SPDX-License-Identifier: MIT
/// Answers that wait for a clock: nobody waits with them, and the clock's word is enough.
#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "raw_socket.hpp"
#include "support/catch.hpp"
#include "understudy/mock/virtual_clock.hpp"

namespace understudy::mock {

namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::string_view kLate = "GET /late HTTP/1.1\r\nHost: a.example\r\n\r\n";
constexpr minutes kDelay{5};  // in real time no test would live to see its end

/// A listener whose "/late" waits for kDelay on a clock.
class Late {
 public:
  explicit Late(ListenOptions options = {}, Delivery::Kind kind = Delivery::Kind::whole)
      : listener_(Listener::open(
                      [this, kind](const Request& request) -> Reply {
                        Response said = say_target(request);
                        if (request.target != "/late") return said;
                        return {std::move(said), Delivery{.kind = kind,
                                                          .delay = kDelay,
                                                          .clock = clock_,
                                                          .since = clock_->steady_now()}};
                      },
                      patient(std::move(options)))
                      .value()) {}

  /// Asks, and comes back when the answer is held.
  RawSocket ask(std::string_view request = kLate) {
    const std::size_t before = listener_.stats().held_answers;
    RawSocket client{listener_.port()};
    client.send(request);
    wait_until("the answer to be held",
               [&] { return listener_.stats().held_answers == before + 1; });
    return client;
  }

  VirtualClock& clock() { return *clock_; }
  Listener& listener() { return listener_; }
  [[nodiscard]] std::size_t held() const { return listener_.stats().held_answers; }
  /// How many hold the clock: this, and answers that wait.
  [[nodiscard]] auto clock_uses() const { return clock_.use_count(); }

 private:
  static ListenOptions patient(ListenOptions options) {
    options.limits.idle_deadline = kNever;
    options.limits.write_deadline = kNever;
    return options;
  }

  SystemClock system_;
  std::shared_ptr<VirtualClock> clock_ = std::make_shared<VirtualClock>(system_);
  Listener listener_;
};

}  // namespace

TEST_CASE("a delayed answer leaves when its frozen clock is moved to its time",
          "[mock][transport][faults]") {
  Late late;
  late.clock().freeze();
  RawSocket client = late.ask();

  CHECK(get(late.listener().port()).body == "GET /good");  // asked later, answered first
  CHECK_FALSE(client.is_readable());
  late.clock().advance(kDelay - Duration{1});
  CHECK(get(late.listener().port()).body == "GET /good");
  CHECK(late.held() == 1);
  CHECK_FALSE(client.is_readable());
  late.clock().advance(Duration{1});

  const Answer answer = client.read_answer();
  CHECK(answer.body == "GET /late");
  CHECK(answer.field("Connection") == "(absent)");
  client.send(kGet);
  CHECK(client.read_answer().body == "GET /good");
  CHECK(late.held() == 0);
}

TEST_CASE("a delayed answer leaves when its running clock jumps", "[mock][transport][faults]") {
  Late late;
  RawSocket client = late.ask();

  late.clock().advance(seconds{1});
  CHECK(get(late.listener().port()).status == 200);
  CHECK(late.held() == 1);
  late.clock().set(late.clock().wall_now() + kDelay);

  CHECK(client.read_answer().body == "GET /late");
}

TEST_CASE("a clock that goes on is followed in real time", "[mock][transport][faults]") {
  Late late;
  late.clock().freeze();
  RawSocket client = late.ask();

  late.clock().advance(kDelay - milliseconds{1});
  CHECK(late.held() == 1);
  late.clock().resume();

  CHECK(client.read_answer().body == "GET /late");
}

TEST_CASE("a delay counts from the moment the answer was made", "[mock][transport][faults]") {
  const SystemClock system;
  const auto clock = std::make_shared<VirtualClock>(system);
  clock->freeze();
  Listener listener =
      Listener::open([&](const Request& request) -> Reply {
        const SteadyTime since = clock->steady_now();
        clock->advance(kDelay);  // before the bytes could have left
        return {say_target(request), Delivery{.delay = kDelay, .clock = clock, .since = since}};
      }).value();

  CHECK(get(listener.port()).body == "GET /good");
}

TEST_CASE("a clock that moves while it is being read wakes the reader",
          "[mock][transport][faults]") {
  // Of the readings of one answer: that of the handler, and those by which the listener finds out
  // how long to wait. Each has its first half before the move and nothing but old times to tell.
  const int reading = GENERATE(1, 2, 3, 4);
  struct Interrupted final : Clock {
    [[nodiscard]] SteadyTime steady_now() const override { return system.steady_now(); }
    [[nodiscard]] WallTime wall_now() const override {
      if (--until_move == 0) move();
      return system.wall_now();
    }
    SystemClock system;
    std::function<void()> move;
    mutable std::atomic<int> until_move = 0;
  } base;
  const auto clock = std::make_shared<VirtualClock>(base);
  base.move = [&] { clock->advance(2 * kDelay); };
  base.until_move = reading;
  Listener listener =
      Listener::open([&](const Request& request) -> Reply {
        const SteadyTime since = clock->steady_now();
        return {say_target(request), Delivery{.delay = kDelay, .clock = clock, .since = since}};
      }).value();

  CHECK(get(listener.port()).body == "GET /good");
}

TEST_CASE("requests behind a delayed answer keep their turn", "[mock][transport][faults]") {
  Late late;
  late.clock().freeze();
  RawSocket client = late.ask(std::string{kLate} + std::string{kGet});

  client.send(kGet);  // arrives while the answer waits
  CHECK(get(late.listener().port()).status == 200);
  CHECK_FALSE(client.is_readable());
  late.clock().advance(kDelay);

  CHECK(client.read_answer().body == "GET /late");
  CHECK(client.read_answer().body == "GET /good");
  CHECK(client.read_answer().body == "GET /good");
}

TEST_CASE("five hundred delayed answers hold no worker", "[mock][transport][faults]") {
  constexpr std::size_t kMany = 500;
  ListenOptions options;
  options.limits.workers = 1;
  Late late{options};
  late.clock().freeze();
  std::vector<RawSocket> clients;
  for (std::size_t i = 0; i < kMany; ++i) {
    clients.emplace_back(late.listener().port());
    clients.back().send(kLate);
  }
  wait_until("all answers to be held", [&] { return late.held() == kMany; });

  CHECK(get(late.listener().port()).body == "GET /good");
  CHECK(late.listener().stats().busy_workers == 0);
  for (const RawSocket& client : clients) CHECK_FALSE(client.is_readable());
  late.clock().advance(kDelay);

  for (RawSocket& client : clients) CHECK(client.read_answer().body == "GET /late");
  CHECK(late.held() == 0);
}

TEST_CASE("clocks that are moved while answers come and go lose none of them",
          "[mock][transport][faults]") {
  constexpr int kRounds = 200;
  Late late;
  late.clock().freeze();
  std::atomic<bool> is_done = false;
  std::jthread mover{[&] {
    while (!is_done) {
      if (late.held() > 0) late.clock().advance(kDelay);
    }
  }};
  std::vector<std::jthread> askers;
  std::atomic<int> answered = 0;
  for (int i = 0; i < 4; ++i) {
    askers.emplace_back([&] {
      RawSocket client{late.listener().port()};
      for (int round = 0; round < kRounds; ++round) {
        client.send(kLate);
        if (client.read_answer().body == "GET /late") ++answered;
      }
    });
  }
  askers.clear();
  is_done = true;

  CHECK(answered == 4 * kRounds);
  CHECK(late.held() == 0);
}

TEST_CASE("a client that goes away ends its delayed answer", "[mock][transport][faults]") {
  const bool is_killed = GENERATE(true, false);
  Late late;
  late.clock().freeze();
  RawSocket client = late.ask();
  wait_until("the worker to be done", [&] { return late.clock_uses() == 2; });

  if (is_killed) {
    client.reset();
  } else {
    client.close();
  }

  wait_until_all_closed(late.listener());
  CHECK(late.held() == 0);
  CHECK(late.clock_uses() == 1);
  late.clock().advance(kDelay);  // nobody listens any more
  CHECK(get(late.listener().port()).status == 200);
}

TEST_CASE("a listener that stops drops what could not leave in time", "[mock][transport][faults]") {
  ListenOptions options;
  options.limits.drain_deadline = kNever;
  Late late{options};
  late.clock().freeze();
  RawSocket client = late.ask();

  late.listener().stop();

  CHECK(client.read_to_end() == std::pair{std::string{}, Ending::closed});
  CHECK(late.clock_uses() == 1);
  late.clock().advance(kDelay);  // reaches nobody
}

TEST_CASE("a listener that stops waits for an answer that is due before the end",
          "[mock][transport][faults]") {
  ListenOptions options;
  options.limits.drain_deadline = 2 * kDelay;
  Late late{options};
  RawSocket client = late.ask();  // its clock runs: the answer could still come

  std::jthread stopper{[&] { late.listener().stop(); }};
  wait_until("new connections to be refused",
             [&] { return !RawSocket{late.listener().port()}.is_connected(); });
  late.clock().advance(kDelay);

  CHECK(client.read_to_end().first.ends_with("\r\n\r\nGET /late"));
}

TEST_CASE("a dribble ends with the drain", "[mock][transport][faults]") {
  ListenOptions options;
  options.limits.drain_deadline = milliseconds{30};
  Listener listener = Listener::open(
                          [](const Request& request) -> Reply {
                            return {say_target(request), Delivery{.kind = Delivery::Kind::dribbled,
                                                                  .bytes = 1,
                                                                  .pause = milliseconds{20}}};
                          },
                          options)
                          .value();
  RawSocket client{listener.port()};
  client.send("GET /" + std::string(8'000, 'a') + " HTTP/1.1\r\nHost: a.example\r\n\r\n");
  wait_until("the first piece", [&] { return client.is_readable(); });

  listener.stop();

  CHECK(client.read_to_end().first.size() < 8'000);
  CHECK(listener.stats().open_connections == 0);
}

TEST_CASE("an answer is reset behind a delay too", "[mock][transport][faults]") {
  Late late{{}, Delivery::Kind::reset};
  late.clock().freeze();
  RawSocket client = late.ask();

  late.clock().advance(kDelay);

  CHECK(client.read_to_end() == std::pair{std::string{}, Ending::reset});
}

}  // namespace understudy::mock
