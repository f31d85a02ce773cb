// SPDX-License-Identifier: MIT
/// Every planted fault is found by a check that names the rule it breaks: docs/mutant-checks.md says by
/// which, and each line of it is tried here.
#include "understudy/mock/mutants.hpp"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>
#include <sstream>

#include "check_harness.hpp"
#include "support/catch.hpp"

using namespace understudy;
using conformance::CheckReport;
using conformance::CheckResult;
using conformance::Verdict;

namespace {

constexpr std::size_t kRows = 60;  // enough for three pages, and for every kind of value

/// Whether a check cites a source.
bool cites(const CheckResult& check, const std::string& source) {
  return (", " + check.source + ", ").find(", " + source + ", ") != std::string::npos;
}

/// What else has to be asked for a check that only looks at the answers of others.
std::vector<std::string> with_company(const std::string& id) {
  const std::string api = id.substr(0, id.find('/'));
  return {id, api + "/contract/answers-as-documented/*"};
}

CheckReport run(const mock::Mutant& mutant, std::vector<std::string> only) {
  return test::check_mock({.api = std::string{mutant.api},
                           .mutant = std::string{mutant.name},
                           .rows = kRows,
                           .only = std::move(only)});
}

bool is_killed(const CheckReport& report, const mock::Mutant& mutant, const std::string& id) {
  return std::any_of(report.checks.begin(), report.checks.end(), [&](const CheckResult& check) {
    return check.id == id && check.verdict == Verdict::fail &&
           cites(check, std::string{mutant.source});
  });
}

/// A check that alone finds a mutant; empty: there is none.
std::string find_killer(const mock::Mutant& mutant) {
  const CheckReport all = run(mutant, {});
  for (const CheckResult& check : all.checks) {
    if (check.verdict != Verdict::fail || !cites(check, std::string{mutant.source})) continue;
    if (is_killed(run(mutant, with_company(check.id)), mutant, check.id)) return check.id;
  }
  return {};
}

/// The rows of docs/mutant-checks.md: mutant, rule, check.
std::map<std::string, std::string, std::less<>> read_table() {
  std::ifstream file{std::string{UNDERSTUDY_TESTS_DIR} + "/../docs/mutant-checks.md"};
  std::map<std::string, std::string, std::less<>> table;
  for (std::string line; std::getline(file, line);) {
    std::istringstream cells{line};
    std::string cell;
    std::vector<std::string> row;
    while (std::getline(cells, cell, '`')) row.push_back(cell);
    if (row.size() >= 4 && row[0] == "| ") table[row[1]] = row[row.size() - 2];
  }
  return table;
}

void try_mutants_of(std::string_view api) {
  const auto table = read_table();
  for (const mock::Mutant& mutant : mock::mutants()) {
    if (mutant.api != api) continue;
    const auto row = table.find(mutant.name);
    CAPTURE(std::string{mutant.name}, std::string{mutant.source});
    REQUIRE(row != table.end());
    CHECK(is_killed(run(mutant, with_company(row->second)), mutant, row->second));
  }
}

}  // namespace

TEST_CASE("every mutant of ecg fails the check of its row", "[conformance][mutants]") {
  try_mutants_of("ecg");
}

TEST_CASE("every mutant of impartner fails the check of its row", "[conformance][mutants]") {
  try_mutants_of("impartner");
}

TEST_CASE("every mutant of partnerportal fails the check of its row", "[conformance][mutants]") {
  try_mutants_of("partnerportal");
}

TEST_CASE("every mutant of partnertap fails the check of its row", "[conformance][mutants]") {
  try_mutants_of("partnertap");
}

TEST_CASE("every mutant of partnertap-analytics fails the check of its row",
          "[conformance][mutants]") {
  try_mutants_of("partnertap-analytics");
}

TEST_CASE("the table of mutants has a row for each, and for no other", "[conformance][mutants]") {
  const auto table = read_table();

  CHECK(table.size() == mock::mutants().size());
  for (const auto& [name, check] : table) {
    CAPTURE(name, check);
    CHECK(mock::find_mutant(name) != nullptr);
  }
}

// Writes the rows anew, for whoever has added a mutant: checks_test "[.table]" > rows
TEST_CASE("the rows of the table of mutants", "[.table]") {
  for (const mock::Mutant& mutant : mock::mutants()) {
    const std::string killer = find_killer(mutant);
    CHECK(!killer.empty());
    std::printf("| `%s` | %s | %s | `%s` |\n", std::string{mutant.name}.c_str(),
                std::string{mutant.rule}.c_str(), std::string{mutant.source}.c_str(),
                killer.c_str());
  }
}
