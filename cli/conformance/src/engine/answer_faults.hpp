// SPDX-License-Identifier: MIT
/// What is wrong with an answer, by its contract and by the standards of HTTP.
#pragma once

#include <vector>

#include "understudy/base/http.hpp"
#include "understudy/openapi/document.hpp"
#include "understudy/openapi/finding.hpp"

namespace understudy::conformance {

/// Findings of validate_response(), members that nobody describes among them, and two more of
/// header fields: one that the contract describes and that an answer of this status always has,
/// missing; one whose value is not what HTTP says. A member that nobody describes of an object that
/// the contract leaves open has the grade GUESS: it is told, and no host fails on it.
///
/// Rationale: fields of a success are described without a condition; those of a refusal may belong
/// to one of its reasons, so that only RFC 9110 ties them to the status.
std::vector<openapi::Finding> find_faults(const openapi::Document& contract,
                                          const openapi::Operation& operation,
                                          const Response& response, bool is_of_head);

}  // namespace understudy::conformance
