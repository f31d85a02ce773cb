// SPDX-License-Identifier: MIT
/// The list of formats.
#include <algorithm>
#include <array>
#include <utility>

#include "format.hpp"

namespace understudy::conformance {

// Made by understudy_embed.
std::string_view report_schema_text(std::string_view key);

namespace {

std::string render_plain_console(const CheckReport& report) {
  return report::render_console(report, Colour::off);
}

using Renderer = std::string (*)(const CheckReport&);

constexpr std::array<std::string_view, 9> kNames{"badge", "console",  "github", "html", "json",
                                                 "junit", "markdown", "sarif",  "tap"};
constexpr std::array<Renderer, 9> kRenderers{
    report::render_badge,    render_plain_console, report::render_github,
    report::render_html,     report::render_json,  report::render_junit,
    report::render_markdown, report::render_sarif, report::render_tap};

static_assert(std::is_sorted(kNames.begin(), kNames.end()), "names are found by order");

}  // namespace

std::string_view name_of(ReportFormat format) {
  return kNames.at(static_cast<std::size_t>(format));
}

std::optional<ReportFormat> find_report_format(std::string_view name) {
  const auto* const it = std::lower_bound(kNames.begin(), kNames.end(), name);
  if (it == kNames.end() || *it != name) return std::nullopt;
  return static_cast<ReportFormat>(it - kNames.begin());
}

std::span<const std::string_view> report_format_names() { return kNames; }

std::string render(ReportFormat format, const CheckReport& report) {
  return kRenderers.at(static_cast<std::size_t>(format))(report);
}

Result<std::string> render(ReportFormat format, const CheckReport& report, const SecretScan& scan) {
  // Before and after: a format may escape a secret that is escaped already.
  auto found = scan.find(report);
  std::string text = found ? "" : render(format, report);
  if (!found) found = scan.find(text);
  if (!found) return text;
  return Failure{Error{Errc::unsupported,
                       "the report has the secret \"" + found->name + "\" in it, spelled as " +
                           std::string{name_of(found->form)},
                       std::string{name_of(format)},
                       "it was not written; that it got there is a fault of understudy"}};
}

std::string render_console(const CheckReport& report, Colour colour) {
  return report::render_console(report, colour);
}

std::string_view report_schema() { return report_schema_text("report.schema.json"); }

}  // namespace understudy::conformance
