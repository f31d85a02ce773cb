// SPDX-License-Identifier: MIT
/// The loop of one call: everything that decides about it is asked here, and decided elsewhere.
#include <algorithm>
#include <chrono>
#include <utility>

#include "session/scrub.hpp"
#include "session/session_state.hpp"
#include "understudy/client/rate_limit.hpp"

namespace understudy::client {

namespace {

using Kind = CallEvent::Kind;

constexpr std::chrono::hours kLongestCall{24 * 365};  // ours: added to any time, it fits
constexpr int kUnauthorized = 401;

bool is_success(int status) { return status >= 200 && status < 300; }

/// Whether an answer to that call may be a credential.
bool is_secret(const OperationCall& call, int status) {
  return call.has_secret_answer && is_success(status);
}

Errc code_of(int status) {
  if (status == 404) return Errc::not_found;
  if (status == 429) return Errc::limit_exceeded;
  return status >= 400 && status < 500 ? Errc::bad_input : Errc::bad_answer;
}

Error error_of(int status) {
  std::string what = "expected a success, got " + std::to_string(status);
  if (const std::string_view reason = reason_of(status); !reason.empty()) {
    what += " " + std::string{reason};
  }
  if (is_success(status)) what += " and a failure in its body";
  return {code_of(status), std::move(what), "", ""};
}

/// Whether an attempt that ended so may have been counted by the host, and when.
void end_turn(Pacer::Turn& turn, const Result<Response>& result) {
  if (result) return turn.answered();
  switch (result.error().code) {
    case Errc::bad_input:
    case Errc::unreachable:
    case Errc::unsupported:
    case Errc::untrusted:
      return turn.unused();
    case Errc::bad_answer:
    case Errc::limit_exceeded:
    case Errc::truncated:
      return turn.answered();
    case Errc::cancelled:
    case Errc::connection_lost:
    case Errc::internal:
    case Errc::io:
    case Errc::not_found:
    case Errc::timed_out:
      break;  // it may still arrive: as its end says
  }
}

class LogicalCall {
 public:
  LogicalCall(const SessionState& session, const OperationCall& call, std::stop_token stop,
              SteadyTime started, SteadyTime deadline)
      : session_(session),
        options_(session.parts.options),
        call_(call),
        operation_(session.parts.api + "." + call.operation),
        stop_(std::move(stop)),
        started_(started),
        deadline_(deadline),
        random_(session.seed, session.calls.fetch_add(1)),
        scrubber_(call.secrets),
        idempotency_(call.idempotency) {}

  Outcome<Answer> run(const std::string& idempotency_key) {
    Request request = call_.request;
    if (!idempotency_key.empty()) {
      if (call_.idempotency_field.empty()) return Failure{refuse_key()};
      request.fields.set(call_.idempotency_field, idempotency_key);
      if (idempotency_ == Idempotency::unsafe) idempotency_ = Idempotency::idempotent;
    }
    if (auto error = check_request(request)) return Failure{*std::move(error)};
    while (true) {
      Outcome<Step> step = attempt(request);
      if (!step) return Failure{std::move(step.error())};
      if (*step == Step::done) return succeed();
    }
  }

 private:
  enum class Step : std::uint8_t { again, done };

  /// One attempt, and the wait behind it where there is to be another one.
  Outcome<Step> attempt(const Request& request) {
    if (auto error = check_time()) return Failure{*std::move(error)};
    Pacer::Turn turn;
    if (auto error = wait_turn(turn)) return Failure{*std::move(error)};
    Request authorized = request;
    if (auto error = authorize(authorized)) {
      turn.unused();
      return Failure{*std::move(error)};
    }
    Result<Response> result = send(authorized);
    end_turn(turn, result);
    return result ? judge(*std::move(result)) : judge(std::move(result.error()));
  }

  std::optional<CallError> check_request(const Request& request) {
    if (!session_.contract || options_.check_requests == Check::off) return std::nullopt;
    openapi::Report report = session_.contract->check_request(call_.operation, request);
    if (report.is_clean()) return std::nullopt;
    return judge_findings(std::move(report.findings), options_.check_requests,
                          "expected a request that keeps the contract, got one that does not");
  }

  std::optional<CallError> check_time() const {
    if (stop_.stop_requested()) {
      return fail(Ending::cancelled, {Errc::cancelled, "the call was cancelled", "", ""});
    }
    if (session_.clock->steady_now() < deadline_) return std::nullopt;
    return fail(Ending::deadline,
                {Errc::timed_out, "expected to attempt the call before its deadline", "", ""});
  }

  std::optional<CallError> wait_turn(Pacer::Turn& turn) {
    const bool is_counted = call_.authentication == Authentication::required;
    if (session_.pacer == nullptr || !is_counted) return std::nullopt;
    auto got = session_.pacer->wait_turn(*session_.clock, *session_.sleeper, stop_, deadline_);
    if (!got) {
      const bool is_cancelled = got.error().code == Errc::cancelled;
      return fail(is_cancelled ? Ending::cancelled : Ending::deadline, std::move(got.error()));
    }
    turn = *std::move(got);
    return std::nullopt;
  }

