// SPDX-License-Identifier: MIT
/// One page that needs no other file and no network: a table, filters, and every check with its
/// evidence folded.
///
/// Shape:    style and script are files of html/, allowed by their hashes and nothing else is; all
///           text of a host stands escaped between tags or in quoted attributes
/// Source:   Content Security Policy Level 3 section 2.3.1 (hash-source)
#include <algorithm>
#include <string>

#include "format.hpp"
#include "keyed_hash.hpp"
#include "tally.hpp"
#include "text.hpp"
#include "understudy/base/base64.hpp"

namespace understudy::conformance {

// Made by understudy_embed.
std::string_view report_page_text(std::string_view key);

namespace report {

namespace {

std::string shown(std::string_view text) { return escape_markup(plain_text(text)); }

/// "'sha256-...'" of what stands between the tags of a style or script.
std::string hash_source(std::string_view text) {
  std::string hash = encode_base64url(sha256(text));
  std::replace(hash.begin(), hash.end(), '-', '+');
  std::replace(hash.begin(), hash.end(), '_', '/');
  return "'sha256-" + hash + "='";  // 32 bytes leave one character of padding
}

std::string head_of(const CheckReport& report) {
  const std::string_view style = report_page_text("style.css");
  const std::string_view script = report_page_text("script.js");
  return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
         "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src " +
         hash_source(style) + "; script-src " + hash_source(script) +
         "; base-uri 'none'; form-action 'none'\">\n"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
         "<meta name=\"referrer\" content=\"no-referrer\">\n<title>understudy check: " +
         escape_markup(one_line(report.target)) + "</title>\n<style>" + std::string{style} +
         "</style>\n</head>\n";
}

std::string_view class_of(const CheckResult& check) {
  switch (check.verdict) {
    case Verdict::pass:
      return "good";
    case Verdict::fail:
      return check.expectation.empty() ? "bad" : "odd";
    case Verdict::error:
      return "bad";
    case Verdict::disabled:
    case Verdict::skip:
    case Verdict::observed:
    case Verdict::inconclusive:
      return "odd";
  }
  return "odd";
}

std::string row_of(const std::string& name, const Tally& tally) {
  std::string row = "<tr><td>" + shown(name) + "</td>";
  for (const Verdict verdict : kVerdicts) {
    row += "<td>" + std::to_string(tally.of(verdict)) + "</td>";
  }
  return row + "</tr>\n";
}

std::string table_of(const CheckReport& report) {
  std::string text = "<table>\n<thead><tr><th>API</th>";
  for (const Verdict verdict : kVerdicts) {
    text += "<th>" + std::string{name_of(verdict)} + "</th>";
  }
  text += "</tr></thead>\n<tbody>\n";
  for (const auto& [api, tally] : tally_by_api(report)) text += row_of(api, tally.all);
  return text + row_of("all", tally_of(report)) + "</tbody>\n</table>\n";
}

std::string pair_of(std::string_view label, std::string_view value) {
  if (value.empty()) return "";
  return "<dt>" + std::string{label} + "</dt><dd>" + shown(value) + "</dd>\n";
}

std::string code_of(std::string_view text) {
  return text.empty() ? "" : "<pre>" + shown(text) + "</pre>\n";
}

std::string evidence_of(const CheckResult& check) {
  if (check.evidence.empty()) return "";
  std::string text =
      "<details><summary>" + counted(check.evidence.size(), "exchange") + "</summary>\n";
  for (const Evidence& one : check.evidence) {
    text += "<p><code>" + shown(one.request) + "</code> ";
    text += one.status == 0 ? shown(one.trouble) : std::to_string(one.status);
    text += "</p>\n" + code_of(one.reproduce) + code_of(one.answer);
  }
  return text + "</details>\n";
}

std::string check_of(const CheckResult& check) {
  const std::string verdict{name_of(check.verdict)};
  const bool is_open = is_unexpected(check) || check.verdict == Verdict::error;
  return "<details class=\"check\" data-verdict=\"" + verdict + "\" data-api=\"" +
         shown(check.api) + "\" data-area=\"" + shown(check.area) + "\"" +
         (is_open ? " open" : "") + "><summary><b class=\"" + std::string{class_of(check)} + "\">" +
         verdict + "</b> <code>" + shown(check.id) + "</code></summary>\n<div>\n<dl>\n" +
         pair_of("rule", check.title) +
         pair_of("level",
                 std::string{name_of(check.level)} + ", " + std::string{name_of(check.grade)}) +
         pair_of("source", source_of(check)) + pair_of("what", check.message) +
         pair_of("expected", check.expected) + pair_of("got", check.got) +
         pair_of("known", check.expectation) + pair_of("requests", std::to_string(check.requests)) +
         "</dl>\n" + code_of(check.reproduce) + evidence_of(check) + "</div>\n</details>\n";
}

std::string list_of(std::string_view title, const std::vector<std::string>& lines) {
  if (lines.empty()) return "";
  std::string text = "<h2>" + std::string{title} + "</h2>\n<ul>\n";
  for (const std::string& line : lines) text += "<li>" + shown(line) + "</li>\n";
  return text + "</ul>\n";
}

std::string coverage_of(const CheckReport& report) {
  if (report.coverage.empty()) return "";
  std::string text = "<h2>Coverage</h2>\n";
  for (const Coverage& coverage : report.coverage) {
    for (const CoverageCount& count : coverage.counts) {
      std::string names;
      for (const std::string& name : count.missing) names += name + "\n";
      text += "<details><summary>" + shown(coverage.api) + ": " + shown(count.what) + " " +
              std::to_string(count.seen) + " of " + std::to_string(count.all) + "</summary>" +
              code_of(names) + "</details>\n";
    }
  }
  return text;
}

constexpr std::string_view kFilters =
    "<h2>Checks</h2>\n<form id=\"filters\" hidden>\n"
    "<label>Verdict <select name=\"verdict\"><option value=\"\">all</option></select></label>\n"
    "<label>API <select name=\"api\"><option value=\"\">all</option></select></label>\n"
    "<label>Area <select name=\"area\"><option value=\"\">all</option></select></label>\n"
    "<label>Text <input name=\"text\" type=\"search\" autocomplete=\"off\"></label>\n"
    "<span id=\"shown\" role=\"status\"></span>\n</form>\n";

}  // namespace

std::string render_html(const CheckReport& report) {
  std::string text = head_of(report) + "<body>\n<h1 class=\"" +
                     (report.code() == RunCode::ok ? "good" : "bad") + "\">" +
                     shown(conclusion_of(report)) + "</h1>\n<p class=\"meta\"><code>" +
                     shown(report.target) + "</code> " + shown(report.started) + ", " +
                     counted(report.requests, "request") + ", " + seconds_text(report.elapsed) +
                     " s" + (report.is_strict ? ", strict" : "") + ", understudy " +
                     shown(report.version) + "</p>\n" + table_of(report);
  std::vector<std::string> troubles;
  for (const RunTrouble& one : run_troubles_of(report)) {
    troubles.push_back(one.name + ": " + one.what);
  }
  text += list_of("Beside the checks", troubles);
  text += list_of("To know", report.notices);
  text += kFilters;
  for (const CheckResult& check : report.checks) text += check_of(check);
  text += coverage_of(report);
  return text + "<script>" + std::string{report_page_text("script.js")} +
         "</script>\n</body>\n</html>\n";
}

}  // namespace report

}  // namespace understudy::conformance
