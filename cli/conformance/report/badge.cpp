// SPDX-License-Identifier: MIT
/// One line for a README: the JSON of a badge endpoint.
///
/// Shape:    {"schemaVersion": 1, "label": text, "message": text, "color": name, "isError": bool}
/// Source:   shields.io, "Endpoint Badge"
#include "format.hpp"
#include "tally.hpp"
#include "text.hpp"
#include "understudy/base/json.hpp"

namespace understudy::conformance::report {

namespace {

std::string_view colour_of(const CheckReport& report) {
  switch (report.code()) {
    case RunCode::could_not_run:
    case RunCode::nothing_proven:
      return "lightgrey";
    case RunCode::findings:
      return "red";
    case RunCode::ok:
      return report.count(Verdict::fail) > 0 ? "yellow" : "brightgreen";
  }
  return "lightgrey";
}

std::string message_of(const CheckReport& report) {
  const Tally tally = tally_of(report);
  std::string message = std::to_string(tally.of(Verdict::pass)) + " passed";
  const auto append = [&](std::size_t count, std::string_view word) {
    if (count > 0) (message += ", " + std::to_string(count) + " ") += word;
  };
  const std::size_t unexpected = select(report, Verdict::fail, Listed::no).size();
  append(unexpected, "failed");
  append(tally.of(Verdict::fail) - unexpected, "known");
  append(tally.of(Verdict::error), "broken");
  append(report.stale.size(), "stale");
  return message;
}

}  // namespace

std::string render_badge(const CheckReport& report) {
  const RunCode code = report.code();
  const bool has_run = code != RunCode::could_not_run && code != RunCode::nothing_proven;
  return pretty_json({{"schemaVersion", 1},
                      {"label", "contract"},
                      {"message", message_of(report)},
                      {"color", colour_of(report)},
                      {"isError", !has_run}});
}

}  // namespace understudy::conformance::report