  std::optional<CallError> authorize(Request& request) {
    const bool is_needed = call_.authentication == Authentication::required;
    if (!is_needed || !session_.parts.credentials.authorize) return std::nullopt;
    const std::function<Outcome<Answer>(const OperationCall&)> call = [this](const OperationCall&
                                                                                 inner) {
      tell({.kind = Kind::refresh, .text = inner.operation});
      return LogicalCall{session_, inner, stop_, session_.clock->steady_now(), deadline_}.run({});
    };
    const std::function<CallError(const OperationCall&, const Answer&, Error)> unreadable =
        [this](const OperationCall& inner, const Answer& answer, Error cause) {
          return unreadable_answer(session_, inner, answer, std::move(cause));
        };
    auto grant = session_.parts.credentials.authorize({.clock = *session_.clock,
                                                       .stop = stop_,
                                                       .deadline = deadline_,
                                                       .call = call,
                                                       .unreadable = unreadable});
    if (!grant) return without_credentials(std::move(grant.error()));
    grant_ = *std::move(grant);
    for (const SecretField& field : grant_->fields) {
      request.fields.set(field.name, field.prefix + field.value.reveal());
      scrubber_.add(field.value);
    }
    return std::nullopt;
  }

  /// What kept us from having credentials, as an error of this call.
  CallError without_credentials(CallError inner) const {
    CallError error = fail(inner.ending, std::move(inner.cause));
    error.cause.what = "no credentials from " + inner.operation + ": " + error.cause.what;
    error.status = inner.status;
    error.vendor = std::move(inner.vendor);
    error.excerpt = std::move(inner.excerpt);
    error.findings = std::move(inner.findings);
    return error;
  }

  Result<Response> send(const Request& request) {
    ++attempts_;
    tell({.kind = Kind::attempt});
    const SteadyTime begun = session_.clock->steady_now();
    const Duration timeout = std::min(options_.attempt_timeout, deadline_ - begun);
    auto result = session_.parts.transport->send(request, {.timeout = timeout, .stop = stop_});
    const Duration taken = session_.clock->steady_now() - begun;
    if (result) {
      tell({.kind = Kind::answer, .status = result->status, .duration = taken});
    } else {
      tell({.kind = Kind::error, .duration = taken, .text = render(result.error())});
    }
    return result;
  }

  Outcome<Step> judge(Error error) {
    response_.reset();
    vendor_ = {};
    if (error.code == Errc::cancelled) return Failure{fail(Ending::cancelled, std::move(error))};
    if (session_.clock->steady_now() >= deadline_) {
      return Failure{fail(Ending::deadline, std::move(error))};
    }
    const Transience transience = transience_of(options_.retry, error);
    return wait_for_next(transience, std::move(error), std::nullopt);
  }

  Outcome<Step> judge(Response response) {
    response_ = std::move(response);
    const int status = response_->status;
    const ErrorReader reader =
        call_.read_error != nullptr ? call_.read_error : session_.parts.read_error;
    const auto vendor = reader != nullptr ? reader(*response_) : std::nullopt;
    vendor_ = vendor.value_or(VendorError{});
    const std::optional<Duration> asked = heed(response_->fields);
    if (is_success(status) && !vendor) return Step::done;
    if (status == kUnauthorized && renew()) return Step::again;
    const Transience transience =
        is_success(status) ? Transience::permanent : transience_of(options_.retry, status);
    return wait_for_next(transience, error_of(status), asked);
  }

  /// Reads what the host asks for, and lets all who share its pacer keep to it.
  std::optional<Duration> heed(const Fields& fields) {
    const auto asked = asked_wait(fields, session_.clock->wall_now());
    if (asked && session_.pacer != nullptr) {
      const Duration wait = std::min(*asked, options_.backoff.most_asked);
      session_.pacer->pause_until(session_.clock->steady_now() + wait);
    }
    return asked;
  }

  /// Once per call: other credentials, if their source has any.
  bool renew() {
    if (is_renewed_ || !grant_ || !session_.parts.credentials.renew) return false;
    is_renewed_ = true;
    if (!session_.parts.credentials.renew(*grant_)) return false;
    tell({.kind = Kind::refresh, .status = kUnauthorized, .text = "the credentials were refused"});
    return true;
  }

  Outcome<Step> wait_for_next(Transience transience, Error error, std::optional<Duration> asked) {
    if (transience == Transience::permanent) return give_up(Ending::permanent, std::move(error));
    if (!is_safe_to_repeat(transience, idempotency_)) {
      return give_up(Ending::not_idempotent, std::move(error));
    }
    if (++failures_ >= options_.retry.most_attempts) {
      return give_up(Ending::exhausted, std::move(error));
    }
    const Duration wait = draw_wait(options_.backoff, failures_, asked, random_);
    if (wait >= deadline_ - session_.clock->steady_now()) {
      return give_up(Ending::deadline, std::move(error));
    }
    if (!session_.budget->spend()) return give_up(Ending::budget, std::move(error));
    tell({.kind = Kind::wait, .duration = wait});
    if (!session_.sleeper->sleep(wait, stop_)) return give_up(Ending::cancelled, std::move(error));
    return Step::again;
  }

