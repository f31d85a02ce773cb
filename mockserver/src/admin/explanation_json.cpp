// SPDX-License-Identifier: MIT
#include "admin/explanation_json.hpp"

#include <chrono>
#include <string>
#include <utility>

#include "admin/journal_json.hpp"
#include "understudy/base/json_document.hpp"

namespace understudy::mock::admin {

namespace {

std::int64_t milliseconds_of(Duration duration) {
  return std::chrono::ceil<std::chrono::milliseconds>(duration).count();
}

void add_text(Json& json, const char* name, const std::string& value) {
  if (!value.empty()) json[name] = value;
}

Json clause_json(const ExplainedClause& clause, std::size_t rows) {
  Json json{{"text", clause.text}};
  if (clause.within) json["within"] = *clause.within;
  if (clause.kept) {
    json["kept"] = *clause.kept;
    json["dropped"] = rows - *clause.kept;
  }
  return json;
}

Json row_json(const ExplainedRow& row) {
  const auto read = JsonDocument::parse(row.json);
  Json json{{"row", read ? to_json(read->root()) : Json(row.json)}, {"kept", row.is_kept}};
  if (row.dropped_by) json["clause"] = *row.dropped_by;
  add_text(json, "why", row.why);
  return json;
}

Json selection_json(const ExplainedSelection& selection) {
  Json clauses = Json::array();
  for (const ExplainedClause& clause : selection.clauses) {
    clauses.push_back(clause_json(clause, selection.rows));
  }
  Json examples = Json::array();
  for (const ExplainedRow& row : selection.examples) examples.push_back(row_json(row));
  return {{"rows", selection.rows},
          {"kept", selection.kept},
          {"clauses", std::move(clauses)},
          {"order", selection.order},
          {"examples", std::move(examples)}};
}

Json finding_json(const ExplainedFinding& finding) {
  Json json{{"where", finding.where}, {"what", finding.what}, {"rule", finding.rule}};
  add_text(json, "expected", finding.expected);
  add_text(json, "got", finding.got);
  add_text(json, "source", finding.source);
  add_text(json, "grade", finding.grade);
  return json;
}

}  // namespace

Json window_json(const ExplainedWindow& window) {
  return {{"window", window.dialect},
          {"limit", window.limit},
          {"window_ms", milliseconds_of(window.length)},
          {"used", window.used},
          {"requests", window.filled_by},
          {"is_whole", window.is_whole},
          {"frees_in_ms", milliseconds_of(window.frees_after)},
          {"frees_at", format_iso_millis(window.frees_at)}};
}

Json explanation_json(const Explanation& explanation) {
  Json json{{"stage", explanation.stage}};
  add_text(json, "api", explanation.api);
  add_text(json, "operation", explanation.operation);
  add_text(json, "rule", explanation.rule);
  add_text(json, "source", explanation.source);
  add_text(json, "nearest", explanation.nearest);
  if (explanation.response) json["response"] = response_json(*explanation.response);
  if (explanation.is_as_answered) json["as_answered"] = *explanation.is_as_answered;
  if (explanation.selection) json["selection"] = selection_json(*explanation.selection);
  if (explanation.window) json["throttle"] = window_json(*explanation.window);
  if (explanation.findings.empty()) return json;
  Json& findings = json["findings"] = Json::array();
  for (const ExplainedFinding& finding : explanation.findings) {
    findings.push_back(finding_json(finding));
  }
  return json;
}

}  // namespace understudy::mock::admin
