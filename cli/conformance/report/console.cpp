// SPDX-License-Identifier: MIT
/// The last words of a run on a terminal: a screen when it is clean, each failure with what shows
/// it.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "format.hpp"
#include "tally.hpp"
#include "text.hpp"

namespace understudy::conformance::report {

namespace {

constexpr std::size_t kMostTroubles = 20;  // ours: the first of them are mended first
constexpr std::size_t kMostLines = 3;      // ours: of whatever ends no run badly
constexpr std::size_t kMostApis = 5;       // ours: all that ship with understudy
constexpr std::size_t kLongestText = 400;  // ours: five lines of a terminal

// ECMA-48 section 8.3.117
constexpr std::string_view kRed = "31";
constexpr std::string_view kGreen = "32";
constexpr std::string_view kYellow = "33";
constexpr std::string_view kBold = "1";

class Writer {
 public:
  explicit Writer(Colour colour) : colour_(colour) {}

  [[nodiscard]] std::string painted(std::string_view text, std::string_view code) const {
    if (colour_ == Colour::off) return std::string{text};
    return "\x1B[" + std::string{code} + "m" + std::string{text} + "\x1B[0m";
  }

  void line(const std::string& text = "") { (out_ += text) += '\n'; }

  /// "     label      text", or nothing where there is no text.
  void member(std::string_view label, std::string_view text) {
    if (text.empty()) return;
    line("     " + std::string{label} + std::string(11 - label.size(), ' ') +
         one_line(text, kLongestText));
  }
  /// The same for what is copied: it is whole or of no use.
  void command(std::string_view text) {
    if (!text.empty()) line("     reproduce  " + one_line(text));
  }

  [[nodiscard]] std::string text() && { return std::move(out_); }

 private:
  Colour colour_;
  std::string out_;
};

std::string cell(std::string_view text, std::size_t width) {
  return std::string(width - std::min(width, text.size()), ' ') + std::string{text};
}

/// Only the verdicts that occur have a column.
void write_table(Writer& out, const CheckReport& report) {
  const Tally all = tally_of(report);
  const auto apis = tally_by_api(report);
  std::size_t widest = 3;
  for (const auto& [api, tally] : apis) widest = std::max(widest, one_line(api).size());
  const auto row = [&](std::string_view name, auto text_of) {
    std::string line = "  " + std::string{name} + std::string(widest - name.size(), ' ');
    for (const Verdict verdict : kVerdicts) {
      if (all.of(verdict) == 0 && verdict != Verdict::pass) continue;
      line += "  " + cell(text_of(verdict), std::max<std::size_t>(name_of(verdict).size(), 5));
    }
    out.line(line);
  };
  row("", [](Verdict verdict) { return std::string{name_of(verdict)}; });
  const auto counts = [&](std::string_view name, const Tally& tally) {
    row(name, [&](Verdict verdict) { return std::to_string(tally.of(verdict)); });
  };
  for (const auto& [api, tally] : apis) counts(one_line(api), tally.all);
  if (apis.size() > 1) counts("all", all);
}

void write_trouble(Writer& out, const CheckResult& check) {
  const bool is_error = check.verdict == Verdict::error;
  out.line(out.painted(is_error ? "ERROR" : "FAIL ", kRed) + " " +
           out.painted(one_line(check.id), kBold) + "  (" + std::string{name_of(check.level)} +
           ", " + std::string{name_of(check.grade)} + ")");
  out.member("rule", check.title);
  out.member("what", check.message);
  out.member("expected", check.expected);
  out.member("got", check.got);
  out.member("source", source_of(check));
  out.command(check.reproduce);
}

void write_more(Writer& out, std::size_t all, std::size_t shown) {
  if (shown < all) out.line("  ... and " + std::to_string(all - shown) + " more");
}

void write_troubles(Writer& out, const CheckReport& report) {
  const CheckList troubles = troubles_of(report);
  const std::size_t shown = std::min(troubles.size(), kMostTroubles);
  for (std::size_t i = 0; i < shown; ++i) {
    out.line();
    write_trouble(out, *troubles[i]);
  }
  if (shown < troubles.size()) out.line();
  write_more(out, troubles.size(), shown);
}

/// A headline and the first of a list, one a line.
void write_list(Writer& out, const std::string& headline, const std::vector<std::string>& lines,
                std::size_t most = kMostLines) {
  if (lines.empty()) return;
  out.line();
  out.line(headline);
  const std::size_t shown = std::min(lines.size(), most);
  for (std::size_t i = 0; i < shown; ++i) out.line("  " + lines[i]);
  write_more(out, lines.size(), shown);
}

std::vector<std::string> lines_of(const CheckList& checks) {
  std::vector<std::string> lines;
  for (const CheckResult* check : checks) {
    const std::string& why = check->expectation.empty() ? check->message : check->expectation;
    lines.push_back(one_line(check->id) + ": " + one_line(why, 200));
  }
  return lines;
}

std::vector<std::string> coverage_of(const CheckReport& report) {
  std::vector<std::string> lines;
  for (const Coverage& coverage : report.coverage) {
    std::string line = one_line(coverage.api) + ":";
    for (const CoverageCount& count : coverage.counts) {
      line += " " + one_line(count.what) + " " + std::to_string(count.seen) + "/" +
              std::to_string(count.all);
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

std::string_view colour_of(RunCode code) {
  switch (code) {
    case RunCode::ok:
      return kGreen;
    case RunCode::nothing_proven:
      return kYellow;
    case RunCode::could_not_run:
    case RunCode::findings:
      return kRed;
  }
  return kRed;
}

}  // namespace

std::string render_console(const CheckReport& report, Colour colour) {
  Writer out{colour};
  out.line("understudy check " + one_line(report.target, 200) +
           (report.is_strict ? ", strict" : "") + ": " + counted(report.checks.size(), "check") +
           ", " + counted(report.requests, "request") + " (" + std::to_string(report.planned) +
           " planned), " + seconds_text(report.elapsed) + " s");
  out.line();
  write_table(out, report);
  write_troubles(out, report);
  std::vector<std::string> stale;
  for (const StaleExpectation& entry : report.stale) {
    stale.push_back(one_line(entry.id) + ": " + one_line(entry.why) + " (" +
                    one_line(entry.reason, 200) + ")");
  }
  write_list(out, out.painted("Stale expectations", kRed), stale);
  write_list(out, "Known deviations", lines_of(select(report, Verdict::fail, Listed::yes)));
  write_list(out, "Assumptions of ours that do not hold here",
             lines_of(select(report, Verdict::observed, Listed::no)));
  std::vector<std::string> notices;
  for (const std::string& notice : report.notices) notices.push_back(one_line(notice, 300));
  write_list(out, "To know", notices);
  write_list(out, "Coverage", coverage_of(report), kMostApis);
  out.line();
  out.line(out.painted(conclusion_of(report), colour_of(report.code())) + " (exit code " +
           std::to_string(static_cast<int>(report.code())) + ")");
  return std::move(out).text();
}

}  // namespace understudy::conformance::report
