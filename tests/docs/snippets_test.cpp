// SPDX-License-Identifier: MIT
/// A program shown in a document is the program that is compiled here.
#include "docs/snippets.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "support/catch.hpp"

using understudy::docs_test::read;
using understudy::docs_test::snippet;

TEST_CASE("the README shows the program that the tests run", "[docs]") {
  const std::string shown = "```cpp\n" + snippet("tests/docs/embedding.cpp", "embedding") + "```\n";

  CHECK(read("README.md").find(shown) != std::string::npos);
}

TEST_CASE("the page on the client shows the program that the tests run", "[docs]") {
  const std::string shown = "```cpp\n" + snippet("tests/docs/client.cpp", "client") + "```\n";

  CHECK(read("docs/client.md").find(shown) != std::string::npos);
}

TEST_CASE("the page on CI shows the program that the tests run", "[docs]") {
  const std::string shown =
      "```cpp\n" + snippet("tests/docs/conformance.cpp", "conformance") + "```\n";

  CHECK(read("docs/ci.md").find(shown) != std::string::npos);
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
