// SPDX-License-Identifier: MIT
/// What a rule asks of one answer: its status, header fields and body.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "../src/engine/judgement.hpp"
#include "../src/engine/probe.hpp"
#include "understudy/base/json.hpp"

namespace understudy::conformance {

/// Arguments of a rule: "status" (a number, or several), "answer_fields" (a JSON Schema for the
/// text of each header field) and "schema" (a JSON Schema for the body).
struct AnswerRule {
  std::vector<int> statuses;
  std::vector<std::pair<std::string, Json>> fields = {};
  Json schema = {};  ///< null: any body
};

/// The argument of that name where it is a text, else "".
std::string text_argument(const Json& args, const char* name);

AnswerRule read_answer_rule(const Json& args, std::vector<int> statuses);

/// Why a value is not as a JSON Schema says: the first violation. Nothing: it is.
std::optional<Judgement> judge_value(const Json& schema, const Json& value,
                                     const std::string& what);

/// Holds an answer to a rule. An answer without status tells nothing.
Judgement judge(const AnswerRule& rule, const Reply& reply);

}  // namespace understudy::conformance
