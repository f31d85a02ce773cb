// SPDX-License-Identifier: MIT
/// Whole runs: silent on the plain mock, as planned to the request, and safe for hosts that are
/// not.
#include <algorithm>
#include <set>

#include "check_harness.hpp"
#include "support/catch.hpp"
#include "understudy/conformance/report_formats.hpp"
#include "understudy/openapi/contracts.hpp"

using namespace understudy;
using conformance::CheckReport;
using conformance::CheckResult;
using conformance::RunCode;
using conformance::Verdict;

namespace {

std::vector<std::string> apis() {
  std::vector<std::string> names;
  for (const std::string_view api : conformance::checkable_apis()) names.emplace_back(api);
  return names;
}

using Between = decltype(test::HarnessOptions::between);

/// A run with every request seen, and answered by what `answer` makes of it.
CheckReport run_between(const std::string& api, const Between& between) {
  test::HarnessOptions options;
  options.api = api;
  options.rows = 30;
  options.between = between;
  return test::check_mock(options);
}

}  // namespace

TEST_CASE("a mock of any seed and size raises nothing, assumptions included",
          "[conformance][run]") {
  for (const std::string& api : apis()) {
    for (const std::size_t rows : {1U, 7U, 120U}) {
      const auto report = test::check_mock({.api = api, .rows = rows, .seed = Seed{rows + 40}});
      CAPTURE(api, rows);

      CHECK(test::told(report, Verdict::fail) == "");
      CHECK(test::told(report, Verdict::observed) == "");
      CHECK(test::told(report, Verdict::error) == "");
      CHECK(report.code() == RunCode::ok);
    }
  }
}

TEST_CASE("each API tells what a run signs in with", "[conformance][run]") {
  using Names = std::vector<std::string>;
  CHECK(conformance::wanted_credentials("ecg").value() == Names{"jwt"});
  CHECK(conformance::wanted_credentials("impartner").value() == Names{"prm_key"});
  CHECK(conformance::wanted_credentials("partnerportal").value() ==
        Names{"client_id", "client_secret"});
  CHECK(conformance::wanted_credentials("partnertap").value() == Names{"api_key"});
  CHECK(conformance::wanted_credentials("partnertap-analytics").value() == Names{"api_key"});
  CHECK(conformance::wanted_credentials("nothing").error().code == Errc::not_found);
}

TEST_CASE("every check that has to hold is asked and passes, of 400 in all", "[conformance][run]") {
  std::size_t checks = 0;
  for (const std::string& api : apis()) {
    const auto report = test::check_mock({.api = api, .rows = 120});
    checks += report.checks.size();
    std::set<std::string> ids;
    for (const CheckResult& check : report.checks) {
      CAPTURE(check.id);
      CHECK(ids.insert(check.id).second);
      if (check.level != conformance::Level::must) continue;
      CHECK(check.id + " " + std::string{name_of(check.verdict)} + " " + check.message ==
            check.id + " pass " + check.message);
    }
  }
  CHECK(checks >= 400);
}

TEST_CASE("a run sends what its plan says, to the request", "[conformance][run]") {
  for (const std::string& api : apis()) {
    const auto report = test::check_mock({.api = api, .rows = 120});
    CAPTURE(api);

    CHECK(report.requests == report.planned);
  }
}

TEST_CASE("a budget ends a run, and says so", "[conformance][run]") {
  test::HarnessOptions options;
  options.rows = 30;
  options.change = [](conformance::CheckOptions& check) { check.budget = 20; };

  const auto report = test::check_mock(options);

  CHECK(report.requests == 20);
  CHECK(report.count(Verdict::pass) != 0);
  CHECK(report.count(Verdict::inconclusive) != 0);
  CHECK(report.count(Verdict::error) == 0);
  REQUIRE(report.notices.size() == 1);
}

