// SPDX-License-Identifier: MIT
#include "understudy/client/session.hpp"

#include <utility>

#include "session/session_state.hpp"

namespace understudy::client {

namespace {

const SystemClock& system_clock() {
  static const SystemClock clock;
  return clock;
}

SystemSleeper& system_sleeper() {
  static SystemSleeper sleeper;
  return sleeper;
}

/// Another seed each time, where the caller has brought none: two programs draw different waits.
Seed make_seed(const Clock& clock, const void* place) {
  const auto ticks = [](auto time) {
    return static_cast<std::uint64_t>(time.time_since_epoch().count());
  };
  return Seed{mix(mix(ticks(clock.wall_now()), ticks(clock.steady_now())),
                  static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(place)))};
}

Error refuse(std::string what) { return {Errc::bad_input, std::move(what), "client options", ""}; }

std::optional<Error> check(const SessionParts& parts) {
  const ClientOptions& options = parts.options;
  if (parts.transport == nullptr) return refuse("expected a transport, got none");
  if (options.retry.most_attempts < 1) return refuse("expected at least one attempt");
  if (options.call_timeout <= Duration::zero() || options.attempt_timeout <= Duration::zero()) {
    return refuse("expected times of calls and attempts that are not 0");
  }
  if (options.backoff.first < Duration::zero() || options.backoff.most < Duration::zero() ||
      options.backoff.most_asked < Duration::zero()) {
    return refuse("expected waits that are not negative");
  }
  return std::nullopt;
}

}  // namespace

std::string_view name_of(CallEvent::Kind kind) {
  switch (kind) {
    case CallEvent::Kind::answer:
      return "answer";
    case CallEvent::Kind::attempt:
      return "attempt";
    case CallEvent::Kind::error:
      return "error";
    case CallEvent::Kind::refresh:
      return "refresh";
    case CallEvent::Kind::wait:
      return "wait";
    case CallEvent::Kind::warning:
      return "warning";
  }
  return {};
}

Result<Session> Session::make(SessionParts parts) {
  if (auto error = check(parts)) return Failure{*std::move(error)};
  const auto state = std::make_shared<SessionState>();
  const ClientOptions& options = parts.options;
  if (options.check_requests != Check::off || options.check_responses != Check::off) {
    auto contract = Contract::of(parts.api);
    if (!contract) return Failure{std::move(contract.error())};
    state->contract = *std::move(contract);
  }
  state->budget = options.budget ? options.budget : std::make_shared<RetryBudget>();
  if (options.keep_pace) state->pacer = options.pacer;
  state->clock = options.clock != nullptr ? options.clock : &system_clock();
  state->sleeper = options.sleeper != nullptr ? options.sleeper : &system_sleeper();
  state->seed = options.seed.value_or(make_seed(*state->clock, state.get()));
  state->parts = std::move(parts);
  return Session{state};
}

Outcome<Answer> Session::call(const OperationCall& call, const CallOptions& options) const {
  return make_call(*state_, call, options);
}

CallError Session::unreadable(const OperationCall& call, const Answer& answer, Error cause) const {
  return unreadable_answer(*state_, call, answer, std::move(cause));
}

const ClientOptions& Session::options() const { return state_->parts.options; }
const std::string& Session::api() const { return state_->parts.api; }

}  // namespace understudy::client
