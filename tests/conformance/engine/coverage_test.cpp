// SPDX-License-Identifier: MIT
/// What a run has exercised, counted from what it saw.
#include "engine/coverage.hpp"

#include <algorithm>

#include "support/catch.hpp"
#include "understudy/openapi/contracts.hpp"

using namespace understudy;
using namespace understudy::conformance;

namespace {

const CoverageCount& count_of(const Coverage& coverage, const std::string& what) {
  const auto found = std::find_if(coverage.counts.begin(), coverage.counts.end(),
                                  [&](const CoverageCount& count) { return count.what == what; });
  REQUIRE(found != coverage.counts.end());
  return *found;
}

bool misses(const CoverageCount& count, const std::string& name) {
  return std::find(count.missing.begin(), count.missing.end(), name) != count.missing.end();
}

}  // namespace

TEST_CASE("coverage counts what answers and requests had", "[conformance][coverage]") {
  const auto contract = openapi::load_contract("ecg");
  REQUIRE(contract);
  Profile profile;
  profile.api = "ecg";
  for (const char* id : {"S4", "S9.1", "S9.2", "S91.1"}) profile.facts[id] = Fact{id, "", {}, ""};
  Observed observed;
  ObservedOperation& list = observed.operations["listPartners"];
  list.answers = 2;
  list.statuses = {200, 418};
  list.parameters = {"take"};

  const Coverage coverage =
      measure_coverage(profile, *contract, observed, {{"S9, S4", true}, {"S91.1", false}});

  const CoverageCount& operations = count_of(coverage, "operations");
  CHECK(operations.seen == 1);
  CHECK(operations.all == 3);
  CHECK(operations.missing == std::vector<std::string>{"createPartner", "getPartner"});
  CHECK(count_of(coverage, "parameters").seen == 1);
  CHECK(misses(count_of(coverage, "parameters"), "listPartners query skip"));
  CHECK_FALSE(misses(count_of(coverage, "parameters"), "listPartners query take"));
  CHECK(count_of(coverage, "statuses").seen == 1);
  CHECK(misses(count_of(coverage, "statuses"), "listPartners 401"));
  const CoverageCount& keywords = count_of(coverage, "keywords");
  CHECK(keywords.seen > 50);
  CHECK(keywords.seen < keywords.all);
  CHECK(count_of(coverage, "sources").missing == std::vector<std::string>{"S91.1"});
}

TEST_CASE("a run that saw nothing covers nothing", "[conformance][coverage]") {
  const auto contract = openapi::load_contract("partnertap");
  REQUIRE(contract);
  Profile profile;
  profile.api = "partnertap";

  for (const CoverageCount& count : measure_coverage(profile, *contract, {}, {}).counts) {
    CAPTURE(count.what);
    CHECK(count.seen == 0);
  }
}
