// SPDX-License-Identifier: MIT
/// Findings in the notation of the cases files.
#pragma once

#include <string>
#include <utility>

#include "support/catch.hpp"
#include "understudy/base/json.hpp"
#include "understudy/openapi/finding.hpp"

namespace understudy::openapi {

/// A finding with those of its fields that a case names; `kind` and `where` in any case.
inline Json describe(const Finding& finding, const Json& wanted) {
  const Json all{{"kind", name_of(finding.kind)}, {"where", finding.where}, {"what", finding.what},
                 {"expected", finding.expected},  {"got", finding.got},     {"rule", finding.rule},
                 {"source", finding.source},      {"grade", finding.grade}};
  Json some{{"kind", all.at("kind")}, {"where", all.at("where")}};
  for (const auto& [name, value] : wanted.items()) some[name] = all.at(name);
  return some;
}

/// The findings of a report, each with the fields of the one that is wanted at its place.
inline Json describe(const Report& report, const Json& wanted) {
  Json findings = Json::array();
  for (std::size_t i = 0; i < report.findings.size(); ++i) {
    findings.push_back(
        describe(report.findings[i], i < wanted.size() ? wanted.at(i) : Json::object()));
  }
  return findings;
}

}  // namespace understudy::openapi
