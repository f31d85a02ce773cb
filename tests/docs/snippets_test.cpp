// SPDX-License-Identifier: MIT
/// A program shown in a document is the program that is compiled here.
#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "support/catch.hpp"

namespace {

std::string read(const std::string& file) {
  std::ifstream in(std::string{UNDERSTUDY_ROOT} + "/" + file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The lines between the first two `// [name]` marks.
std::string snippet(const std::string& file, const std::string& name) {
  const std::string text = read(file);
  const std::string mark = "// [" + name + "]\n";
  const std::size_t begin = text.find(mark);
  const std::size_t end = text.find(mark, begin + 1);
  REQUIRE(begin != std::string::npos);
  REQUIRE(end != std::string::npos);
  return text.substr(begin + mark.size(), end - begin - mark.size());
}

}  // namespace

TEST_CASE("the README shows the program that the tests run", "[docs]") {
  const std::string shown = "```cpp\n" + snippet("tests/docs/embedding.cpp", "embedding") + "```\n";

  CHECK(read("README.md").find(shown) != std::string::npos);
}

TEST_CASE("the page on the client shows the program that the tests run", "[docs]") {
  const std::string shown = "```cpp\n" + snippet("tests/docs/client.cpp", "client") + "```\n";

  CHECK(read("docs/client.md").find(shown) != std::string::npos);
}

TEST_CASE("the page on validation shows what the program prints", "[docs]") {
  struct Shown {
    const char* folder;  ///< of tests/cli
    std::vector<const char*> files;
  };
  const Shown examples[] = {
      {"validate/violations", {"order.schema.json", "order.json"}},
      {"validate/resolve_folder", {"s.json", "lib/deep/a.json", "lib/b.json", "i.json"}},
      {"validate/broken_schema", {"s.json"}},
      {"validate/json_lines", {"events.jsonl"}},
      {"validate/request_violations", {"request.json"}},
      {"validate/request_as_http", {"request.http"}},
  };
  const std::string page = read("docs/validating.md");
  REQUIRE_FALSE(page.empty());
  for (const auto& [folder, files] : examples) {
    INFO(folder);
    const std::string path = std::string{"tests/cli/"} + folder + "/";
    for (const char* file : files) {
      INFO(file);
      CHECK(page.find("\n" + read(path + file) + "```\n") != std::string::npos);
    }
    std::string words = read(path + "cmd");
    std::replace(words.begin(), words.end(), '\n', ' ');
    words.pop_back();
    const std::string shown =
        "```\n$ understudy " + words + "\n" + read(path + "out") + read(path + "err") + "```\n";
    CHECK(page.find(shown) != std::string::npos);
  }
}
