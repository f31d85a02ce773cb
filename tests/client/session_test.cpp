// SPDX-License-Identifier: MIT
/// The loop of one call, on a manual clock: what is repeated, after which waits, how it ends.
#include "understudy/client/session.hpp"

#include <chrono>

#include "client/fake_host.hpp"
#include "support/catch.hpp"

namespace understudy::client {

namespace {

using namespace std::chrono_literals;

const Response kGood{200, {{"Content-Type", "application/json"}}, "[]"};

Response status(int code, Fields fields = {}) { return {code, std::move(fields), ""}; }

OperationCall unsafe_call() {
  OperationCall call = report_names();
  call.idempotency = Idempotency::unsafe;
  return call;
}

std::optional<VendorError> read_words(const Response& response) {
  if (response.body.find("failure") == std::string::npos && response.status < 300) {
    return std::nullopt;
  }
  return VendorError{"E7", response.body, "r-1", {{"E8", "name", "too long"}}};
}

CallError error_of(Outcome<Answer> outcome) {
  REQUIRE_FALSE(outcome);
  return outcome.error();
}

}  // namespace

TEST_CASE("a call that succeeds is one attempt", "[client][session]") {
  FakeHost host{.script = {{kGood, 30ms}}};
  const Session session = Session::make(host.parts()).value();

  const auto answer = session.call(report_names());

  REQUIRE(answer);
  CHECK(answer->response == kGood);
  CHECK(answer->attempts == 1);
  CHECK(answer->elapsed == 30ms);
  CHECK(host.requests == std::vector{report_names().request});
  CHECK(host.timeouts == std::vector<Duration>{30s});
}

TEST_CASE("what passes is repeated after waits from the seed", "[client][session][retry]") {
  FakeHost host{.script = {{status(503)}, {Failure{lost()}}, {status(500)}, {kGood}}};
  SessionParts parts = host.parts();
  const BackoffPolicy backoff = parts.options.backoff;
  const Session session = Session::make(std::move(parts)).value();
  Pcg32 random{Seed{1}, 0};
  const std::vector<Duration> waits{draw_wait(backoff, 1, {}, random),
                                    draw_wait(backoff, 2, {}, random),
                                    draw_wait(backoff, 3, {}, random)};

  const auto answer = session.call(report_names());

  REQUIRE(answer);
  CHECK(answer->attempts == 4);
  CHECK(host.waits() == waits);
  CHECK(answer->elapsed == 40ms + waits[0] + waits[1] + waits[2]);
}

TEST_CASE("a call ends as its last attempt says", "[client][session][retry]") {
  struct Case {
    const char* name;
    OperationCall call;
    std::vector<Act> script;
    Ending ending;
    int attempts;
    int status;
  };
  const Case cases[] = {
      {"a status that does not pass", report_names(), {{status(404)}}, Ending::permanent, 1, 404},
      {"a redirect", report_names(), {{status(302)}}, Ending::permanent, 1, 302},
      {"no credentials to renew", report_names(), {{status(401)}}, Ending::permanent, 1, 401},
      {"attempts are over",
       report_names(),
       {{status(503)}, {status(503)}, {status(503)}, {status(502)}},
       Ending::exhausted,
       4,
       502},
      {"may have been done", unsafe_call(), {{status(500)}}, Ending::not_idempotent, 1, 500},
      {"the connection was lost", unsafe_call(), {{Failure{lost()}}}, Ending::not_idempotent, 1, 0},
      {"was not done, then may have been",
       unsafe_call(),
       {{status(429)}, {Failure{refused()}}, {status(408)}},
       Ending::not_idempotent,
       3,
       408},
      {"the answer is no HTTP",
       report_names(),
       {{Failure{Error{Errc::bad_answer, "expected HTTP", "", ""}}}},
       Ending::permanent,
       1,
       0},
      {"the transport was cancelled",
       report_names(),
       {{Failure{Error{Errc::cancelled, "cancelled", "", ""}}}},
       Ending::cancelled,
       1,
       0},
  };
  for (const Case& each : cases) {
    INFO(each.name);
    FakeHost host{.script = each.script};
    const CallError error = error_of(Session::make(host.parts()).value().call(each.call));
    CHECK(name_of(error.ending) == name_of(each.ending));
    CHECK(error.attempts == each.attempts);
    CHECK(error.status == each.status);
    CHECK(error.operation == "partnertap.getReportNames");
    CHECK(host.requests.size() == each.script.size());
  }
}

TEST_CASE("an error tells what the host said", "[client][session][errors]") {
  FakeHost host{.script = {{Response{409, {}, "a failure"}, 250ms}}};
  SessionParts parts = host.parts();
  parts.read_error = read_words;

  const CallError error = error_of(Session::make(std::move(parts)).value().call(report_names()));

  CHECK(error.vendor == VendorError{"E7", "a failure", "r-1", {{"E8", "name", "too long"}}});
  CHECK(error.excerpt == "a failure");
  CHECK(error.elapsed == 250ms);
  CHECK(render(error) ==
        "partnertap.getReportNames failed (1 attempt, 0.25 s): expected a success, got 409 "
        "Conflict; HTTP status 409; code E7; the host says: a failure; request id r-1; body: a "
        "failure\nname: too long (E8)");
}

TEST_CASE("a success whose body is a failure is one", "[client][session][errors]") {
  FakeHost host{.script = {{Response{200, {}, "a failure"}}}};
  SessionParts parts = host.parts();
  parts.read_error = read_words;

  const CallError error = error_of(Session::make(std::move(parts)).value().call(report_names()));

  CHECK(error.ending == Ending::permanent);
  CHECK(error.status == 200);
  CHECK(error.vendor.code == "E7");
}

TEST_CASE("the reader of a call comes before that of its session", "[client][session][errors]") {
  FakeHost host{.script = {{status(400)}}};
  SessionParts parts = host.parts();
  parts.read_error = read_words;
  OperationCall call = report_names();
  call.read_error = [](const Response& /*response*/) -> std::optional<VendorError> {
    return VendorError{.code = "mine"};
  };

  const CallError error = error_of(Session::make(std::move(parts)).value().call(call));

  CHECK(error.vendor.code == "mine");
}

TEST_CASE("a host that asks for a wait gets it", "[client][session][retry]") {
  FakeHost host{.script = {{status(429, {{"Retry-After", "30"}}), 0ms},
                           {status(503, {{"Retry-After", "Wed, 04 Mar 2026 12:01:00 GMT"}}), 0ms},
                           {status(429, {{"RateLimit", "\"a\";r=0;t=40"}}), 0ms},
                           {kGood}}};
  SessionParts parts = host.parts();
  parts.options.backoff = {.first = 0s};

  const auto answer = Session::make(std::move(parts)).value().call(report_names());

  REQUIRE(answer);
  CHECK(host.waits() == std::vector<Duration>{30s, 30s, 40s});
}

TEST_CASE("a wait that would outlast the call is not begun", "[client][session][deadline]") {
  FakeHost host{.script = {{status(429, {{"Retry-After", "60"}}), 0ms}}};

  const CallError error =
      error_of(Session::make(host.parts()).value().call(report_names(), {.timeout = 60s}));

  CHECK(error.ending == Ending::deadline);
  CHECK(error.status == 429);
  CHECK(error.elapsed == 0s);
  CHECK(host.waits().empty());
}

TEST_CASE("an attempt has its own time, and never more than the call has left",
          "[client][session][deadline]") {
  FakeHost host{.script = {{kGood, 1h}, {kGood, 1h}, {kGood, 1h}}};
  SessionParts parts = host.parts();
  parts.options.backoff = {.first = 0s};
  parts.options.attempt_timeout = 20s;

  const CallError error =
      error_of(Session::make(std::move(parts)).value().call(report_names(), {.timeout = 50s}));

  CHECK(error.ending == Ending::deadline);
  CHECK(error.cause.code == Errc::timed_out);
  CHECK(error.attempts == 3);
  CHECK(error.elapsed == 50s);
  CHECK(host.timeouts == std::vector<Duration>{20s, 20s, 10s});
}

TEST_CASE("a stop ends a call before its next attempt and in its waits",
          "[client][session][cancel]") {
  std::stop_source stop;
  FakeHost host{.script = {{status(503)}}};
  SessionParts parts = host.parts();
  const auto log = parts.options.log;
  parts.options.log = [&](const CallEvent& event) {
    log(event);
    if (event.kind == CallEvent::Kind::wait) stop.request_stop();
  };
  const Session session = Session::make(std::move(parts)).value();

  const CallError waiting = error_of(session.call(report_names(), {.stop = stop.get_token()}));
  const CallError before = error_of(session.call(report_names(), {.stop = stop.get_token()}));

  CHECK(waiting.ending == Ending::cancelled);
  CHECK(waiting.attempts == 1);
  CHECK(waiting.status == 503);
  CHECK(before.ending == Ending::cancelled);
  CHECK(before.attempts == 0);
}

TEST_CASE("a budget that is spent ends a call, and successes fill it",
          "[client][session][budget]") {
  FakeHost host{.script = {{status(503)}, {status(503)}, {kGood}, {status(503)}, {kGood}}};
  SessionParts parts = host.parts();
  parts.options.budget =
      std::make_shared<RetryBudget>(RetryBudget::Options{.tokens = 1, .per_thousand = 1'000});
  const Session session = Session::make(std::move(parts)).value();

  const CallError error = error_of(session.call(report_names()));
  CHECK(error.ending == Ending::budget);
  CHECK(error.attempts == 2);

  CHECK(session.call(report_names()).has_value());
  const auto answer = session.call(report_names());
  REQUIRE(answer);
  CHECK(answer->attempts == 2);
}

TEST_CASE("an idempotency key makes a call safe, and every attempt sends it",
          "[client][session][retry]") {
  FakeHost host{.script = {{status(500)}, {kGood}}};
  OperationCall call = unsafe_call();
  call.idempotency_field = "Idempotency-Key";
  const Session session = Session::make(host.parts()).value();

  CHECK(session.call(call, {.idempotency_key = "k-1"}).has_value());

  REQUIRE(host.requests.size() == 2);
  for (const Request& request : host.requests) {
    CHECK(*request.fields.find("Idempotency-Key") == "k-1");
  }
}

TEST_CASE("an idempotency key that nobody reads is refused", "[client][session][retry]") {
  FakeHost host;

  const CallError error =
      error_of(Session::make(host.parts()).value().call(unsafe_call(), {.idempotency_key = "k-1"}));

  CHECK(error.ending == Ending::permanent);
  CHECK(error.cause.code == Errc::bad_input);
  CHECK(error.attempts == 0);
}

TEST_CASE("a pacer holds calls back, and refuses those that have no time for it",
          "[client][session][pacing]") {
  FakeHost host{.script = {{kGood, 0ms}, {kGood, 0ms}, {kGood, 0ms}, {kGood, 0ms}}};
  SessionParts parts = host.parts();
  parts.options.pacer = std::make_shared<Pacer>(Pacer::Options{.requests = 2, .window = 60s});
  const Session session = Session::make(std::move(parts)).value();
  const SteadyTime start = host.clock.steady_now();

  for (int i = 0; i < 4; ++i) CHECK(session.call(report_names()).has_value());
  CHECK(host.clock.steady_now() - start == 60s);

  const CallError late = error_of(session.call(report_names(), {.timeout = 5s}));
  CHECK(late.ending == Ending::deadline);
  CHECK(late.attempts == 0);
}

TEST_CASE("a host's wait holds back all who share a pacer", "[client][session][pacing]") {
  FakeHost host{.script = {{status(400, {{"Retry-After", "30"}}), 0ms}, {kGood, 0ms}}};
  SessionParts parts = host.parts();
  parts.options.pacer = std::make_shared<Pacer>(Pacer::Options{});
  const Session one = Session::make(parts).value();
  const Session other = Session::make(std::move(parts)).value();
  const SteadyTime start = host.clock.steady_now();

  CHECK_FALSE(one.call(report_names()).has_value());
  CHECK(other.call(report_names()).has_value());

  CHECK(host.clock.steady_now() - start == 30s);
}

TEST_CASE("without a pace nobody waits", "[client][session][pacing]") {
  FakeHost host{.script = {{kGood, 0ms}, {kGood, 0ms}}};
  SessionParts parts = host.parts();
  parts.options.pacer = std::make_shared<Pacer>(Pacer::Options{.requests = 1, .window = 60s});
  parts.options.keep_pace = false;
  const Session session = Session::make(std::move(parts)).value();
  const SteadyTime start = host.clock.steady_now();

  for (int i = 0; i < 2; ++i) CHECK(session.call(report_names()).has_value());

  CHECK(host.clock.steady_now() == start);
}

TEST_CASE("the log tells each step", "[client][session][log]") {
  FakeHost host{.script = {{Failure{refused()}}, {kGood}}};
  CHECK(Session::make(host.parts()).value().call(report_names()).has_value());

  std::vector<std::string> steps;
  for (const CallEvent& event : host.events) {
    CHECK(event.operation == "partnertap.getReportNames");
    steps.push_back(std::string{name_of(event.kind)} + std::to_string(event.attempt));
  }
  CHECK(steps == std::vector<std::string>{"attempt1", "error1", "wait1", "attempt2", "answer2"});
  CHECK(host.events[1].text == "expected a connection, got none");
  CHECK(host.events[4].status == 200);
}

TEST_CASE("a request that breaks its contract does not leave", "[client][session][contract]") {
  FakeHost host;
  SessionParts parts = host.parts();
  parts.options.check_requests = Check::fail;
  OperationCall call = report_names();
  call.operation = "getRecords";
  call.request = {.method = Method::post,
                  .target = "/v1/channelecosystem/records",
                  .fields = {{"Content-Type", "application/json"}},
                  .body = R"({"channelReportType":7})"};

  const CallError error = error_of(Session::make(std::move(parts)).value().call(call));

  CHECK(error.ending == Ending::contract);
  CHECK(error.attempts == 0);
  REQUIRE_FALSE(error.findings.empty());
  CHECK(render(error).find("channelReportType") != std::string::npos);
}

TEST_CASE("what breaks a contract is told and passes, or fails", "[client][session][contract]") {
  const Response broken{200, {{"Content-Type", "application/json"}}, R"({"a":1})"};
  for (const Check check : {Check::warn, Check::fail}) {
    FakeHost host{.script = {{broken}}};
    SessionParts parts = host.parts();
    parts.options.check_responses = check;

    const auto answer = Session::make(std::move(parts)).value().call(report_names());

    CHECK(answer.has_value() == (check == Check::warn));
    if (answer) {
      CHECK_FALSE(answer->findings.empty());
      CHECK(host.events.back().kind == CallEvent::Kind::warning);
    } else {
      CHECK(answer.error().ending == Ending::contract);
      CHECK(answer.error().status == 200);
      CHECK_FALSE(answer.error().findings.empty());
    }
  }
}

TEST_CASE("an answer that cannot be read is an error of its call", "[client][session][errors]") {
  FakeHost host{.script = {{kGood}}};
  const Session session = Session::make(host.parts()).value();
  const auto answer = session.call(report_names());
  REQUIRE(answer);

  const CallError error =
      session.unreadable(report_names(), *answer, {Errc::bad_input, "expected a text", "/0", ""});

  CHECK(error.ending == Ending::contract);
  CHECK(error.operation == "partnertap.getReportNames");
  CHECK(error.cause.where == "/0");
  CHECK(error.attempts == 1);
  CHECK(error.excerpt == "[]");
}

TEST_CASE("options that cannot work are refused", "[client][session]") {
  FakeHost host;
  const auto refuses = [&](auto change) {
    SessionParts parts = host.parts();
    change(parts);
    const auto session = Session::make(std::move(parts));
    return !session && session.error().code == Errc::bad_input;
  };
  CHECK(refuses([](SessionParts& parts) { parts.transport = nullptr; }));
  CHECK(refuses([](SessionParts& parts) { parts.options.retry.most_attempts = 0; }));
  CHECK(refuses([](SessionParts& parts) { parts.options.call_timeout = 0s; }));
  CHECK(refuses([](SessionParts& parts) { parts.options.attempt_timeout = -1s; }));
  CHECK(refuses([](SessionParts& parts) { parts.options.backoff.most = -1s; }));

  SessionParts unknown = host.parts();
  unknown.api = "acme";
  unknown.options.check_requests = Check::fail;
  CHECK(Session::make(std::move(unknown)).error().code == Errc::not_found);
}

}  // namespace understudy::client
