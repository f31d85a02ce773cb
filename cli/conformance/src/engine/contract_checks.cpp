// SPDX-License-Identifier: MIT
#include "contract_checks.hpp"

#include <array>

#include "requests.hpp"

namespace understudy::conformance {

namespace {

/// The documented request gets the documented status.
Check make_answered(const Subject& subject, const openapi::Operation& operation,
                    const SampleCall& call) {
  Check check = make_contract_check(
      subject, operation, "answers-as-documented",
      "a documented request of " + operation.id + " gets its documented status", cite(operation));
  check.calls = {operation.id};
  check.ask = [id = operation.id, call](Probe& probe) {
    const Reply& reply = probe.sample_call(id);
    if (reply.status() == 0) return cannot_tell("the request could not be made");
    if (reply.status() == call.status) return holds();
    if (is_absence(call, reply.status())) return cannot_tell("what it points to is not there");
    return broken("the documented request got another status", std::to_string(call.status),
                  std::to_string(reply.status()));
  };
  return check;
}

}  // namespace

Grade grade_of(std::string_view name) { return find_grade(name).value_or(Grade::guess); }

Citation cite(Citation outer, openapi::Place inner) {
  if (!inner) return outer;
  if (const auto source = inner.element().find("x-source"); source && source->is_string()) {
    outer.source = source->text();
  }
  if (const auto grade = inner.element().find("x-grade"); grade && grade->is_string()) {
    outer.grade = grade_of(grade->text());
  }
  return outer;
}

Citation cite(const openapi::Operation& operation) {
  return {operation.source, grade_of(operation.grade)};
}

Citation cite(const openapi::Operation& operation, int status) {
  const openapi::ResponseRule* const rule = find_response(operation, status);
  return rule == nullptr ? cite(operation) : cite(cite(operation), rule->place);
}

Check make_contract_check(const Subject& subject, const openapi::Operation& operation,
                          std::string_view rule, std::string title, const Citation& citation,
                          std::string_view suffix) {
  Check check;
  check.id = subject.profile->api + "/contract/" + std::string{rule} + "/" + operation.id;
  check.id += suffix;
  check.area = "contract";
  check.title = std::move(title);
  check.grade = citation.grade;
  check.level = highest_level(citation.grade);
  check.source = citation.source;
  return check;
}

const SampleCall* sample_of(const Subject& subject, const openapi::Operation& operation) {
  const auto found = subject.profile->calls.find(operation.id);
  if (found == subject.profile->calls.end()) return nullptr;
  return found->second.operation == operation.id ? &found->second : nullptr;
}

std::vector<std::string> lists_of(const Subject& subject, const SampleCall& call) {
  std::vector<std::string> lists;
  for (const std::string& hole : holes_of(call.request)) {
    const auto value = subject.profile->values.find(hole);
    if (value != subject.profile->values.end()) lists.push_back(value->second.list);
  }
  return lists;
}

std::vector<Check> make_contract_checks(const Subject& subject) {
  std::vector<Check> checks;
  for (const openapi::Operation& operation : subject.contract->operations()) {
    const SampleCall* const call = sample_of(subject, operation);
    if (call != nullptr && !call->writes) {
      checks.push_back(make_answered(subject, operation, *call));
    }
    if (call != nullptr) add_negative_checks(subject, operation, checks);
    add_passive_checks(subject, operation, checks);
  }
  return checks;
}

}  // namespace understudy::conformance
