// SPDX-License-Identifier: MIT
/// Annotations of a workflow run, one command a line.
///
/// Grammar:  command = "::" ( "error" / "warning" / "notice" ) " title=" property "::" data
/// Shape:    errors: what makes the run end badly; warnings: broken assumptions of ours; notices:
///           known deviations and the conclusion
/// Source:   GitHub, "Workflow commands for GitHub Actions"
#include "format.hpp"
#include "tally.hpp"
#include "text.hpp"

namespace understudy::conformance::report {

namespace {

constexpr std::size_t kLongestPart = 2'000;  // ours: an annotation is read at a glance

/// "%", CR and LF have a meaning in the data of a command.
std::string escape_data(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '%') {
      out += "%25";
    } else if (c == '\n') {
      out += "%0A";
    } else if (c == '\r') {
      out += "%0D";
    } else {
      out += c;
    }
  }
  return out;
}

/// In a property ":" and "," too.
std::string escape_property(std::string_view text) {
  std::string out;
  for (const char c : escape_data(text)) {
    if (c == ':') {
      out += "%3A";
    } else if (c == ',') {
      out += "%2C";
    } else {
      out += c;
    }
  }
  return out;
}

std::string command(std::string_view name, const std::string& title, const std::string& data) {
  std::string text = "::";
  text += name;
  return text + " title=" + escape_property(one_line(title)) +
         "::" + escape_data(plain_text(data)) + "\n";
}

std::string data_of(const CheckResult& check) {
  std::string text = one_line(check.title, kLongestPart);
  const auto append = [&](std::string_view label, const std::string& value) {
    if (!value.empty()) ((text += '\n') += label) += ": " + one_line(value, kLongestPart);
  };
  append("what", check.message);
  append("expected", check.expected);
  append("got", check.got);
  append("source", source_of(check));
  append("known", check.expectation);
  append("reproduce", check.reproduce);
  return text;
}

std::string commands_of(std::string_view name, const CheckList& checks) {
  std::string text;
  for (const CheckResult* check : checks) text += command(name, check->id, data_of(*check));
  return text;
}

}  // namespace

std::string render_github(const CheckReport& report) {
  std::string text = commands_of("error", troubles_of(report));
  for (const RunTrouble& trouble : run_troubles_of(report)) {
    text += command("error", trouble.name, one_line(trouble.what, kLongestPart));
  }
  text += commands_of("warning", select(report, Verdict::observed, Listed::no));
  text += commands_of("notice", select(report, Verdict::fail, Listed::yes));
  for (const std::string& notice : report.notices) {
    text += command("notice", "understudy check", one_line(notice, kLongestPart));
  }
  return text + command("notice", "understudy check", conclusion_of(report));
}

}  // namespace understudy::conformance::report
