// SPDX-License-Identifier: MIT
/// Relations on the answer of one sample call, beside those on lists.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "../src/engine/check.hpp"

namespace understudy::conformance {

/// The answer of "call" is as "status", "answer_fields" and "schema" say.
std::vector<Check> make_answer_has(const Subject& subject, const RuleSpec& rule);
/// What stands at "at" is another value in each answer of "call".
std::vector<Check> make_answers_differ(const Subject& subject, const RuleSpec& rule);
/// The JSON Web Token at "at" in the answer of "call" has "header" and "claims", JSON Schemas both.
std::vector<Check> make_token_has(const Subject& subject, const RuleSpec& rule);
Judgement judge_token(const Json& args, std::string_view token);
/// All objects of the array at "at" in the answer of "call" have the same members.
std::vector<Check> make_same_members(const Subject& subject, const RuleSpec& rule);

}  // namespace understudy::conformance