TEST_CASE("without leave a host is not written to, whatever credentials are sent",
          "[conformance][run]") {
  for (const std::string& api : apis()) {
    const auto contract = openapi::load_contract(api);
    std::set<std::string> written;
    test::HarnessOptions options;
    options.api = api;
    options.rows = 30;
    options.change = [](conformance::CheckOptions& check) { check.writes = false; };
    options.between = [&](const Request& request, const auto& answer) -> Result<Response> {
      const auto match = contract->find_operation(request.method, request.path());
      const bool is_named = match.kind == openapi::Match::Kind::found;
      const bool is_safe = request.method == Method::get || request.method == Method::head ||
                           request.method == Method::options;
      if (is_named) written.insert(match.operation->id);
      if (!is_named && !is_safe) {
        // To a path that is not there, to see that it is not.
        CHECK(request.method == Method::post);
        CHECK(match.kind != openapi::Match::Kind::wrong_method);
      }
      return answer(request);
    };

    const auto report = test::check_mock(options);

    CAPTURE(api);
    CHECK(test::told(report, Verdict::error) == "");
    CHECK(test::told(report, Verdict::fail) == "");
    for (const char* operation :
         {"createLead", "updateLead", "createPartner", "createRecords", "updateRecords",
          "deleteRecords", "updateRecord", "deleteRecord"}) {
      CAPTURE(operation);
      CHECK(written.count(operation) == 0);
    }
  }
}

TEST_CASE("a host that does not answer is left alone, and the report says error",
          "[conformance][run]") {
  for (const Errc code : {Errc::unreachable, Errc::timed_out, Errc::connection_lost,
                          Errc::truncated, Errc::limit_exceeded, Errc::bad_answer}) {
    std::size_t asked = 0;

    const auto report = run_between("ecg", [&](const Request&, const auto&) -> Result<Response> {
      ++asked;
      return Failure{Error{code, "no answer", "", ""}};
    });

    CAPTURE(std::string{name_of(code)});
    CHECK(asked <= 3);
    CHECK(report.code() == RunCode::could_not_run);
    CHECK(report.count(Verdict::fail) == 0);
    CHECK(report.count(Verdict::pass) == 0);
  }
}

TEST_CASE("a host that answers 500 to everything is no host to judge", "[conformance][run]") {
  for (const std::string& api : apis()) {
    std::size_t asked = 0;

    const auto report = run_between(api, [&](const Request&, const auto&) -> Result<Response> {
      ++asked;
      return Response{500, {}, "down"};
    });

    CAPTURE(api);
    CHECK(asked <= 10);
    CHECK(report.code() == RunCode::could_not_run);
  }
}

TEST_CASE("a host that dies in the middle ends the run", "[conformance][run]") {
  std::size_t asked = 0;

  const auto report = run_between(
      "partnertap", [&](const Request& request, const auto& answer) -> Result<Response> {
        if (++asked > 30) return Failure{Error{Errc::connection_lost, "gone", "", ""}};
        return answer(request);
      });

  CHECK(asked <= 40);
  CHECK(report.code() == RunCode::could_not_run);
  CHECK(report.count(Verdict::error) != 0);
}

TEST_CASE("no report of a failing run has a credential", "[conformance][run][O03]") {
  for (const std::string& api : apis()) {
    conformance::SecretScan scan;
    test::HarnessOptions options;
    options.api = api;
    options.rows = 30;
    options.change = [&](conformance::CheckOptions& check) { check.secrets = &scan; };
    // Echoes the credentials of every fourth request.
    std::size_t asked = 0;
    options.between = [&](const Request& request, const auto& answer) -> Result<Response> {
      Response response = answer(request);
      if (++asked % 4 != 0) return response;
      response.status = 418;
      for (const Field& field : request.fields) response.body += field.name + "=" + field.value;
      return response;
    };

    const auto report = test::check_mock(options);

    CAPTURE(api);
    CHECK(report.count(Verdict::fail) != 0);
    for (const std::string_view name : conformance::report_format_names()) {
      const auto format = conformance::find_report_format(name);
      CHECK(conformance::render(format.value_or(conformance::ReportFormat::json), report, scan)
                .has_value());
    }
  }
}

TEST_CASE("what passed before is not asked again", "[conformance][run]") {
  test::HarnessOptions options;
  options.rows = 30;
  const auto first = test::check_mock(options);
  const std::string json = conformance::render(conformance::ReportFormat::json, first);
  auto passed = conformance::passed_checks(json);
  REQUIRE(passed.has_value());
  options.change = [&](conformance::CheckOptions& check) { check.passed_before = *passed; };

  const auto second = test::check_mock(options);

  CHECK(second.requests < first.requests / 10);
  CHECK(second.count(Verdict::pass) == first.count(Verdict::pass));
}
