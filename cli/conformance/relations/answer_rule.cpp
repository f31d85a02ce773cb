// SPDX-License-Identifier: MIT
#include "answer_rule.hpp"

#include <algorithm>

#include "understudy/schema/validate.hpp"

namespace understudy::conformance {

namespace {

std::string list_of(const std::vector<int>& statuses) {
  std::string out;
  for (const int status : statuses) out += (out.empty() ? "" : " or ") + std::to_string(status);
  return out;
}

}  // namespace

std::optional<Judgement> judge_value(const Json& schema, const Json& value,
                                     const std::string& what) {
  const auto compiled = schema::compile_text(dump_json(schema), {});
  if (!compiled) return cannot_tell("the schema of the rule is none: " + compiled.error().what);
  const JsonDocument document = JsonDocument::of(value);
  const schema::Verdict verdict = schema::validate(*compiled, document.root());
  if (verdict.valid) return std::nullopt;
  if (verdict.violations.empty()) return broken(what + " is not as documented", "", "");
  const schema::Violation& first = verdict.violations.front();
  return broken(what + first.instance + ": " + schema::describe(first), first.want, first.got);
}

std::string text_argument(const Json& args, const char* name) {
  if (!args.contains(name)) return {};
  const auto* text = args[name].get_ptr<const std::string*>();
  return text != nullptr ? *text : std::string{};
}

AnswerRule read_answer_rule(const Json& args, std::vector<int> statuses) {
  AnswerRule rule{std::move(statuses)};
  if (args.contains("status")) {
    rule.statuses.clear();
    const Json listed = args["status"].is_array() ? args["status"] : Json::array({args["status"]});
    for (const Json& one : listed) {
      if (const auto status = to_int64(one)) rule.statuses.push_back(static_cast<int>(*status));
    }
  }
  if (args.contains("answer_fields")) {
    for (const auto& [name, schema] : args["answer_fields"].items()) {
      rule.fields.emplace_back(name, schema);
    }
  }
  if (args.contains("schema")) rule.schema = args["schema"];
  return rule;
}

Judgement judge(const AnswerRule& rule, const Reply& reply) {
  if (reply.status() == 0) return cannot_tell("there is no answer");
  if (std::find(rule.statuses.begin(), rule.statuses.end(), reply.status()) ==
      rule.statuses.end()) {
    return broken("the status of the answer differs", list_of(rule.statuses),
                  std::to_string(reply.status()));
  }
  for (const auto& [name, schema] : rule.fields) {
    const std::string* value = reply.response.fields.find(name);
    if (value == nullptr) return broken("the answer lacks a header field", name, "none");
    if (auto wrong = judge_value(schema, Json(*value), "the header field " + name)) return *wrong;
  }
  if (rule.schema.is_null()) return holds();
  if (!reply.json) return broken("the body is no JSON", "JSON", excerpt(reply.response.body, 40));
  if (auto wrong = judge_value(rule.schema, *reply.json, "the body ")) return *wrong;
  return holds();
}

}  // namespace understudy::conformance