  Outcome<Step> give_up(Ending ending, Error cause) {
    CallError error = fail(ending, std::move(cause));
    if (response_) {
      std::vector<openapi::Finding> findings = check_response();
      warn(findings);
      if (options_.check_responses == Check::fail) error.findings = std::move(findings);
    }
    return Failure{std::move(error)};
  }

  Outcome<Answer> succeed() {
    session_.budget->succeeded();
    std::vector<openapi::Finding> findings = check_response();
    if (!findings.empty()) {
      auto error =
          judge_findings(findings, options_.check_responses,
                         "expected an answer that keeps the contract, got one that does not");
      if (error) return Failure{*std::move(error)};
    }
    return Answer{.response = *std::move(response_),
                  .attempts = attempts_,
                  .elapsed = session_.clock->steady_now() - started_,
                  .findings = std::move(findings),
                  .secrets = scrubber_.secrets()};
  }

  std::vector<openapi::Finding> check_response() const {
    if (!session_.contract || options_.check_responses == Check::off) return {};
    auto findings =
        session_.contract->check_response(call_.operation, call_.request.method, *response_)
            .findings;
    return is_secret(call_, response_->status) ? Scrubber::without_values(std::move(findings))
                                               : scrubber_.clean(std::move(findings));
  }

  /// Warns, or makes an error of what breaks the contract.
  std::optional<CallError> judge_findings(std::vector<openapi::Finding> findings, Check check,
                                          std::string what) const {
    findings = scrubber_.clean(std::move(findings));
    if (check == Check::warn) {
      warn(findings);
      return std::nullopt;
    }
    CallError error =
        fail(Ending::contract, {Errc::bad_input, std::move(what), findings.front().where, ""});
    error.findings = std::move(findings);
    return error;
  }

  void warn(const std::vector<openapi::Finding>& findings) const {
    for (const openapi::Finding& finding : findings) {
      tell({.kind = Kind::warning, .text = render(finding)});
    }
  }

  CallError refuse_key() const {
    return fail(Ending::permanent,
                {Errc::bad_input, "expected no idempotency key, this operation knows none",
                 "idempotency key", "leave it out"});
  }

  CallError fail(Ending ending, Error cause) const {
    CallError error{.operation = operation_,
                    .ending = ending,
                    .cause = scrubber_.clean(std::move(cause)),
                    .attempts = attempts_,
                    .elapsed = session_.clock->steady_now() - started_};
    if (response_) {
      error.status = response_->status;
      error.vendor = scrubber_.clean(vendor_);
      if (!is_secret(call_, error.status)) error.excerpt = scrubber_.excerpt_of(response_->body);
    }
    return error;
  }

  void tell(CallEvent event) const {
    if (!options_.log) return;
    event.operation = operation_;
    event.attempt = attempts_;
    event.text = scrubber_.clean(std::move(event.text));
    options_.log(event);
  }

  const SessionState& session_;
  const ClientOptions& options_;
  const OperationCall& call_;
  const std::string operation_;
  const std::stop_token stop_;
  const SteadyTime started_;
  const SteadyTime deadline_;
  Pcg32 random_;
  Scrubber scrubber_;
  Idempotency idempotency_;
  std::optional<Grant> grant_;
  bool is_renewed_ = false;
  int attempts_ = 0;
  int failures_ = 0;                  ///< attempts that may be repeated
  std::optional<Response> response_;  ///< of the last attempt
  VendorError vendor_;
};

}  // namespace

Outcome<Answer> make_call(const SessionState& session, const OperationCall& call,
                          const CallOptions& options) {
  const SteadyTime started = session.clock->steady_now();
  const Duration timeout = std::min<Duration>(
      options.timeout.value_or(session.parts.options.call_timeout), kLongestCall);
  return LogicalCall{session, call, options.stop, started, started + timeout}.run(
      options.idempotency_key);
}

CallError unreadable_answer(const SessionState& session, const OperationCall& call,
                            const Answer& answer, Error cause) {
  const Scrubber scrubber{answer.secrets};
  const int status = answer.response.status;
  if (is_secret(call, status)) cause.what = "expected a credential, got something else";
  return {.operation = session.parts.api + "." + call.operation,
          .ending = Ending::contract,
          .cause = scrubber.clean(std::move(cause)),
          .attempts = answer.attempts,
          .elapsed = answer.elapsed,
          .status = status,
          .excerpt = is_secret(call, status) ? "" : scrubber.excerpt_of(answer.response.body)};
}

}  // namespace understudy::client
