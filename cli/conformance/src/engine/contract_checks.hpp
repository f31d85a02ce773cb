// SPDX-License-Identifier: MIT
/// The parts of the contract family: made of the contract and the sample calls of the profile.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "check.hpp"
#include "understudy/openapi/document.hpp"

namespace understudy::conformance {

/// What a part of a contract rests on.
struct Citation {
  std::string source;
  Grade grade = Grade::guess;
};

/// The grade that a contract names, GUESS for any other text.
Grade grade_of(std::string_view name);

/// Of the outer place, then of the inner one where that says more.
Citation cite(Citation outer, openapi::Place inner);
Citation cite(const openapi::Operation& operation);
/// Of the rule for a status, or of the operation where there is none.
Citation cite(const openapi::Operation& operation, int status);

/// A check "<api>/contract/<rule>/<operationId><suffix>" with the level that its grade allows.
Check make_contract_check(const Subject& subject, const openapi::Operation& operation,
                          std::string_view rule, std::string title, const Citation& citation,
                          std::string_view suffix = {});

/// The sample call that has the name of an operation, or null.
const SampleCall* sample_of(const Subject& subject, const openapi::Operation& operation);

/// The lists that the values of a call come from.
std::vector<std::string> lists_of(const Subject& subject, const SampleCall& call);

/// Checks that look at all answers of a run and send nothing.
void add_passive_checks(const Subject& subject, const openapi::Operation& operation,
                        std::vector<Check>& checks);
/// Checks that send what the contract does not allow, and what it allows at its edges.
void add_negative_checks(const Subject& subject, const openapi::Operation& operation,
                         std::vector<Check>& checks);

}  // namespace understudy::conformance
