// SPDX-License-Identifier: MIT
/// Reports made by hand, for the tests of whatever renders or judges reports.
#pragma once

#include <chrono>
#include <string>
#include <utility>

#include "understudy/conformance/check_report.hpp"

namespace understudy::conformance {

inline CheckResult check_with(std::string id, Verdict verdict, Level level = Level::must,
                              Grade grade = Grade::seed) {
  const std::size_t first = id.find('/');
  CheckResult check{.id = id,
                    .api = id.substr(0, first),
                    .area = id.substr(first + 1, id.find('/', first + 1) - first - 1),
                    .title = "a rule holds",
                    .level = level,
                    .grade = grade,
                    .source = "S1",
                    .citation = "Guide, section 1",
                    .verdict = verdict};
  check.requests = 2;
  check.elapsed = std::chrono::milliseconds{7};
  return check;
}

inline CheckReport report_of(std::vector<CheckResult> checks) {
  CheckReport report;
  report.target = "https://host.example";
  report.started = "2026-03-04T12:00:00Z";
  report.elapsed = std::chrono::milliseconds{12'345};
  report.version = "0.1.0";
  report.requests = 40;
  report.planned = 42;
  report.checks = std::move(checks);
  return report;
}

/// What a host could send to break a report: the syntax of every format, controls, bytes that are
/// no UTF-8, marks that turn the direction of writing.
inline std::string hostile_text() {
  return std::string{
             "\"q\" 'a' <script>alert(1)</script> ]]> --> & &amp; `c` ```\n"
             "::error title=x::y %0A ##[error] # | not ok 9 - no \\ \t\r\n"
             "\x1B[31m \x01 \x7F \xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80 \xFF\xFE "
             "\xE2\x80\xAE \xEF\xBF\xBE @all [l](http://x) "} +
         '\0' + "end";
}

/// Every verdict, two APIs, listed and unlisted differences, and hostile text wherever a host has
/// a say.
inline CheckReport hostile_report() {
  CheckResult failed = check_with("ecg/paging/total", Verdict::fail);
  failed.message = "the total differs: " + hostile_text();
  failed.expected = hostile_text();
  failed.got = hostile_text();
  failed.reproduce = "curl -sS 'https://host.example/api/v2/partners?take=3'";
  failed.evidence = {{.request = "GET /api/v2/partners?take=3",
                      .reproduce = failed.reproduce,
                      .status = 200,
                      .answer = hostile_text()},
                     {.request = "GET /api/v2/partners?take=4",
                      .reproduce = failed.reproduce,
                      .trouble = hostile_text()}};
  CheckResult known = check_with("ecg/sort/by-name", Verdict::fail, Level::should, Grade::doc);
  known.expectation = "the vendor knows: " + hostile_text();
  known.message = "not in order";
  CheckResult broken = check_with("ecg/write/create", Verdict::error);
  broken.message = "the connection was lost";
  CheckResult observed =
      check_with("impartner/filter/case", Verdict::observed, Level::may, Grade::guess);
  observed.message = "compared without case";
  observed.expected = "no row";
  observed.got = "2 rows";
  CheckResult unclear = check_with("impartner/filter/null", Verdict::inconclusive);
  unclear.message = "no row has a null " + hostile_text();
  CheckResult skipped = check_with("impartner/search/sound", Verdict::skip);
  skipped.message = "the host has no search";
  CheckResult disabled = check_with("impartner/write/create", Verdict::disabled);
  disabled.message = "writes are not allowed";

  CheckReport report =
      report_of({failed, known, broken, check_with("impartner/auth/key", Verdict::pass), observed,
                 unclear, skipped, disabled});
  report.notices = {"the budget ran out " + hostile_text()};
  report.stale = {{"ecg/paging/gone", "an old fault " + hostile_text(), "did not happen"}};
  report.coverage = {{"ecg", {{"operations", 2, 3, {"deletePartner" + hostile_text()}}}},
                     {"impartner", {{"operations", 5, 5, {}}}}};
  return report;
}

}  // namespace understudy::conformance
