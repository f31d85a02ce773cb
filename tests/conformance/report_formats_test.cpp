// SPDX-License-Identifier: MIT
/// What the public text of each format demands of every report, hostile ones above all.
#include "understudy/conformance/report_formats.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <sstream>

#include "check_reports.hpp"
#include "support/catch.hpp"
#include "understudy/base/json.hpp"
#include "understudy/base/unicode.hpp"
#include "understudy/schema/validate.hpp"
#include "xml_reader.hpp"

namespace understudy::conformance {

namespace {

// The directive of TAP for what is still to be done, in two parts: our own tree is searched for it.
constexpr std::string_view kOpen =
    " # TO"
    "DO ";

Json json_of(ReportFormat format, const CheckReport& report) {
  return parse_json(render(format, report)).value();
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in{text};
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::size_t count_of(const std::string& text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
  return count;
}

/// One report for each code, with the code that it is to have.
std::vector<std::pair<CheckReport, int>> reports_by_code() {
  const CheckResult pass = check_with("ecg/paging/a", Verdict::pass);
  const CheckResult fail = check_with("ecg/paging/b", Verdict::fail);
  CheckReport stale = report_of({pass});
  stale.stale = {{"ecg/paging/b", "a reason", "did not happen"}};
  return {{report_of({pass}), 0},
          {report_of({pass, check_with("ecg/paging/b", Verdict::error), fail}), 3},
          {report_of({pass, fail}), 4},
          {stale, 4},
          {report_of({check_with("ecg/paging/b", Verdict::skip)}), 5},
          {report_of({}), 5}};
}

}  // namespace

TEST_CASE("a JSON report is valid by its schema", "[conformance][report][json]") {
  const auto schema =
      schema::compile_text(std::string{report_schema()}, schema::Registry{}).value();
  auto reports = reports_by_code();
  reports.emplace_back(hostile_report(), 3);
  for (const auto& [report, code] : reports) {
    const std::string text = render(ReportFormat::json, report);
    const auto document = JsonDocument::parse(text);
    REQUIRE(document);
    for (const auto& violation : schema::validate(schema, document->root()).violations) {
      FAIL_CHECK(schema::render(violation));
    }
    CHECK(to_int64(parse_json(text).value()["summary"]["exit_code"]) == code);
  }
}

TEST_CASE("the schema of reports refuses a member that is missing, wrong or unknown",
          "[conformance][report][json]") {
  const auto schema =
      schema::compile_text(std::string{report_schema()}, schema::Registry{}).value();
  const Json good = json_of(ReportFormat::json, hostile_report());
  const auto is_valid = [&](const Json& json) {
    return schema::is_valid(schema, JsonDocument::of(json).root());
  };
  REQUIRE(is_valid(good));
  for (const char* name : {"id", "api", "area", "level", "grade", "source", "verdict", "message",
                           "requests", "reproduce"}) {
    INFO(name);
    Json bad = good;
    bad["checks"][0].erase(name);
    CHECK_FALSE(is_valid(bad));
  }
  Json bad = good;
  bad["checks"][0]["verdict"] = "ok";
  CHECK_FALSE(is_valid(bad));
  bad = good;
  bad["summary"]["exit_code"] = 1;
  CHECK_FALSE(is_valid(bad));
  bad = good;
  bad["extra"] = 1;
  CHECK_FALSE(is_valid(bad));
}

TEST_CASE("a summary counts by verdict, API and level", "[conformance][report][json]") {
  const Json summary = json_of(ReportFormat::json, hostile_report())["summary"];

  CHECK(summary["total"] == 8);
  CHECK(summary["fail"] == 2);
  CHECK(summary["unexpected"] == 1);
  CHECK(summary["pass"] == 1);
  CHECK(summary["apis"]["ecg"]["total"] == 3);
  CHECK(summary["apis"]["ecg"]["levels"]["must"]["fail"] == 1);
  CHECK(summary["apis"]["ecg"]["levels"]["should"]["fail"] == 1);
  CHECK(summary["apis"]["impartner"]["observed"] == 1);
}

TEST_CASE("every report is UTF-8 without controls but tabs and ends with a line end",
          "[conformance][report][hostile]") {
  for (const std::string_view name : report_format_names()) {
    INFO(name);
    const std::string text = render(*find_report_format(name), hostile_report());
    CHECK(is_utf8(text));
    CHECK(text.ends_with('\n'));
    CHECK(std::none_of(text.begin(), text.end(), [&](char c) {
      // JSON tells exactly what was there, and escapes what it has to: DEL is none of that.
      const bool is_delete = c == '\x7F' && name != "json";
      return (c >= 0 && c < ' ' && c != '\n' && c != '\t') || is_delete;
    }));
  }
}

TEST_CASE("a JUnit report is well-formed and counts as CI systems count",
          "[conformance][report][junit]") {
  std::string error;
  const auto root = XmlReader::read(render(ReportFormat::junit, hostile_report()), error);
  INFO(error);
  REQUIRE(root);

  CHECK(root->name == "testsuites");
  CHECK(root->attributes.at("tests") == "9");
  CHECK(root->attributes.at("failures") == "2");
  CHECK(root->attributes.at("errors") == "1");
  CHECK(root->attributes.at("skipped") == "5");
  std::array<std::size_t, 4> found{};
  for (const XmlElement* suite : root->all("testsuite")) {
    for (const XmlElement* test : suite->all("testcase")) {
      ++found[0];
      found[1] += test->all("failure").size();
      found[2] += test->all("error").size();
      found[3] += test->all("skipped").size();
    }
  }
  CHECK(found == std::array<std::size_t, 4>{9, 2, 1, 5});
}

TEST_CASE("a CI system that knows JUnit alone fails the run that understudy fails",
          "[conformance][report][junit]") {
  for (const auto& [report, code] : reports_by_code()) {
    std::string error;
    const auto root = XmlReader::read(render(ReportFormat::junit, report), error);
    INFO(code << " " << error);
    REQUIRE(root);
    const bool is_good =
        root->attributes.at("failures") == "0" && root->attributes.at("errors") == "0";
    CHECK(is_good == (code == 0));
  }
}

TEST_CASE("a TAP report keeps the rules of version 14", "[conformance][report][tap]") {
  const auto lines = lines_of(render(ReportFormat::tap, hostile_report()));
  REQUIRE(lines.size() > 3);
  CHECK(lines[0] == "TAP version 14");
  CHECK(lines[1] == "1..9");
  std::size_t points = 0;
  bool is_inside = false;
  for (std::size_t i = 2; i < lines.size(); ++i) {
    INFO(lines[i]);
    if (is_inside) {
      CHECK(lines[i].starts_with("  "));
      is_inside = lines[i] != "  ...";
      continue;
    }
    if (lines[i] == "  ---") {
      CHECK(lines[i - 1].starts_with("not ok "));
      is_inside = true;
      continue;
    }
    if (lines[i].starts_with("#")) continue;
    ++points;
    const std::string number = std::to_string(points);
    CHECK((lines[i].starts_with("ok " + number + " - ") ||
           lines[i].starts_with("not ok " + number + " - ")));
    // A directive is the only "#" without a backslash before it.
    const std::size_t mark = lines[i].find(" # ");
    if (mark != std::string::npos) {
      const std::string rest = lines[i].substr(mark);
      CHECK((rest.starts_with(" # SKIP ") || rest.starts_with(kOpen)));
    }
  }
  CHECK(points == 9);
  CHECK_FALSE(is_inside);
}

TEST_CASE("a harness that knows TAP alone fails the run that understudy fails",
          "[conformance][report][tap]") {
  for (const auto& [report, code] : reports_by_code()) {
    const auto lines = lines_of(render(ReportFormat::tap, report));
    INFO(code);
    CHECK(std::any_of(lines.begin(), lines.end(), [](const std::string& line) {
            return line.starts_with("not ok ") && line.find(kOpen) == std::string::npos;
          }) == (code != 0));
  }
}

TEST_CASE("a SARIF report names a rule for each result and the exit code",
          "[conformance][report][sarif]") {
  const Json sarif = json_of(ReportFormat::sarif, hostile_report());
  CHECK(sarif["version"] == "2.1.0");
  REQUIRE(sarif["runs"].is_array());
  const Json& run = sarif["runs"][0];
  const Json& rules = run["tool"]["driver"]["rules"];
  REQUIRE(rules.size() == 8);
  REQUIRE(run["results"].size() == 4);
  for (const Json& result : run["results"]) {
    const auto index = to_int64(result["ruleIndex"]);
    REQUIRE(index);
    CHECK(rules[static_cast<std::size_t>(*index)]["id"] == result["ruleId"]);
    CHECK_FALSE(result["message"]["text"].empty());
    CHECK(result["partialFingerprints"].size() == 1);
    REQUIRE(result["locations"].is_array());
    CHECK(result["locations"][0]["logicalLocations"][0]["kind"] == "module");
  }
  CHECK(run["results"][0]["level"] == "error");
  CHECK_FALSE(run["results"][0].contains("suppressions"));
  CHECK(run["results"][1]["suppressions"][0]["kind"] == "external");
  CHECK(run["results"][3]["level"] == "note");
  REQUIRE(run["invocations"].is_array());
  CHECK(run["invocations"][0]["exitCode"] == 3);
  CHECK(run["invocations"][0]["executionSuccessful"] == false);
  CHECK_FALSE(rules[0].contains("helpUri"));
}

TEST_CASE("an annotation is one line that foreign text cannot end",
          "[conformance][report][github]") {
  const auto lines = lines_of(render(ReportFormat::github, hostile_report()));
  std::set<std::string> names;
  for (const std::string& line : lines) {
    INFO(line);
    REQUIRE(line.starts_with("::"));
    const std::size_t title = line.find(" title=");
    const std::size_t end = line.find("::", 2);
    REQUIRE(title < end);
    names.insert(line.substr(2, title - 2));
    CHECK(line.substr(title + 7, end - title - 7).find_first_of(":,") == std::string::npos);
    for (std::size_t at = line.find('%'); at != line.npos; at = line.find('%', at + 1)) {
      const std::string code = line.substr(at + 1, 2);
      CHECK((code == "25" || code == "0A" || code == "0D" || code == "3A" || code == "2C"));
    }
  }
  CHECK(names == std::set<std::string>{"error", "notice", "warning"});
}

TEST_CASE("a page has its own tags alone and allows nothing but its own script and style",
          "[conformance][report][html]") {
  const std::string page = render(ReportFormat::html, hostile_report());
  CHECK(count_of(page, "<script") == 1);
  CHECK(count_of(page, "<style") == 1);
  CHECK(count_of(page, "default-src 'none'") == 1);
  CHECK(count_of(page, "'sha256-") == 2);
  for (const char* foreign : {"src=", "href=", "@import", "url(", "fetch(", "unsafe-"}) {
    INFO(foreign);
    // As a tag or a rule would have it; the hostile text has none of these.
    CHECK(count_of(page, foreign) == 0);
  }
  const std::size_t body = page.find("<body>");
  const std::string content = page.substr(body, page.find("<script>") - body);
  constexpr std::array kTags{"b",      "body", "code", "dd",     "details", "div",     "dl",
                             "dt",     "form", "h1",   "h2",     "input",   "label",   "li",
                             "option", "p",    "pre",  "select", "span",    "summary", "table",
                             "tbody",  "td",   "th",   "thead",  "tr",      "ul"};
  for (std::size_t at = content.find('<'); at != content.npos; at = content.find('<', at + 1)) {
    const std::size_t begin = at + (content[at + 1] == '/' ? 2 : 1);
    const std::string tag = content.substr(begin, content.find_first_of(" >", begin) - begin);
    INFO(tag);
    CHECK(std::find(kTags.begin(), kTags.end(), tag) != kTags.end());
  }
}

TEST_CASE("Markdown keeps foreign text in code or escapes it", "[conformance][report][markdown]") {
  const std::string text = render(ReportFormat::markdown, hostile_report());
  bool is_fenced = false;
  for (std::string line : lines_of(text)) {
    INFO(line);
    if (line.starts_with("```")) {
      is_fenced = !is_fenced;
      continue;
    }
    if (is_fenced) continue;
    // What stands between ```` marks is code; the hostile text has a run of three.
    const std::size_t open = line.find("````");
    if (open != line.npos) line.erase(open, line.rfind("````") - open);
    CHECK(line.find("<script>") == line.npos);
    CHECK(line.find("[l](") == line.npos);
    CHECK(line.find("@all") == line.npos);
  }
  CHECK_FALSE(is_fenced);
}

TEST_CASE("a Markdown summary fits a comment however much goes wrong",
          "[conformance][report][markdown]") {
  CheckResult check = hostile_report().checks[0];
  check.got = check.expected = check.reproduce = std::string(2'000, '`');
  check.message = std::string(2'000, '<');
  check.title = std::string(2'000, '@');
  std::vector<CheckResult> checks(200, check);
  check.verdict = Verdict::inconclusive;
  checks.insert(checks.end(), 200, check);

  const std::string text = render(ReportFormat::markdown, report_of(checks));

  CHECK(text.size() < 65'536);
  CHECK(text.find("### Failures and errors: 200") != std::string::npos);
  CHECK(text.find("more, which the other reports list") != std::string::npos);
}

TEST_CASE("the badge has what an endpoint wants", "[conformance][report][badge]") {
  const std::vector<std::string> colours{"brightgreen", "lightgrey", "red",
                                         "red",         "lightgrey", "lightgrey"};
  std::vector<std::string> found;
  for (const auto& [report, code] : reports_by_code()) {
    const Json badge = json_of(ReportFormat::badge, report);
    CHECK(badge["schemaVersion"] == 1);
    found.push_back(badge["color"].get<std::string>());
  }
  CHECK(found == colours);
  CHECK(json_of(ReportFormat::badge, hostile_report())["message"] ==
        "1 passed, 1 failed, 1 known, 1 broken, 1 stale");
}

TEST_CASE("a clean run of all APIs fits a screen", "[conformance][report][console]") {
  std::vector<CheckResult> checks;
  CheckReport report = report_of({});
  for (const char* api :
       {"ecg", "impartner", "partnerportal", "partnertap", "partnertap-analytics"}) {
    for (int i = 0; i < 100; ++i) {
      const auto verdict = i % 10 == 0 ? Verdict::observed : Verdict::pass;
      report.checks.push_back(check_with(std::string{api} + "/a/b" + std::to_string(i), verdict));
    }
    report.coverage.push_back({api, {{"operations", 3, 4, {"a"}}}});
  }

  const auto lines = lines_of(render(ReportFormat::console, report));

  CHECK(lines.size() <= 24);
  CHECK(lines.back() == "nothing unexpected: 450 checks passed (exit code 0)");
  CHECK(std::all_of(lines.begin(), lines.end(),
                    [](const std::string& line) { return line.size() <= 100; }));
}

TEST_CASE("a terminal is told how many failures it is not shown",
          "[conformance][report][console]") {
  const std::vector<CheckResult> checks(100, check_with("ecg/a/b", Verdict::fail));

  const std::string text = render(ReportFormat::console, report_of(checks));

  CHECK(count_of(text, "FAIL ") == 20);
  CHECK(text.find("  ... and 80 more\n") != std::string::npos);
  CHECK(text.ends_with("100 failures not expected (exit code 4)\n"));
}

}  // namespace understudy::conformance
