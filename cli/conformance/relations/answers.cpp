// SPDX-License-Identifier: MIT
#include "answers.hpp"

#include "answer_rule.hpp"
#include "understudy/base/base64.hpp"

namespace understudy::conformance {

namespace {

std::string names_of(const Json& object) {
  std::string out;
  for (const auto& [name, value] : object.items()) out += (out.empty() ? "" : ", ") + name;
  return excerpt(out, 200);
}

/// Members that `a` has and `b` has not.
std::string missing_in(const Json& a, const Json& b) {
  std::string out;
  for (const auto& [name, value] : a.items()) {
    if (!b.contains(name)) out += (out.empty() ? "" : ", ") + name;
  }
  return excerpt(out, 200);
}

Judgement compare_members(const Json* rows) {
  if (rows == nullptr || !rows->is_array()) return cannot_tell("there is no array to look at");
  if (rows->size() < 2) return cannot_tell("there are no two rows to compare");
  const Json& first = (*rows)[0];
  for (std::size_t i = 1; i < rows->size(); ++i) {
    const Json& row = (*rows)[i];
    if (!first.is_object() || !row.is_object()) return cannot_tell("the rows are no objects");
    const std::string left_out = missing_in(first, row);
    const std::string more = missing_in(row, first);
    if (left_out.empty() && more.empty()) continue;
    return broken("row " + std::to_string(i) + " has other members than row 0", names_of(first),
                  (left_out.empty() ? "" : "without " + left_out + " ") +
                      (more.empty() ? "" : "with " + more));
  }
  return holds();
}

/// A part of a token held to the schema of that name; nothing where it is as that says.
std::optional<Judgement> judge_part(const Json& args, const char* name, std::string_view part) {
  const auto text = decode_base64url(part);
  const auto json = text ? parse_json(*text) : Result<Json>{Json{}};
  if (!json || !json->is_object()) {
    return broken(std::string{"the "} + name + " of the token is no JSON object",
                  "base64url of one", "other text");
  }
  return args.contains(name) ? judge_value(args[name], *json, std::string{"the "} + name + " ")
                             : std::nullopt;
}

}  // namespace

Judgement judge_token(const Json& args, std::string_view token) {
  const std::size_t first = token.find('.');
  const std::size_t second = first == token.npos ? first : token.find('.', first + 1);
  if (second == token.npos) return broken("the token has not three parts", "two dots", "less");
  if (auto wrong = judge_part(args, "header", token.substr(0, first))) return *wrong;
  if (auto wrong = judge_part(args, "claims", token.substr(first + 1, second - first - 1))) {
    return *wrong;
  }
  return holds();
}

std::vector<Check> make_answer_has(const Subject& subject, const RuleSpec& rule) {
  Check check = make_check(subject, rule);
  check.calls = {text_argument(rule.args, "call")};
  check.ask = [args = rule.args](Probe& probe) {
    const std::string name = text_argument(args, "call");
    const Reply& reply = probe.sample_call(name);
    const auto call = probe.profile().calls.find(name);
    if (call != probe.profile().calls.end() && is_absence(call->second, reply.status())) {
      return cannot_tell("what it points to is not there");
    }
    return judge(read_answer_rule(args, {200}), reply);
  };
  return {std::move(check)};
}

std::vector<Check> make_answers_differ(const Subject& subject, const RuleSpec& rule) {
  Check check = make_check(subject, rule);
  check.calls = {text_argument(rule.args, "call")};
  check.cost = 1;
  check.ask = [args = rule.args](Probe& probe) {
    const std::string at = text_argument(args, "at");
    const Json* const first = probe.sample_call(text_argument(args, "call")).at(at);
    const Json* const second = probe.call(text_argument(args, "call")).at(at);
    if (first == nullptr || second == nullptr) return cannot_tell("an answer has nothing at " + at);
    if (*first != *second) return holds();
    return broken("two answers have the same value at " + at, "two values", dump_json(*first));
  };
  return {std::move(check)};
}

std::vector<Check> make_token_has(const Subject& subject, const RuleSpec& rule) {
  Check check = make_check(subject, rule);
  check.calls = {text_argument(rule.args, "call")};
  check.ask = [args = rule.args](Probe& probe) {
    const Json* const token =
        probe.sample_call(text_argument(args, "call")).at(text_argument(args, "at"));
    const auto* text = token == nullptr ? nullptr : token->get_ptr<const std::string*>();
    return text == nullptr ? cannot_tell("the answer has no token") : judge_token(args, *text);
  };
  return {std::move(check)};
}

std::vector<Check> make_same_members(const Subject& subject, const RuleSpec& rule) {
  Check check = make_check(subject, rule);
  check.calls = {text_argument(rule.args, "call")};
  check.ask = [args = rule.args](Probe& probe) {
    return compare_members(
        probe.sample_call(text_argument(args, "call")).at(text_argument(args, "at")));
  };
  return {std::move(check)};
}

}  // namespace understudy::conformance
