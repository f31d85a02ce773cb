// SPDX-License-Identifier: MIT
/// Findings for code scanners: a rule per check, a result where something differs or broke.
///
/// Shape:    {"version": "2.1.0", "runs": [{tool, invocations, results, columnKind}]}
///           Known deviations are results that are suppressed
/// Source:   SARIF 2.1.0, OASIS Standard incorporating Approved Errata 01
#include "format.hpp"
#include "tally.hpp"
#include "text.hpp"
#include "understudy/base/json.hpp"

namespace understudy::conformance::report {

namespace {

constexpr std::string_view kSchema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Section 3.58.6; a broken assumption is never more than a note.
std::string_view level_of(const CheckResult& check) {
  if (check.verdict == Verdict::error) return "error";
  if (check.verdict == Verdict::observed) return "note";
  switch (check.level) {
    case Level::must:
      return "error";
    case Level::should:
      return "warning";
    case Level::may:
      return "note";
  }
  return "note";
}

std::string_view default_level_of(Level level) {
  return level == Level::must ? "error" : level == Level::should ? "warning" : "note";
}

Json text_of(std::string_view text) { return {{"text", plain_text(text)}}; }

Json rule_of(const CheckResult& check) {
  Json rule{{"id", check.id},
            {"shortDescription", text_of(check.title)},
            {"defaultConfiguration", {{"level", default_level_of(check.level)}}},
            {"properties",
             {{"tags", Json::array({check.api, check.area})},
              {"grade", name_of(check.grade)},
              {"level", name_of(check.level)},
              {"source", source_of(check)}}}};
  // A source is a place in a document; where it is one on the web, scanners link it.
  if (check.citation.starts_with("https://") && check.citation.find(' ') == std::string::npos) {
    rule["helpUri"] = check.citation;
  }
  return rule;
}

std::string message_of(const CheckResult& check) {
  std::string text = check.message.empty() ? check.title : check.message;
  const auto append = [&](std::string_view label, const std::string& value) {
    if (!value.empty()) ((text += '\n') += label) += ": " + value;
  };
  append("expected", check.expected);
  append("got", check.got);
  append("source", source_of(check));
  append("reproduce", check.reproduce);
  return text;
}

Json location_of(const CheckResult& check) {
  const Json place{{"name", check.area},
                   {"fullyQualifiedName", check.api + "/" + check.area},
                   {"kind", "module"}};
  return {{"logicalLocations", Json::array({place})}};
}

Json result_of(const CheckResult& check, std::size_t rule) {
  Json result{{"ruleId", check.id},
              {"ruleIndex", rule},
              {"kind", "fail"},
              {"level", level_of(check)},
              {"message", text_of(message_of(check))},
              {"locations", Json::array({location_of(check)})},
              {"partialFingerprints", {{"understudyCheck/v1", check.id}}},
              {"properties", {{"verdict", name_of(check.verdict)}, {"requests", check.requests}}}};
  if (!check.expectation.empty()) {
    const Json listed{{"kind", "external"},
                      {"status", "accepted"},
                      {"justification", plain_text(check.expectation)}};
    result["suppressions"] = Json::array({listed});
  }
  return result;
}

bool differs(Verdict verdict) {
  return verdict == Verdict::fail || verdict == Verdict::error || verdict == Verdict::observed;
}

Json notifications_of(const CheckReport& report) {
  Json list = Json::array();
  for (const RunTrouble& trouble : run_troubles_of(report)) {
    list.push_back({{"level", "error"}, {"message", text_of(trouble.name + ": " + trouble.what)}});
  }
  for (const std::string& notice : report.notices) {
    list.push_back({{"level", "note"}, {"message", text_of(notice)}});
  }
  return list;
}

Json invocation_of(const CheckReport& report) {
  Json invocation{
      {"executionSuccessful", report.code() != RunCode::could_not_run},
      {"exitCode", static_cast<int>(report.code())},
      {"exitCodeDescription", conclusion_of(report)},
      {"toolExecutionNotifications", notifications_of(report)},
      {"properties", {{"target", plain_text(report.target)}, {"strict", report.is_strict}}}};
  if (report.started.ends_with('Z')) invocation["startTimeUtc"] = report.started;
  return invocation;
}

}  // namespace

std::string render_sarif(const CheckReport& report) {
  Json rules = Json::array();
  Json results = Json::array();
  for (const CheckResult& check : report.checks) {
    if (differs(check.verdict)) results.push_back(result_of(check, rules.size()));
    rules.push_back(rule_of(check));
  }
  Json driver{{"name", "understudy"}, {"rules", std::move(rules)}};
  if (!report.version.empty()) driver["version"] = report.version;
  Json run{{"tool", {{"driver", std::move(driver)}}},
           {"invocations", Json::array({invocation_of(report)})},
           {"results", std::move(results)},
           {"columnKind", "utf16CodeUnits"}};
  return pretty_json(
      {{"$schema", kSchema}, {"version", "2.1.0"}, {"runs", Json::array({std::move(run)})}});
}

}  // namespace understudy::conformance::report
