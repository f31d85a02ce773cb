// SPDX-License-Identifier: MIT
/// A summary for a pull request: what a reviewer has to know, and the rest folded.
///
/// Units:    parts are cut so that the whole stays below the 65,536 characters of a comment
#include "format.hpp"
#include "markdown_text.hpp"
#include "tally.hpp"
#include "text.hpp"

namespace understudy::conformance::report {

namespace {

// Bytes; ours: one part with failures, six that are folded and two lists fit a comment.
constexpr std::size_t kTroublesRoom = 30'000;
constexpr std::size_t kListRoom = 4'000;

std::string table_of(const CheckReport& report) {
  std::string text = "| API |";
  std::string line = "| --- |";
  for (const Verdict verdict : kVerdicts) {
    ((text += ' ') += name_of(verdict)) += " |";
    line += " ---: |";
  }
  text += "\n" + line + "\n";
  const auto append = [&](const std::string& name, const Tally& tally) {
    text += "| " + name + " |";
    for (const Verdict verdict : kVerdicts) text += " " + std::to_string(tally.of(verdict)) + " |";
    text += "\n";
  };
  const auto apis = tally_by_api(report);
  for (const auto& [api, tally] : apis) append(markdown_words(api), tally.all);
  if (apis.size() != 1) append("**all**", tally_of(report));
  return text;
}

std::string trouble_of(const CheckResult& check) {
  std::string text = "#### " + markdown_words(check.id) + "\n\n" + markdown_words(check.title) +
                     " (" + std::string{name_of(check.level)} + ", " +
                     std::string{name_of(check.grade)} + ")\n\n";
  const auto append = [&](std::string_view label, const std::string& value) {
    if (!value.empty()) ((text += "* ") += label) += ": " + value + "\n";
  };
  const auto code = [](const std::string& foreign) {
    return foreign.empty() ? foreign : markdown_code(foreign);
  };
  append(name_of(check.verdict), code(check.message));
  append("expected", code(check.expected));
  append("got", code(check.got));
  append("source", markdown_words(source_of(check)));
  if (!check.reproduce.empty()) text += "\n" + markdown_block(check.reproduce, "sh", 1'000);
  return text + "\n";
}

/// As many pieces as there is room for, and how many more there are.
std::string as_many(const std::vector<std::string>& pieces, std::size_t room) {
  std::string text;
  std::size_t shown = 0;
  while (shown < pieces.size() && text.size() + pieces[shown].size() <= room) {
    text += pieces[shown++];
  }
  if (shown == pieces.size()) return text;
  return text + "* ... and " + std::to_string(pieces.size() - shown) +
         " more, which the other reports list\n";
}

std::string troubles_section(const CheckReport& report) {
  std::vector<std::string> troubles;
  for (const CheckResult* check : troubles_of(report)) troubles.push_back(trouble_of(*check));
  if (troubles.empty()) return "";
  return "\n### Failures and errors: " + std::to_string(troubles.size()) + "\n\n" +
         as_many(troubles, kTroublesRoom);
}

std::string list_of(const std::vector<std::string>& lines) {
  return lines.empty() ? "" : "\n" + as_many(lines, kListRoom);
}

std::string folded(std::string_view title, const std::vector<std::string>& lines) {
  if (lines.empty()) return "";
  return "\n<details>\n<summary>" + escape_markup(title) + ": " + std::to_string(lines.size()) +
         "</summary>\n" + list_of(lines) + "\n</details>\n";
}

std::vector<std::string> lines_of(const CheckList& checks) {
  std::vector<std::string> lines;
  for (const CheckResult* check : checks) {
    std::string line = "* " + markdown_words(check->id, 200);
    if (!check->expectation.empty()) line += ": " + markdown_words(check->expectation, 200);
    if (!check->message.empty()) line += ": " + markdown_code(check->message, 200);
    lines.push_back(line + "\n");
  }
  return lines;
}

CheckList both(const CheckReport& report, Verdict verdict) {
  CheckList list = select(report, verdict, Listed::no);
  const CheckList listed = select(report, verdict, Listed::yes);
  list.insert(list.end(), listed.begin(), listed.end());
  return list;
}

std::vector<std::string> coverage_of(const CheckReport& report) {
  std::vector<std::string> lines;
  for (const Coverage& coverage : report.coverage) {
    std::string line = "* " + markdown_words(coverage.api) + ":";
    for (const CoverageCount& count : coverage.counts) {
      line += " " + markdown_words(count.what) + " " + std::to_string(count.seen) + " of " +
              std::to_string(count.all) + ";";
    }
    line.back() = '\n';
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace

std::string render_markdown(const CheckReport& report) {
  std::string text = "## understudy check: " + markdown_words(conclusion_of(report)) + "\n\n" +
                     markdown_code(report.target) + ", " + counted(report.requests, "request") +
                     ", " + seconds_text(report.elapsed) + " s" +
                     (report.is_strict ? ", strict" : "") + "\n\n" + table_of(report);
  std::vector<std::string> notes;
  for (const RunTrouble& trouble : run_troubles_of(report)) {
    notes.push_back("* **" + markdown_words(trouble.name) + "**: " + markdown_words(trouble.what) +
                    "\n");
  }
  for (const std::string& notice : report.notices) {
    notes.push_back("* " + markdown_words(notice) + "\n");
  }
  text += list_of(notes);
  text += troubles_section(report);
  text += folded("Known deviations", lines_of(select(report, Verdict::fail, Listed::yes)));
  text += folded("Observed: assumptions of ours that do not hold",
                 lines_of(both(report, Verdict::observed)));
  text += folded("Inconclusive", lines_of(both(report, Verdict::inconclusive)));
  text += folded("Skipped", lines_of(both(report, Verdict::skip)));
  text += folded("Disabled", lines_of(both(report, Verdict::disabled)));
  text += folded("Coverage", coverage_of(report));
  return text;
}

}  // namespace understudy::conformance::report
