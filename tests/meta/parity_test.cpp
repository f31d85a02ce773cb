// SPDX-License-Identifier: MIT
/// One name, the same folder in every part: what an API or a dialect still lacks, by path.
#include <filesystem>

#include "support/catch.hpp"
#include "tree.hpp"

namespace understudy::meta {

namespace {

constexpr const char* kContracts = "UNDERSTUDY_APIS";
constexpr const char* kServed = "UNDERSTUDY_SERVED_APIS";

bool exists(const std::string& path) {
  return std::filesystem::exists(std::filesystem::path{UNDERSTUDY_ROOT} / path);
}

/// The ids of a list in contracts/apis/apis.cmake, one a line.
std::vector<std::string> ids_of(const std::string& list) {
  std::vector<std::string> ids;
  bool inside = false;
  for (const std::string& line : lines_of("contracts/apis/apis.cmake")) {
    if (line == "set(" + list)
      inside = true;
    else if (line.starts_with(")"))
      inside = false;
    else if (inside)
      ids.push_back(line.substr(line.find_first_not_of(' ')));
  }
  return ids;
}

std::vector<std::string> folders_of(const std::string& place) {
  std::vector<std::string> names;
  for (const auto& entry :
       std::filesystem::directory_iterator{std::filesystem::path{UNDERSTUDY_ROOT} / place}) {
    if (entry.is_directory()) names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

TEST_CASE("every API has its contract, its sources and its exchanges", "[meta][parity]") {
  const auto apis = ids_of(kContracts);
  REQUIRE_FALSE(apis.empty());
  CHECK(std::is_sorted(apis.begin(), apis.end()));
  for (const std::string& api : apis) {
    for (const char* file : {"openapi.json", "exchanges.json", "SOURCES.md"}) {
      INFO(api << " " << file);
      CHECK(exists("contracts/apis/" + api + "/" + file));
    }
  }
}

TEST_CASE("every API that is served has all its files", "[meta][parity]") {
  const auto contracts = ids_of(kContracts);
  const auto served = ids_of(kServed);
  REQUIRE_FALSE(served.empty());
  CHECK(std::includes(contracts.begin(), contracts.end(), served.begin(), served.end()));
  for (const std::string& api : served) {
    for (const std::string& path :
         {"fixtures/apis/" + api + "/plan.json", "fixtures/apis/" + api + "/golden.json",
          "mockserver/src/apis/" + api + "/profile.cpp", "tests/apis/" + api}) {
      INFO(path);
      CHECK(exists(path));
    }
  }
}

TEST_CASE("no folder belongs to an API that is not listed", "[meta][parity]") {
  CHECK(folders_of("contracts/apis") == ids_of(kContracts));
  for (const char* place : {"fixtures/apis", "mockserver/src/apis", "tests/apis"}) {
    INFO(place);
    CHECK(folders_of(place) == ids_of(kServed));
  }
}

TEST_CASE("every dialect has its test, and every cases file a test that runs it",
          "[meta][parity]") {
  for (const char* seam : {"auth", "envelope", "filter", "order", "paging", "throttle"}) {
    const std::string folder = std::string{"mockserver/src/"} + seam;
    for (const std::string& line : lines_of(folder + "/dialects.cpp")) {
      // a row of the table: `Dialect{"name", &make_name},`
      const std::size_t begin = line.find("Dialect{\"");
      if (begin == std::string::npos) continue;
      std::string stem = line.substr(begin + 9, line.find('"', begin + 9) - begin - 9);
      std::replace(stem.begin(), stem.end(), '-', '_');
      INFO(seam << " " << stem);
      CHECK(exists(folder + "/" + stem + ".cpp"));
      CHECK(exists(std::string{"tests/mockserver/"} + seam + "/" + stem + "_test.cpp"));
    }
  }
  std::string tests;
  for (const std::string& file : files_below("tests", {".cpp", ".hpp"})) tests += text_of(file);
  for (const std::string& file : files_below("tests", {".json"})) {
    if (!file.ends_with(".cases.json")) continue;
    INFO(file);
    CHECK(tests.find(file.substr(file.rfind('/') + 1)) != std::string::npos);
  }
}

}  // namespace understudy::meta
