// SPDX-License-Identifier: MIT
/// The contract and the credentials family: silent on the plain mock, loud on their mutants.
#include <algorithm>

#include "check_harness.hpp"
#include "support/catch.hpp"

using namespace understudy;
using conformance::CheckReport;
using conformance::CheckResult;
using conformance::Verdict;

namespace {

const std::vector<std::string> kFamilies{"*/contract/*", "*/answers/*", "*/auth/*", "*/tokens/*"};

struct Mutant {
  std::string name;    ///< with its API
  std::string source;  ///< that a failed check has to name
};

/// Whether a check's sources name a row: itself, or the group it is of.
bool names(const std::string& sources, const std::string& row) {
  const std::string group = row.substr(0, row.find('.'));
  const std::string padded = ", " + sources + ",";
  return padded.find(", " + row + ",") != padded.npos ||
         padded.find(", " + group + ",") != padded.npos;
}

bool is_killed(const CheckReport& report, const std::string& source) {
  return std::any_of(report.checks.begin(), report.checks.end(), [&](const CheckResult& check) {
    return check.verdict == Verdict::fail && names(check.source, source);
  });
}

}  // namespace

TEST_CASE("contract and credentials raise nothing on the mock", "[conformance][contract]") {
  for (const std::string_view api : conformance::checkable_apis()) {
    const auto report = test::check_mock({.api = std::string{api}, .only = kFamilies});
    CAPTURE(api, report.count(Verdict::pass));

    CHECK(test::told(report, Verdict::fail) == "");
    CHECK(test::told(report, Verdict::error) == "");
    CHECK(test::told(report, Verdict::skip) == "");
    CHECK(report.count(Verdict::pass) > 20);
    for (const CheckResult& check : report.checks) {
      // Writes are another family's: of these operations nothing was asked here.
      if (check.verdict != Verdict::inconclusive) continue;
      CHECK(check.id + ": " + check.message == check.id + ": no answer of this operation was seen");
    }
  }
}

TEST_CASE("mutants of contracts and credentials are killed by the rule they break",
          "[conformance][contract][mutants]") {
  const std::vector<Mutant> mutants{
      {"ecg/any-signature-accepted", "S4.3"},
      {"ecg/dates-without-milliseconds", "S5.3"},
      {"ecg/expired-token-accepted", "S4.4"},
      {"ecg/items-renamed", "S11.1"},
      {"ecg/message-always-text", "S13.2"},
      {"ecg/permission-not-checked", "S4.9"},
      {"ecg/reading-needs-permission", "S4.8"},
      {"ecg/status-number-as-text", "S5.13"},
      {"ecg/unknown-path-asks-for-token", "S2.2"},
      {"impartner/any-key-accepted", "S4.4"},
      {"impartner/any-scheme-accepted", "S4.3"},
      {"impartner/description-without-required", "S9.1"},
      {"impartner/failure-marked-success", "S5.6"},
      {"impartner/keys-in-pascal-case", "S8.2"},
      {"impartner/nulls-left-out", "S5.3"},
      {"partnerportal/any-client-accepted", "S8.8"},
      {"partnerportal/challenge-missing", "S8.7"},
      {"partnerportal/envelope-missing", "S2.1"},
      {"partnerportal/expired-token-accepted", "S9.4"},
      {"partnerportal/expires-in-as-text", "S8.4"},
      {"partnerportal/foreign-company-answered", "S9.6"},
      {"partnerportal/list-in-an-object", "S2.1"},
      {"partnerportal/oauth-errors-in-envelope", "S8.15"},
      {"partnerportal/one-request-id-for-all", "S2.3"},
      {"partnerportal/password-grant-accepted", "S8.6"},
      {"partnerportal/required-not-checked", "S5.1"},
      {"partnerportal/schema-without-required", "S7.8"},
      {"partnerportal/token-dies-early", "S8.16"},
      {"partnerportal/token-in-query-accepted", "S9.5"},
      {"partnerportal/token-kept-by-caches", "S8.4"},
      {"partnerportal/token-type-missing", "S8.4"},
      {"partnertap-analytics/any-signature-accepted", "S5.7"},
      {"partnertap-analytics/bare-token-refused", "S5.1"},
      {"partnertap-analytics/content-renamed", "S7.3"},
      {"partnertap-analytics/expired-token-accepted", "S5.9"},
      {"partnertap-analytics/stranger-sees-404", "S2.1"},
      {"partnertap-analytics/token-for-any-key", "S3.4"},
      {"partnertap-analytics/token-in-envelope", "S3.2"},
      {"partnertap-analytics/totals-as-text", "S7.1"},
      {"partnertap/any-key-accepted", "S4.3"},
      {"partnertap/column-left-out", "S8.1"},
      {"partnertap/column-types-all-text", "S10.4"},
      {"partnertap/content-null-when-empty", "S7.1"},
      {"partnertap/dates-in-milliseconds", "S8.4"},
      {"partnertap/expired-token-accepted", "S4.11"},
      {"partnertap/key-in-query-accepted", "S3.1"},
      {"partnertap/partner-columns-unmarked", "S10.6"},
      {"partnertap/partner-fields-at-top", "S9.8"},
      {"partnertap/sent-as-html", "S3.7"},
      {"partnertap/stranger-is-forbidden", "S4.8"},
      {"partnertap/token-refused", "S4.6"},
      {"partnertap/total-as-text", "S7.1"},
  };
  for (const Mutant& mutant : mutants) {
    const std::string api = mutant.name.substr(0, mutant.name.find('/'));
    const auto report = test::check_mock({.api = api, .mutant = mutant.name, .only = kFamilies});
    CAPTURE(mutant.name, mutant.source, test::told(report, Verdict::fail));

    CHECK(is_killed(report, mutant.source));
    CHECK(test::told(report, Verdict::error) == "");
  }
}
