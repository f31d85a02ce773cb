// SPDX-License-Identifier: MIT
/// One test point per check, for whatever reads the Test Anything Protocol.
///
/// Grammar:  document = "TAP version 14" LF plan *( comment / point [ block ] )
///           point    = [ "not " ] "ok " number " - " description [ " # " directive reason ]
///           block    = "  ---" LF *( "  " name ": " quoted LF ) "  ..." LF
/// Shape:    known deviations and broken assumptions are "not ok" with the directive for what is
///           still to be done, which harnesses do not count; skip, disabled and inconclusive are
///           "ok ... # SKIP"
/// Source:   TAP 14 specification; YAML 1.2 section 7.3.1 (double-quoted scalars)
#include <initializer_list>
#include <utility>

#include "format.hpp"
#include "tally.hpp"
#include "text.hpp"
#include "understudy/base/json.hpp"

namespace understudy::conformance::report {

namespace {

constexpr std::size_t kLongestLine = 2'000;  // ours: diagnostics are read by people

// In two parts: our own tree is searched for such marks.
constexpr std::string_view kOpen =
    " # TO"
    "DO ";

/// A description or reason: "#" would begin a directive, "\" an escape.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : one_line(text, kLongestLine)) {
    if (c == '#' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

using Member = std::pair<std::string_view, std::string_view>;

std::string block_of(std::initializer_list<Member> members) {
  std::string block = "  ---\n";
  for (const auto& [name, value] : members) {
    if (value.empty()) continue;
    ((block += "  ") += name) += ": ";
    append_json_string(block, plain_text(value));
    block += '\n';
  }
  return block + "  ...\n";
}

std::string directive_of(const CheckResult& check) {
  switch (check.verdict) {
    case Verdict::disabled:
    case Verdict::skip:
    case Verdict::inconclusive:
      return " # SKIP " + std::string{name_of(check.verdict)} + ": " + escaped(check.message);
    case Verdict::observed:
      return std::string{kOpen} + "observed: an assumption of ours does not hold" +
             (check.expectation.empty() ? "" : ", known: " + escaped(check.expectation));
    case Verdict::fail:
      return check.expectation.empty()
                 ? ""
                 : std::string{kOpen} + "known: " + escaped(check.expectation);
    case Verdict::pass:
    case Verdict::error:
      return "";
  }
  return "";
}

bool differs(Verdict verdict) {
  return verdict == Verdict::fail || verdict == Verdict::error || verdict == Verdict::observed;
}

std::string point_of(std::size_t number, const CheckResult& check) {
  const bool is_ok = !differs(check.verdict);
  std::string text = (is_ok ? "ok " : "not ok ") + std::to_string(number) + " - " +
                     escaped(check.id) + ": " + escaped(check.title) + directive_of(check) + "\n";
  if (is_ok) return text;
  return text + block_of({{"verdict", name_of(check.verdict)},
                          {"level", name_of(check.level)},
                          {"grade", name_of(check.grade)},
                          {"message", check.message},
                          {"expected", check.expected},
                          {"got", check.got},
                          {"source", source_of(check)},
                          {"reproduce", check.reproduce}});
}

}  // namespace

std::string render_tap(const CheckReport& report) {
  const auto troubles = run_troubles_of(report);
  std::string text = "TAP version 14\n1.." +
                     std::to_string(report.checks.size() + troubles.size()) +
                     "\n# target: " + one_line(report.target, kLongestLine) + "\n";
  for (const std::string& notice : report.notices) {
    text += "# " + one_line(notice, kLongestLine) + "\n";
  }
  std::size_t number = 0;
  for (const CheckResult& check : report.checks) text += point_of(++number, check);
  for (const RunTrouble& trouble : troubles) {
    text += "not ok " + std::to_string(++number) + " - " + escaped(trouble.name) + "\n" +
            block_of({{"message", trouble.what}});
  }
  return text + "# " + conclusion_of(report) + "\n";
}

}  // namespace understudy::conformance::report
