// SPDX-License-Identifier: MIT
/// The story of writes against the mock: it holds, and each mutant dies by its rule.
#include "../check_harness.hpp"
#include "support/catch.hpp"

using namespace understudy;
using conformance::Verdict;

namespace {

bool is_killed_by(const conformance::CheckReport& report, const std::string& source) {
  for (const conformance::CheckResult& check : report.checks) {
    const std::string sources = ", " + check.source + ",";
    if (check.verdict == Verdict::fail && sources.find(" " + source + ",") != sources.npos) {
      return true;
    }
  }
  return false;
}

test::HarnessOptions write_checks(const std::string& api, const std::string& mutant = {}) {
  return {.api = api, .mutant = mutant, .only = {api + "/writes/*"}};
}

}  // namespace

TEST_CASE("the mock keeps every rule of writes, in the requests that are planned",
          "[conformance][writes]") {
  const std::vector<std::pair<std::string, std::size_t>> apis{
      {"ecg", 15}, {"impartner", 26}, {"partnerportal", 20}};
  for (const auto& [api, rules] : apis) {
    const auto report = test::check_mock(write_checks(api));
    CAPTURE(api, test::told(report, Verdict::inconclusive), test::told(report, Verdict::fail),
            test::told(report, Verdict::error));

    CHECK(report.checks.size() == rules);
    CHECK(report.count(Verdict::pass) == rules);
    CHECK(report.requests == report.planned);
  }
}

TEST_CASE("mutants of writes die by the rule they break", "[conformance][writes][mutants]") {
  const std::vector<std::pair<std::string, std::string>> mutants{
      {"ecg/create-answers-200", "S1.6"},
      {"ecg/create-stores-nothing", "S1.3"},
      {"ecg/created-not-listed", "S1.4"},
      {"ecg/day-not-at-midnight", "S8.3"},
      {"ecg/phone-numbers-lost", "S8.2"},
      {"impartner/created-not-listed", "S1.6"},
      {"impartner/delete-leaves-record", "S13.10"},
      {"impartner/deleted-not-told", "S15.4"},
      {"impartner/many-marked-success", "S5.4"},
      {"impartner/null-does-not-clear", "S13.5"},
      {"impartner/patch-clears-unnamed", "S13.2"},
      {"impartner/second-delete-accepted", "S13.10"},
      {"impartner/update-answers-old", "S13.2"},
      {"impartner/version-not-raised", "S13.8"},
      {"partnerportal/create-loses-notes", "S4.2"},
      {"partnerportal/created-not-listed", "S6.9"},
      {"partnerportal/null-does-not-clear", "S5.3"},
      {"partnerportal/required-not-checked", "S5.1"},
      {"partnerportal/update-clears-unnamed", "S5.3"},
      {"partnerportal/update-stores-nothing", "S1.7"},
      {"partnerportal/update-time-stays", "S5.14"}};
  for (const auto& [mutant, source] : mutants) {
    const std::string api = mutant.substr(0, mutant.find('/'));
    const auto report = test::check_mock(write_checks(api, mutant));
    CAPTURE(mutant, test::told(report, Verdict::fail), test::told(report, Verdict::inconclusive));

    CHECK(is_killed_by(report, source));
    CHECK(report.count(Verdict::error) == 0);
  }
}

TEST_CASE("the story fits lists of any size", "[conformance][writes]") {
  for (const char* api : {"ecg", "impartner", "partnerportal"}) {
    for (const std::size_t rows : {std::size_t{3}, std::size_t{100}, std::size_t{2'000}}) {
      auto options = write_checks(api);
      options.rows = rows;
      options.seed = Seed{rows};
      const auto report = test::check_mock(options);
      CAPTURE(api, rows, test::told(report, Verdict::inconclusive),
              test::told(report, Verdict::fail));

      CHECK(report.count(Verdict::pass) == report.checks.size());
    }
  }
}

TEST_CASE("a host that does not let the caller write is not blamed", "[conformance][writes]") {
  auto options = write_checks("impartner");
  options.between = [](const Request& request, const auto& answer) -> Result<Response> {
    if (request.method == Method::get) return answer(request);
    return Response{403, {{"Content-Type", "application/json"}}, R"({"success":false})"};
  };

  const auto report = test::check_mock(options);

  CHECK(test::told(report, Verdict::fail) == "");
  CHECK(report.count(Verdict::pass) == 0);
  CHECK(report.count(Verdict::skip) == report.checks.size());
}
