// SPDX-License-Identifier: MIT
#include "understudy/conformance/compare.hpp"

#include <algorithm>

namespace understudy::conformance {

namespace {

ComparedSide side_of(const CheckResult& check) { return {check.verdict, check.message, check.got}; }

/// What the document says, from whichever run has the check.
ComparedCheck described(const CheckResult& check) {
  return {.id = check.id,
          .title = check.title,
          .level = check.level,
          .grade = check.grade,
          .source = check.source,
          .citation = check.citation};
}

bool holds(const ComparedSide& side) { return side.verdict == Verdict::pass; }

/// Two hosts that both keep a rule may say so in other words.
bool differ(const ComparedSide& left, const ComparedSide& right) {
  if (left.verdict != right.verdict) return true;
  return !holds(left) && left.got != right.got;
}

}  // namespace

std::size_t Comparison::differences() const {
  return static_cast<std::size_t>(std::count_if(
      checks.begin(), checks.end(), [](const ComparedCheck& check) { return check.differs; }));
}

std::size_t Comparison::breaking() const {
  std::size_t count = 0;
  for (const ComparedShape& shape : shapes) {
    count += static_cast<std::size_t>(
        std::count_if(shape.changes.begin(), shape.changes.end(),
                      [](const ShapeChange& change) { return change.is_breaking; }));
  }
  return count;
}

Comparison compare(const CheckReport& left, const CheckReport& right, const Shapes& left_shapes,
                   const Shapes& right_shapes) {
  std::map<std::string, ComparedCheck> checks;
  for (const CheckResult& check : left.checks) {
    checks.emplace(check.id, described(check)).first->second.left = side_of(check);
  }
  for (const CheckResult& check : right.checks) {
    checks.emplace(check.id, described(check)).first->second.right = side_of(check);
  }
  Comparison comparison{left.target, right.target};
  for (auto& [id, check] : checks) {
    check.differs = differ(check.left, check.right);
    comparison.checks.push_back(std::move(check));
  }
  for (const auto& [operation, shape] : left_shapes) {
    const auto it = right_shapes.find(operation);
    if (it == right_shapes.end()) continue;
    auto changes = diff(shape, it->second);
    if (!changes.empty()) comparison.shapes.push_back({operation, std::move(changes)});
  }
  return comparison;
}

}  // namespace understudy::conformance
