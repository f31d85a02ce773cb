// SPDX-License-Identifier: MIT
/// From a rule's URI to its source, and from violations to findings.
#include "reporter.hpp"

#include <algorithm>
#include <utility>

#include "references.hpp"
#include "understudy/base/json_pointer.hpp"
#include "understudy/base/redaction.hpp"

namespace understudy::openapi {

namespace {

void take_text(JsonElement object, std::string_view name, std::string& text) {
  const auto member = object.find(name);
  if (member && member->is_string()) text = member->text();
}

void redact(schema::Violation& violation) {
  if (!violation.got.empty()) violation.got = kRedacted;
  for (schema::Violation& cause : violation.causes) redact(cause);
}

}  // namespace

Citation cite(const Contents& contents, const Operation& operation, std::string_view rule) {
  Citation citation{operation.source, operation.grade};
  const std::size_t hash = std::min(rule.find('#'), rule.size());
  const schema::Document* const document = contents.registry.find(rule.substr(0, hash));
  if (document == nullptr || hash == rule.size()) return citation;
  const std::string_view pointer = rule.substr(hash + 1);
  // One level after the other: what is nearest is read last.
  for (std::size_t end = pointer.find('/'); end != pointer.npos;) {
    end = pointer.find('/', end + 1);
    const auto value = find_pointer(document->json->root(), pointer.substr(0, end));
    if (!value) break;
    take_text(*value, "x-source", citation.source);
    take_text(*value, "x-grade", citation.grade);
  }
  return citation;
}

void Reporter::add(Finding finding) {
  if (report_.findings.size() == most_) {
    report_.capped = true;
    return;
  }
  auto [source, grade] = cite(contents_, operation_, finding.rule);
  finding.source = std::move(source);
  finding.grade = std::move(grade);
  report_.findings.push_back(std::move(finding));
}

void Reporter::add(std::string_view where, schema::Verdict verdict, bool is_secret) {
  for (schema::Violation& violation : verdict.violations) {
    if (is_secret) redact(violation);
    Finding finding{.kind = Finding::Kind::broken_rule,
                    .where = std::string{where},
                    .what = schema::describe(violation),
                    .expected = violation.want,
                    .got = violation.got,
                    .rule = violation.schema};
    if (!violation.instance.empty()) (finding.where += ' ') += violation.instance;
    finding.violations.push_back(std::move(violation));
    add(std::move(finding));
  }
  report_.capped = report_.capped || verdict.capped;
}

}  // namespace understudy::openapi
