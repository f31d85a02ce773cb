// SPDX-License-Identifier: MIT
#include "refusals.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "requests.hpp"
#include "shrink.hpp"
#include "understudy/conformance/ledger.hpp"
#include "understudy/openapi/validation.hpp"

namespace understudy::conformance {

namespace {

/// What may stand for a value that only a host knows.
constexpr std::array<std::string_view, 2> kStandIns{"00000000-0000-4000-8000-000000000000", "1"};

/// Stands in the sample calls of profiles that create.
constexpr std::string_view kMarker = "Understudy Check";

bool is_taken(const Reply& reply) {
  const int status = reply.status();
  return (status >= 200 && status < 300 && !tells_failure(reply)) || status >= 500;
}

/// A host that takes what it has to refuse may have made a record of it.
std::optional<std::size_t> note_intent(Probe& probe, const SampleCall& call) {
  if (probe.ledger() == nullptr) return std::nullopt;
  const auto number = probe.ledger()->intend({.api = probe.profile().api,
                                              .operation = call.operation,
                                              .marker = std::string{kMarker},
                                              .at = format_iso_millis(probe.wall_now())});
  return number ? std::optional{*number} : std::nullopt;
}

/// What cannot be noted stays an open intention, and is looked for by a cleanup.
void note_outcome(Ledger& ledger, std::size_t number, const Reply& reply) {
  if (reply.status() >= 400 && reply.status() < 500) {
    static_cast<void>(ledger.gone(number, ""));
    return;
  }
  for (const std::string_view at : {"/id", "/data/id"}) {
    const Json* const id = reply.at(at);
    const auto text = id != nullptr ? text_of_value(*id) : std::nullopt;
    if (text) static_cast<void>(ledger.made(number, {*text}));
  }
}

std::string line_of(const Request& request) {
  std::string line = std::string{name_of(request.method)} + " " + request.target;
  if (!request.body.empty()) line += " " + excerpt(request.body, 200);
  return line;
}

/// Where no document says what becomes of requests that are not allowed, none is surely refused.
void weaken(const openapi::Operation& operation, openapi::Finding& fault) {
  constexpr int kBadRequest = 400;
  const bool is_told = find_response(operation, kBadRequest) != nullptr;
  if (is_told && cite(operation, kBadRequest).grade == Grade::guess) fault.grade = "GUESS";
}

}  // namespace

bool tells_failure(const Reply& reply) {
  const Json* const success = reply.at("/success");
  return reply.status() == 200 && success != nullptr && *success == Json(false);
}

std::optional<openapi::Finding> find_fault(const openapi::Document& contract,
                                           const Request& request) {
  const auto match = contract.find_operation(request.method, request.path());
  if (match.kind != openapi::Match::Kind::found) {
    openapi::Finding fault;
    fault.where = "path";
    fault.what = "no operation of the contract answers here";
    return fault;
  }
  const openapi::RequestView view{.path = match.parameters,
                                  .query = request.query(),
                                  .fields = &request.fields,
                                  .body = request.body};
  auto report = openapi::validate_request(contract, *match.operation, view,
                                          {.unknown_query = openapi::Reported::no});
  if (report.findings.empty()) return std::nullopt;
  openapi::Finding fault = std::move(report.findings.front());
  weaken(*match.operation, fault);
  return fault;
}

Grade grade_of_refusal(const openapi::Finding& fault) {
  return std::max(grade_of(fault.grade), Grade::fw);
}

std::optional<Request> make_plain_request(const Subject& subject, const SampleCall& call) {
  for (const std::string_view stand_in : kStandIns) {
    Variables variables;
    for (const std::string& hole : holes_of(call.request)) variables[hole] = stand_in;
    auto request = fill(call.request, variables);
    if (request && !find_fault(*subject.contract, *request)) return *std::move(request);
  }
  return std::nullopt;
}

const Reply& send_as(Probe& probe, const SampleCall& call, Request request) {
  const auto noted = call.writes ? note_intent(probe, call) : std::nullopt;
  const Reply& reply =
      call.needs_credentials ? probe.send(std::move(request)) : probe.send_bare(std::move(request));
  if (noted) note_outcome(*probe.ledger(), *noted, reply);
  return reply;
}

Judgement judge_refusal(const Reply& reply, const openapi::Finding& fault, bool needs_credentials) {
  const int status = reply.status();
  if (status == 0) return cannot_tell("there is no answer");
  if (status == 429 || (needs_credentials && (status == 401 || status == 403))) {
    return cannot_tell("refused for another reason: " + std::to_string(status));
  }
  if ((status >= 400 && status < 500) || tells_failure(reply)) return holds();
  Judgement judgement =
      broken("a request that is not allowed was not refused (" + fault.where + ": " + fault.what +
                 ", by " + fault.rule + "): " + line_of(reply.request),
             "4xx", std::to_string(status));
  judgement.grade = grade_of_refusal(fault);
  judgement.source = fault.source;
  return judgement;
}

Judgement ask_for_refusal(Probe& probe, const SampleCall& call,
                          const std::function<bool(Request& request)>& change) {
  auto request = probe.make_request(call);
  if (!request) return cannot_tell("the sample call cannot be made");
  const openapi::Document& contract = *probe.subject().contract;
  if (!change(*request)) return cannot_tell("the sample call has no place for the change");
  const auto fault = find_fault(contract, *request);
  if (!fault) return cannot_tell("the changed request is allowed");
  const Judgement first =
      judge_refusal(send_as(probe, call, *request), *fault, call.needs_credentials);
  if (first.kind != Judgement::Kind::broken || call.writes) return first;
  std::size_t asked = 0;
  const Reply* last = nullptr;
  shrink(*request, [&](const Request& smaller) {
    const auto same = find_fault(contract, smaller);
    if (!same || same->rule != fault->rule || asked == kMostToShrink) return false;
    ++asked;
    const Reply& reply = send_as(probe, call, smaller);
    if (!is_taken(reply)) return false;
    last = &reply;
    return true;
  });
  return last == nullptr ? first : judge_refusal(*last, *fault, call.needs_credentials);
}

}  // namespace understudy::conformance
