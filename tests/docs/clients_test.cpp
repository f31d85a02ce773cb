// SPDX-License-Identifier: MIT
/// The guides of the typed clients show nothing but pieces of the programs that are compiled here.
#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "docs/snippets.hpp"
#include "support/catch.hpp"

namespace understudy::docs_test {

namespace {

/// What stands between the first two marks of each name in a program.
std::set<std::string> snippets_of(const std::string& file) {
  const std::string text = read(file);
  std::set<std::string> found;
  for (std::size_t at = text.find("// ["); at != std::string::npos;
       at = text.find("// [", at + 1)) {
    found.insert(snippet(file, text.substr(at + 4, text.find(']', at) - at - 4)));
  }
  return found;
}

/// What a page shows as C++.
std::vector<std::string> shown_by(const std::string& page) {
  const std::string begin = "```cpp\n";
  std::vector<std::string> found;
  std::size_t at = page.find(begin);
  while (at != std::string::npos) {
    at += begin.size();
    const std::size_t end = page.find("```\n", at);
    REQUIRE(end != std::string::npos);
    found.push_back(page.substr(at, end - at));
    at = page.find(begin, end);
  }
  return found;
}

}  // namespace

TEST_CASE("the guides of the clients show the programs that the tests run", "[docs][clients]") {
  std::size_t pages = 0;
  const std::filesystem::path root{UNDERSTUDY_ROOT};
  for (const auto& entry : std::filesystem::directory_iterator{root / "docs/clients"}) {
    std::string program = entry.path().stem().string();
    INFO(program);
    const auto shown = shown_by(read("docs/clients/" + program + ".md"));
    std::replace(program.begin(), program.end(), '-', '_');
    const auto compiled = snippets_of("tests/docs/clients/" + program + ".cpp");
    CHECK(shown.size() == compiled.size());
    for (const std::string& piece : shown) {
      INFO(piece);
      CHECK(compiled.count(piece) == 1);
    }
    ++pages;
  }
  CHECK(pages >= 5);
}

}  // namespace understudy::docs_test
