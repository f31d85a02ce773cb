// SPDX-License-Identifier: MIT
/// XML as CI systems read it: a suite per API, a case per check.
///
/// Shape:    <testsuites><testsuite><properties/><testcase>[failure | error | skipped]...
///           A case fails where the check fails and nobody has listed it; known deviations, broken
///           assumptions and whatever was not asked are skipped, with their reason
/// Source:   the elements that Jenkins and GitLab document; XML 1.0
#include <span>
#include <utility>
#include <vector>

#include "format.hpp"
#include "tally.hpp"
#include "text.hpp"

namespace understudy::conformance::report {

namespace {

constexpr std::size_t kLongestMessage = 1'000;  // ours: attributes are shown on one line

using Attribute = std::pair<std::string_view, std::string>;

/// "<name a="...">" without its end, so that the caller may close it.
std::string open_tag(std::string_view name, std::initializer_list<Attribute> attributes) {
  std::string tag = "<";
  tag += name;
  for (const auto& [key, value] : attributes) {
    ((tag += ' ') += key) += "=\"" + escape_markup(one_line(value)) + "\"";
  }
  return tag;
}

std::string property(std::string_view name, std::string value) {
  return open_tag("property", {{"name", std::string{name}}, {"value", std::move(value)}}) + "/>\n";
}

std::string details_of(const CheckResult& check) {
  std::string text;
  const auto append = [&](std::string_view label, const std::string& value) {
    if (!value.empty()) ((text += label) += ": ") += plain_text(value) + "\n";
  };
  append("rule", check.title);
  append("message", check.message);
  append("expected", check.expected);
  append("got", check.got);
  append("source", source_of(check));
  append("reproduce", check.reproduce);
  return escape_markup(text);
}

std::string skipped(const std::string& message) {
  return "      " + open_tag("skipped", {{"message", one_line(message, kLongestMessage)}}) + "/>\n";
}

std::string broken(std::string_view element, const CheckResult& check) {
  return "      " +
         open_tag(element, {{"type", std::string{name_of(check.level)}},
                            {"message", one_line(check.message, kLongestMessage)}}) +
         ">" + details_of(check) + "</" + std::string{element} + ">\n";
}

std::string outcome_of(const CheckResult& check) {
  const std::string named = std::string{name_of(check.verdict)} + ": " + check.message;
  switch (check.verdict) {
    case Verdict::pass:
      return "";
    case Verdict::error:
      return broken("error", check);
    case Verdict::fail:
      if (check.expectation.empty()) return broken("failure", check);
      return skipped("known deviation: " + check.expectation + "; " + check.message);
    case Verdict::disabled:
    case Verdict::skip:
    case Verdict::observed:
    case Verdict::inconclusive:
      return skipped(named);
  }
  return "";
}

std::string case_of(const CheckResult& check) {
  return "    " +
         open_tag("testcase", {{"classname", check.api + "." + check.area},
                               {"name", check.id},
                               {"time", seconds_text(check.elapsed)}}) +
         ">\n      <properties>\n        " + property("title", check.title) + "        " +
         property("level", std::string{name_of(check.level)}) + "        " +
         property("grade", std::string{name_of(check.grade)}) + "        " +
         property("source", source_of(check)) + "        " +
         property("verdict", std::string{name_of(check.verdict)}) + "        " +
         property("requests", std::to_string(check.requests)) + "      </properties>\n" +
         outcome_of(check) + "    </testcase>\n";
}

/// What the counts of a suite or of all suites say.
struct Sums {
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t errors = 0;
  std::size_t skipped = 0;
  Duration time{0};

  void add(const CheckResult& check) {
    ++tests;
    time += check.elapsed;
    if (is_unexpected(check)) {
      ++failures;
    } else if (check.verdict == Verdict::error) {
      ++errors;
    } else if (check.verdict != Verdict::pass) {
      ++skipped;
    }
  }
  [[nodiscard]] std::string tag(std::string_view element, const std::string& name) const {
    return open_tag(element, {{"name", name},
                              {"tests", std::to_string(tests)},
                              {"failures", std::to_string(failures)},
                              {"errors", std::to_string(errors)},
                              {"skipped", std::to_string(skipped)},
                              {"time", seconds_text(time)}});
  }
};

std::string suite_of(const std::string& api, const CheckReport& report) {
  Sums sums;
  std::string cases;
  for (const CheckResult& check : report.checks) {
    if (check.api != api) continue;
    sums.add(check);
    cases += case_of(check);
  }
  return "  " + sums.tag("testsuite", api) + ">\n" + cases + "  </testsuite>\n";
}

/// The run itself, as a suite: where it ends badly beside its checks, a case fails.
std::string run_suite_of(const CheckReport& report, std::span<const RunTrouble> troubles) {
  Sums sums;
  sums.tests = sums.failures = troubles.size();
  std::string text = "  " + sums.tag("testsuite", "understudy") + ">\n    <properties>\n      " +
                     property("target", report.target) + "      " +
                     property("version", report.version) + "      " +
                     property("started", report.started) + "      " +
                     property("strict", report.is_strict ? "true" : "false") + "      " +
                     property("requests", std::to_string(report.requests)) + "      " +
                     property("conclusion", conclusion_of(report)) + "      " +
                     property("exit_code", std::to_string(static_cast<int>(report.code())));
  for (const std::string& notice : report.notices) text += "      " + property("notice", notice);
  text += "    </properties>\n";
  for (const RunTrouble& trouble : troubles) {
    text += "    " +
            open_tag("testcase",
                     {{"classname", "understudy"}, {"name", trouble.name}, {"time", "0.000"}}) +
            ">\n      " +
            open_tag("failure",
                     {{"type", "run"}, {"message", one_line(trouble.what, kLongestMessage)}}) +
            "/>\n    </testcase>\n";
  }
  return text + "  </testsuite>\n";
}

}  // namespace

std::string render_junit(const CheckReport& report) {
  const auto troubles = run_troubles_of(report);
  Sums sums;
  for (const CheckResult& check : report.checks) sums.add(check);
  sums.tests += troubles.size();
  sums.failures += troubles.size();
  sums.time = report.elapsed;
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" +
                     sums.tag("testsuites", "understudy check") + ">\n" +
                     run_suite_of(report, troubles);
  for (const auto& [api, tally] : tally_by_api(report)) text += suite_of(api, report);
  return text + "</testsuites>\n";
}

}  // namespace understudy::conformance::report
