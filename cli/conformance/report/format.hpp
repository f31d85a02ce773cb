// SPDX-License-Identifier: MIT
/// The seam of the formats: each is one function from the tree to a text, in the file of its name.
#pragma once

#include <string>

#include "understudy/conformance/report_formats.hpp"

namespace understudy::conformance::report {

std::string render_badge(const CheckReport& report);
std::string render_console(const CheckReport& report, Colour colour);
std::string render_github(const CheckReport& report);
std::string render_html(const CheckReport& report);
std::string render_json(const CheckReport& report);
std::string render_junit(const CheckReport& report);
std::string render_markdown(const CheckReport& report);
std::string render_sarif(const CheckReport& report);
std::string render_tap(const CheckReport& report);

}  // namespace understudy::conformance::report
