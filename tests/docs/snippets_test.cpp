// SPDX-License-Identifier: MIT
/// A program shown in a document is the program that is compiled here.
#include <fstream>
#include <iterator>
#include <string>

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
