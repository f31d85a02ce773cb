// SPDX-License-Identifier: MIT
/// Files of expectations: what is read and refused, and what they make of a report.
#include "understudy/conformance/expected.hpp"

#include "check_reports.hpp"
#include "scripted.hpp"

namespace understudy::conformance {

namespace {

std::string spelled(const Deviation& deviation) {
  return deviation.id + (deviation.is_prefix ? "*" : "") + "|" + deviation.reason + "|" +
         deviation.expires + "|" + std::string{name_of(deviation.verdict)};
}

CheckReport sample_report() {
  return report_of({check_with("ecg/x/a", Verdict::fail), check_with("ecg/x/b", Verdict::pass),
                    check_with("ecg/x/c", Verdict::observed, Level::may, Grade::guess),
                    check_with("ecg/x/d", Verdict::inconclusive)});
}

WallTime today() { return ManualClock{}.wall_now(); }  // 2026-03-04

}  // namespace

TEST_CASE("files of expectations agree with every case in their file", "[conformance][expected]") {
  for (const Json& group : read_cases("expected.cases.json")) {
    for (const Json& item : group.at("cases")) {
      INFO(group.at("description") << " / " << item.at("description"));
      const auto read = parse_expectations(item.at("input").get<std::string>());
      if (item.contains("error")) {
        REQUIRE_FALSE(read);
        CHECK(read.error().code == Errc::bad_input);
        CHECK(read.error().where == item["error"]);
        continue;
      }
      REQUIRE(read);
      Json list = Json::array();
      for (const Deviation& deviation : *read) list.push_back(spelled(deviation));
      CHECK(list == item.at("want"));
    }
  }
}

TEST_CASE("expectations judge a report as every case in their file says",
          "[conformance][expected]") {
  for (const Json& group : read_cases("expected.apply.cases.json")) {
    for (const Json& item : group.at("cases")) {
      INFO(item.at("description"));
      const auto entries = parse_expectations(dump_json({{"deviations", item.at("entries")}}));
      REQUIRE(entries);
      CheckReport report = sample_report();

      apply(report, *entries, today());

      Json listed = Json::object();
      for (const CheckResult& check : report.checks) {
        if (!check.expectation.empty()) listed[check.id] = check.expectation;
      }
      Json stale = Json::array();
      for (const StaleExpectation& entry : report.stale) {
        stale.push_back(entry.id + ": " + entry.why);
      }
      CHECK(listed == item.at("listed"));
      CHECK(stale == item.at("stale"));
      CHECK(static_cast<int>(report.code()) == to_int64(item.at("code")));
      CHECK(report.notices.empty() != item.contains("not_judged"));
    }
  }
}

TEST_CASE("strictness makes a listed assumption no unexpected failure", "[conformance][expected]") {
  CheckReport report = report_of({check_with("ecg/x/b", Verdict::pass),
                                  check_with("ecg/x/c", Verdict::fail, Level::may, Grade::inf)});
  report.is_strict = true;
  auto entries =
      parse_expectations(R"({"deviations":[{"id":"ecg/x/c","reason":"r","verdict":"observed"}]})");

  apply(report, entries.value(), today());

  CHECK(report.checks[1].expectation == "r");
  CHECK(report.stale.empty());
  CHECK(report.code() == RunCode::ok);
}

TEST_CASE("a beginning happened when one of its checks differs, and is open while one is",
          "[conformance][expected]") {
  const auto entries =
      parse_expectations(R"({"deviations":[{"id":"ecg/x/*","reason":"r"}]})").value();
  CheckReport open = report_of(
      {check_with("ecg/x/a", Verdict::pass), check_with("ecg/x/b", Verdict::inconclusive)});
  CheckReport over = report_of({check_with("ecg/x/a", Verdict::pass)});

  apply(open, entries, today());
  apply(over, entries, today());

  CHECK(open.stale.empty());
  CHECK(open.notices == std::vector<std::string>{"expectations that this run could not judge: 1"});
  REQUIRE(over.stale.size() == 1);
  CHECK(over.stale[0].why == "did not happen");
}

}  // namespace understudy::conformance
