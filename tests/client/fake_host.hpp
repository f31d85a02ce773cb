// SPDX-License-Identifier: MIT
/// A host for tests of sessions: it answers by a list, takes time on a manual clock and remembers.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "understudy/client/session.hpp"

namespace understudy::client {

inline Error lost() { return {Errc::connection_lost, "the connection has ended", "", ""}; }
inline Error refused() { return {Errc::unreachable, "expected a connection, got none", "", ""}; }

/// What an attempt comes to, and how long it takes.
struct Act {
  Result<Response> result;
  Duration takes = std::chrono::milliseconds{10};
};

struct FakeHost {
  ManualClock clock;
  ManualSleeper sleeper{clock};
  std::vector<Act> script;
  std::vector<Request> requests;
  std::vector<Duration> timeouts;
  std::vector<CallEvent> events;

  std::shared_ptr<Transport> transport() {
    return make_direct_transport(
        [this](const Request& request, const SendOptions& options) -> Result<Response> {
          REQUIRE(requests.size() < script.size());
          const Act& act = script[requests.size()];
          requests.push_back(request);
          timeouts.push_back(options.timeout.value());
          if (act.takes >= *options.timeout) {
            clock.advance(*options.timeout);
            return Failure{Error{Errc::timed_out, "expected the answer in time", "", ""}};
          }
          clock.advance(act.takes);
          return act.result;
        });
  }

  /// Parts of a session of this host that tells all it does and checks nothing.
  SessionParts parts() {
    return {.api = "partnertap",
            .transport = transport(),
            .options = {.clock = &clock,
                        .sleeper = &sleeper,
                        .seed = Seed{1},
                        .check_requests = Check::off,
                        .check_responses = Check::off,
                        .log = [this](const CallEvent& event) { events.push_back(event); }}};
  }

  /// The waits between attempts.
  [[nodiscard]] std::vector<Duration> waits() const {
    std::vector<Duration> waits;
    for (const CallEvent& event : events) {
      if (event.kind == CallEvent::Kind::wait) waits.push_back(event.duration);
    }
    return waits;
  }
};

inline OperationCall report_names() {
  return {.operation = "getReportNames",
          .request = {.method = Method::get,
                      .target = "/v1/channelecosystem/report-names",
                      .fields = {{"Accept", "application/json"}}},
          .idempotency = Idempotency::safe};
}

}  // namespace understudy::client
