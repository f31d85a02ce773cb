// SPDX-License-Identifier: MIT
/// The whole tree as JSON.
///
/// Shape:    contracts/conformance/report.schema.json
#include "understudy/base/json.hpp"

#include "format.hpp"
#include "tally.hpp"
#include "text.hpp"

namespace understudy::conformance::report {

namespace {

constexpr int kSchemaVersion = 1;  // grows when a member is taken away or changes its meaning

Json json_of(const Tally& tally) {
  Json json{{"total", tally.total()}};
  for (const Verdict verdict : kVerdicts) {
    json[std::string{name_of(verdict)}] = tally.of(verdict);
  }
  return json;
}

Json summary_of(const CheckReport& report) {
  Json summary = json_of(tally_of(report));
  summary["conclusion"] = conclusion_of(report);
  summary["exit_code"] = static_cast<int>(report.code());
  summary["unexpected"] = select(report, Verdict::fail, Listed::no).size();
  summary["apis"] = Json::object();
  for (const auto& [api, tally] : tally_by_api(report)) {
    Json& json = summary["apis"][api] = json_of(tally.all);
    json["levels"] = Json::object();
    for (const auto& [level, counts] : tally.levels) {
      json["levels"][std::string{name_of(level)}] = json_of(counts);
    }
  }
  return summary;
}

Json json_of(const Evidence& evidence) {
  return {{"request", evidence.request},
          {"reproduce", evidence.reproduce},
          {"status", evidence.status},
          {"answer", evidence.answer},
          {"trouble", evidence.trouble}};
}

Json json_of(const CheckResult& check) {
  Json evidence = Json::array();
  for (const Evidence& one : check.evidence) evidence.push_back(json_of(one));
  return {{"id", check.id},
          {"api", check.api},
          {"area", check.area},
          {"title", check.title},
          {"level", name_of(check.level)},
          {"grade", name_of(check.grade)},
          {"source", check.source},
          {"citation", check.citation},
          {"verdict", name_of(check.verdict)},
          {"message", check.message},
          {"expected", check.expected},
          {"got", check.got},
          {"requests", check.requests},
          {"elapsed_ms", milliseconds(check.elapsed)},
          {"reproduce", check.reproduce},
          {"evidence", std::move(evidence)},
          {"expectation", check.expectation}};
}

Json json_of(const Coverage& coverage) {
  Json counts = Json::array();
  for (const CoverageCount& count : coverage.counts) {
    counts.push_back({{"what", count.what},
                      {"seen", count.seen},
                      {"all", count.all},
                      {"missing", count.missing}});
  }
  return {{"api", coverage.api}, {"counts", std::move(counts)}};
}

}  // namespace

std::string render_json(const CheckReport& report) {
  Json json{{"schema_version", kSchemaVersion}, {"target", report.target},
            {"started", report.started},        {"elapsed_ms", milliseconds(report.elapsed)},
            {"version", report.version},        {"strict", report.is_strict},
            {"requests", report.requests},      {"planned", report.planned},
            {"notices", report.notices},        {"summary", summary_of(report)},
            {"checks", Json::array()},          {"stale", Json::array()},
            {"coverage", Json::array()}};
  for (const CheckResult& check : report.checks) json["checks"].push_back(json_of(check));
  for (const StaleExpectation& entry : report.stale) {
    json["stale"].push_back({{"id", entry.id}, {"reason", entry.reason}, {"why", entry.why}});
  }
  for (const Coverage& coverage : report.coverage) json["coverage"].push_back(json_of(coverage));
  return pretty_json(json);
}

}  // namespace understudy::conformance::report
