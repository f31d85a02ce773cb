// SPDX-License-Identifier: MIT
/// Every fault of the mock's injector, met by every transport: a typed error or the right answer,
/// in time.
#include <atomic>
#include <thread>
#include <vector>

#include "in_process.hpp"
#include "transports.hpp"

namespace understudy::client {

namespace {

using namespace std::chrono_literals;

/// The mock without a socket, beside the transports that have one.
struct InProcess {
  static constexpr bool kIsHttplib = false;
};

template <typename Kind>
std::unique_ptr<Transport> to(mock::MockServer& mock) {
  if constexpr (std::is_same_v<Kind, InProcess>) {
    return make_in_process(mock.server());
  } else {
    return Kind::make(mock.url()).value();
  }
}

mock::MockServer start() {
  return mock::MockServer::start({.apis = {"partnertap"}, .journal_bytes = 0}).value();
}

Request report_names() {
  return {Method::get, "/v1/channelecosystem/report-names", {{"api-key", "demo-api-key"}}, ""};
}

std::string outcome_of(const Result<Response>& answer) {
  return answer ? std::to_string(answer->status) : std::string{name_of(answer.error().code)};
}

struct Planned {
  const char* fault;
  const char* outcome;
  bool has_deadline = false;  ///< 150 ms, because the fault waits for longer
};

constexpr Planned kPlanned[] = {
    {"dribble,bytes=1,pause_ms=20", "timed_out", true},
    {"dribble,bytes=65536,pause_ms=1", "200"},
    {"empty", "connection_lost"},
    {"garbage", "bad_answer"},
    {"latency,ms=0..2", "200"},
    {"latency,ms=600000", "timed_out", true},
    {"reset", "connection_lost"},
    {"stale", "200"},
    {"status,code=500", "500"},
    {"status,code=503", "503"},
    {"throttled,retry_after_s=7", "429"},
    {"truncated,bytes=0", "truncated"},
    {"truncated,bytes=16", "truncated"},
    {"wrong_length,bytes=1", "truncated"},
    {"wrong_length,bytes=16777216", "limit_exceeded"},
};

}  // namespace

TEMPLATE_TEST_CASE("every planned fault is a typed error or an answer, in time",
                   "[client][transport][K02][C03]", InProcess, UNDERSTUDY_SOCKET_TRANSPORTS) {
  auto mock = start();
  const auto transport = to<TestType>(mock);
  const auto space = mock.server().space();
  for (const Planned& planned : kPlanned) {
    INFO(planned.fault);
    REQUIRE(transport->send(report_names()));
    REQUIRE(space.faults().add(mock::parse_fault(planned.fault).value()));
    SendOptions options;
    options.timeout = planned.has_deadline ? 150ms : std::chrono::milliseconds{kLong};
    std::string wanted = planned.outcome;
    if (TestType::kIsHttplib && wanted == "bad_answer") wanted = "connection_lost";

    const auto begin = std::chrono::steady_clock::now();
    const auto answer = transport->send(report_names(), options);
    const auto took = std::chrono::steady_clock::now() - begin;

    CHECK(outcome_of(answer) == wanted);
    CHECK(took < 5s);
    space.faults().clear();
  }
  CHECK(outcome_of(transport->send(report_names())) == "200");
}

TEMPLATE_TEST_CASE("a burst of faults leaves every other request alone", "[client][transport][K02]",
                   InProcess, UNDERSTUDY_SOCKET_TRANSPORTS) {
  auto mock = start();
  const auto transport = to<TestType>(mock);
  const auto space = mock.server().space();
  REQUIRE(space.faults().add(mock::parse_fault("reset,nth=2").value()));
  REQUIRE(space.faults().add(mock::parse_fault("truncated,nth=4").value()));
  REQUIRE(space.faults().add(mock::parse_fault("throttled,nth=6,retry_after_s=3").value()));

  std::vector<std::string> outcomes;
  for (int i = 0; i < 7; ++i) outcomes.push_back(outcome_of(transport->send(report_names())));

  CHECK(outcomes == std::vector<std::string>{"200", "connection_lost", "200", "truncated", "200",
                                             "429", "200"});
}

TEST_CASE("every kind of fault is among the planned ones", "[client][transport][K02]") {
  for (const char* kind : {"dribble", "empty", "garbage", "latency", "reset", "stale", "status",
                           "throttled", "truncated", "wrong_length"}) {
    INFO(kind);
    const auto is_of_kind = [&](const Planned& planned) {
      return std::string{planned.fault}.starts_with(kind);
    };
    CHECK(std::any_of(std::begin(kPlanned), std::end(kPlanned), is_of_kind));
  }
}

TEMPLATE_TEST_CASE("requests at the same time have a connection each", "[client][transport]",
                   InProcess, UNDERSTUDY_SOCKET_TRANSPORTS) {
  auto mock = start();
  const auto transport = to<TestType>(mock);
  std::atomic<int> answered{0};
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&] {
        for (int j = 0; j < 10; ++j) {
          if (transport->send(report_names())) ++answered;
        }
      });
    }
  }
  CHECK(answered == 80);
  CHECK(mock.listener().stats().accepted <= 8);
}

}  // namespace understudy::client
