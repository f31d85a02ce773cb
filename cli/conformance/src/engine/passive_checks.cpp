// SPDX-License-Identifier: MIT
/// What the answers of a run had to do with the contract: status, content type, header fields,
/// body, and members that nobody describes.
#include <algorithm>
#include <array>

#include "contract_checks.hpp"
#include "observed.hpp"

namespace understudy::conformance {

namespace {

using Kind = openapi::Finding::Kind;

struct PassiveRule {
  std::string_view name;
  std::string_view title;
  bool (*speaks_of)(const openapi::Finding& finding);
  Level level = Level::must;
};

bool is_of_header(const openapi::Finding& finding) { return finding.where.starts_with("header "); }

constexpr std::array<PassiveRule, 5> kRules{{
    {"body", "bodies are as their schema says",
     [](const openapi::Finding& finding) {
       return (finding.kind == Kind::broken_rule && !is_of_header(finding)) ||
              finding.kind == Kind::missing_body || finding.kind == Kind::unreadable_body;
     }},
    {"content-type", "bodies have a documented media type",
     [](const openapi::Finding& finding) {
       return finding.kind == Kind::undocumented_content_type ||
              finding.kind == Kind::wrong_content_type;
     }},
    {"headers", "header fields are there and of their types",
     [](const openapi::Finding& finding) {
       return finding.kind == Kind::missing_header ||
              ((finding.kind == Kind::broken_rule || finding.kind == Kind::unreadable_parameter) &&
               is_of_header(finding));
     }},
    {"members", "bodies have documented members only",
     [](const openapi::Finding& finding) { return finding.kind == Kind::undocumented_member; },
     Level::should},
    {"status", "only documented statuses are sent",
     [](const openapi::Finding& finding) { return finding.kind == Kind::undocumented_status; }},
}};

std::string source_text(const openapi::Finding& finding) {
  return finding.source.empty() ? "" : " (" + finding.source + ")";
}

/// What counts most: that of the best grade, the first of those.
Judgement judge_complaints(const std::vector<const Complaint*>& complaints) {
  const auto worst = *std::min_element(
      complaints.begin(), complaints.end(), [](const Complaint* a, const Complaint* b) {
        return grade_of(a->finding.grade) < grade_of(b->finding.grade);
      });
  const openapi::Finding& finding = worst->finding;
  std::string message = finding.where + ": " + finding.what + ", by " + finding.rule +
                        source_text(finding) + ", status " +
                        std::to_string(worst->reply ? worst->reply->status() : 0);
  if (complaints.size() > 1) {
    message += "; and " + std::to_string(complaints.size() - 1) + " more";
  }
  Judgement judgement = broken(std::move(message), finding.expected, finding.got);
  judgement.grade = grade_of(finding.grade);
  judgement.source = finding.source;
  return judgement;
}

Judgement judge_observed(const Observed& observed, const std::string& operation,
                         const PassiveRule& rule) {
  const auto found = observed.operations.find(operation);
  if (found == observed.operations.end() || found->second.answers == 0) {
    return cannot_tell("no answer of this operation was seen");
  }
  std::vector<const Complaint*> complaints;
  for (const Complaint& complaint : found->second.complaints) {
    if (rule.speaks_of(complaint.finding)) complaints.push_back(&complaint);
  }
  return complaints.empty() ? holds() : judge_complaints(complaints);
}

}  // namespace

void add_passive_checks(const Subject& subject, const openapi::Operation& operation,
                        std::vector<Check>& checks) {
  for (const PassiveRule& rule : kRules) {
    Check check =
        make_contract_check(subject, operation, rule.name,
                            operation.id + ": " + std::string{rule.title}, cite(operation));
    check.level = std::max(check.level, rule.level);
    check.phase = Phase::passive;
    check.ask = [id = operation.id, &rule](Probe& probe) {
      return judge_observed(probe.observed(), id, rule);
    };
    checks.push_back(std::move(check));
  }
}

}  // namespace understudy::conformance
