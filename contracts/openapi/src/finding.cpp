// SPDX-License-Identifier: MIT
/// Findings in words.
#include "understudy/openapi/finding.hpp"

#include <array>
#include <cstddef>

namespace understudy::openapi {

namespace {

constexpr std::array<std::string_view, 13> kKinds{
    "broken_rule",         "missing_body",
    "missing_header",      "missing_parameter",
    "repeated_parameter",  "undocumented_content_type",
    "undocumented_member", "undocumented_status",
    "unknown_header",      "unknown_query_parameter",
    "unreadable_body",     "unreadable_parameter",
    "wrong_content_type"};
static_assert(kKinds.size() == static_cast<std::size_t>(Finding::Kind::wrong_content_type) + 1);

void render_causes(std::string& out, const std::vector<schema::Violation>& causes,
                   const std::string& indent) {
  for (const schema::Violation& cause : causes) {
    out += indent + (cause.instance.empty() ? "(all of it)" : cause.instance) + ": " +
           schema::describe(cause) + "\n";
    render_causes(out, cause.causes, indent + "  ");
  }
}

}  // namespace

std::string_view name_of(Finding::Kind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

std::string render(const Finding& finding) {
  std::string text = finding.where + ": " + finding.what + "\n";
  for (const schema::Violation& violation : finding.violations) {
    render_causes(text, violation.causes, "  ");
  }
  if (!finding.rule.empty()) text += "  by " + finding.rule + "\n";
  if (!finding.source.empty()) {
    text += "  source " + finding.source;
    if (!finding.grade.empty()) text += " [" + finding.grade + "]";
    text += "\n";
  }
  return text;
}

}  // namespace understudy::openapi
