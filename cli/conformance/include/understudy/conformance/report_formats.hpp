// SPDX-License-Identifier: MIT
/// Reports of a run in the formats that CI systems and people read. All come from one tree.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "understudy/base/result.hpp"
#include "understudy/conformance/check_report.hpp"
#include "understudy/conformance/secrets.hpp"

namespace understudy::conformance {

/// In the order of their names.
enum class ReportFormat : std::uint8_t {
  badge,     ///< JSON of a shields endpoint
  console,   ///< words for a terminal
  github,    ///< annotations: workflow commands, one a line
  html,      ///< one file that needs no other and no network
  json,      ///< everything; contracts/conformance/report.schema.json
  junit,     ///< XML as CI systems read it
  markdown,  ///< a summary for a pull request
  sarif,     ///< SARIF 2.1.0
  tap,       ///< TAP 14
};
/// "badge", "console" and so on.
std::string_view name_of(ReportFormat format);
std::optional<ReportFormat> find_report_format(std::string_view name);
/// All names, sorted.
std::span<const std::string_view> report_format_names();

/// The whole report; ends with a line end. Text of a host is escaped as the format wants it.
std::string render(ReportFormat format, const CheckReport& report);

/// The same, to be written: refused where a secret stands in the tree or in the text.
///
/// Errors:   unsupported; `where` is the format, and what it says quotes no secret
Result<std::string> render(ReportFormat format, const CheckReport& report, const SecretScan& scan);

enum class Colour : std::uint8_t { off, on };

/// The format `console`, with or without the colours of a terminal (ECMA-48 SGR).
std::string render_console(const CheckReport& report, Colour colour);

/// The JSON Schema (draft 2020-12) of the format `json`.
std::string_view report_schema();

}  // namespace understudy::conformance
