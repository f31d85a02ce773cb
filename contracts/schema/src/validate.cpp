// SPDX-License-Identifier: MIT
/// Validation, as callers see it: fast first, with reasons only when there is something to explain.
#include "understudy/schema/validate.hpp"

#include <algorithm>
#include <utility>

#include "evaluation.hpp"
#include "explaining_reporter.hpp"

namespace understudy::schema {

namespace {

void collect(const Program& program, const Unit& unit, std::vector<Violation>& violations) {
  for (const Unit& child : unit.children) {
    if (child.valid) continue;
    if (child.role == Unit::Role::schema) {
      collect(program, child, violations);
      continue;
    }
    Violation violation = make_violation(program, child);
    collect(program, child, violation.causes);
    violations.push_back(std::move(violation));
  }
}

}  // namespace

bool is_valid(const Schema& schema, JsonElement instance) {
  SilentReporter silent;
  Scope scope{work_for(instance, 2'000'000, 500)};  // ours: about 50 ms for a small instance
  const bool valid = Evaluation<SilentReporter>{schema.program(), silent, scope}.run(
      schema.block(), instance.node(), nullptr);
  return valid && !scope.is_exhausted;
}

Verdict validate(const Schema& schema, JsonElement instance, std::size_t most) {
  if (is_valid(schema, instance)) return {};
  using Annotations = ExplainingReporter::Annotations;
  ExplainingReporter reporter{schema.program(), most + 1, Annotations::dropped};
  explain(schema, instance, reporter);
  Verdict verdict{.valid = false};
  collect(schema.program(), reporter.root(), verdict.violations);
  if (verdict.violations.empty()) {
    verdict.violations.push_back(
        make_violation(schema.program(), reporter.exhaustion(instance.node())));
  }
  verdict.capped = reporter.has_enough();
  if (verdict.violations.size() > most) verdict.violations.resize(most);
  return verdict;
}

}  // namespace understudy::schema
