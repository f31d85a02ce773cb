// SPDX-License-Identifier: MIT
/// Requests that the contract refuses: which rule does, and what a host may answer.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "contract_checks.hpp"
#include "understudy/openapi/finding.hpp"

namespace understudy::conformance {

/// A failure may come with status 200 and `success` false. Source: impartner S16.8
bool tells_failure(const Reply& reply);

/// What a request breaks of the contract; nothing where it is allowed. Its grade is GUESS where
/// that of the operation's 400 is.
std::optional<openapi::Finding> find_fault(const openapi::Document& contract,
                                           const Request& request);

/// How well a refusal is founded: documents tell what is allowed, and only frameworks that the rest
/// is refused instead of passed over.
Grade grade_of_refusal(const openapi::Finding& fault);

/// A sample call with its holes filled by something that the contract takes; nothing where no such
/// thing is known. For plans, before there is a host.
std::optional<Request> make_plain_request(const Subject& subject, const SampleCall& call);

/// Sends with the credentials that the call wants; what may create is told to the ledger first.
const Reply& send_as(Probe& probe, const SampleCall& call, Request request);

/// Whether an answer to a request that has to be refused is as it may be: 4xx holds, 429 tells
/// nothing, nor do 401 and 403 where credentials were sent; the others break the rule of the
/// finding.
Judgement judge_refusal(const Reply& reply, const openapi::Finding& fault, bool needs_credentials);

/// Changes a request and asks; what the host takes is made smaller as long as the same rule is
/// broken and the host does not refuse it, but for what may create.
Judgement ask_for_refusal(Probe& probe, const SampleCall& call,
                          const std::function<bool(Request& request)>& change);

/// Asks at most so many times more once a check has failed.
constexpr std::size_t kMostToShrink = 12;  // ours: a minute of a host of 100 holds a few of these

}  // namespace understudy::conformance
