// SPDX-License-Identifier: MIT
/// What a profile offers is what its sources say it offers.
#include "profile.hpp"

#include <algorithm>
#include <fstream>
#include <set>

#include "support/catch.hpp"

namespace understudy::mock {

namespace {

/// "name=value" for every row of the table of readings that is offered.
std::set<std::string> offered_in_sources(std::string_view api) {
  std::ifstream in(std::string{UNDERSTUDY_TESTS_DIR} + "/../contracts/apis/" + std::string{api} +
                   "/SOURCES.md");
  std::set<std::string> rows;
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with("| `") || !line.ends_with(" | yes |")) continue;
    const std::size_t name_end = line.find('`', 3);
    const std::size_t value = line.find('`', name_end + 1) + 1;
    rows.insert(line.substr(3, name_end - 3) + "=" +
                line.substr(value, line.find('`', value) - value));
  }
  return rows;
}

}  // namespace

TEST_CASE("the readings of every profile are those of its sources", "[mock][profile][switches]") {
  REQUIRE_FALSE(profiles().empty());
  for (const ApiProfile& profile : profiles()) {
    std::set<std::string> offered{"throttle.limit=off",
                                  "throttle.limit=N/60s"};  // any number: no list of values
    if (profile.throttled) {
      offered.insert("throttle.limit=" + std::to_string(profile.limit.requests) + "/60s");
    }
    for (const Switch& entry : profile.switches) {
      if (!entry.form.empty()) {
        offered.insert(std::string{entry.name} + "=" + std::string{entry.form});
      }
      for (const std::string_view value : entry.values) {
        offered.insert(std::string{entry.name} + "=" + std::string{value});
      }
    }
    INFO(profile.id);
    CHECK(offered == offered_in_sources(profile.id));
  }
}

TEST_CASE("a lenient reading is one that is on offer, and names stand once",
          "[mock][profile][switches]") {
  for (const ApiProfile& profile : profiles()) {
    std::set<std::string_view> names;
    for (const Switch& entry : profile.switches) {
      INFO(profile.id << " " << entry.name);
      CHECK(names.insert(entry.name).second);
      CHECK(entry.values.size() + (entry.form.empty() ? 0 : 1) > 1);
      CHECK((entry.lenient.empty() || std::find(entry.values.begin(), entry.values.end(),
                                                entry.lenient) != entry.values.end()));
      CHECK((entry.grade == "INF" || entry.grade == "GUESS" || entry.grade == "FW" ||
             entry.grade == "OBS" || entry.grade == "DOC" || entry.grade == "SEED"));
      CHECK_FALSE(entry.source.empty());
    }
  }
}

}  // namespace understudy::mock
