// SPDX-License-Identifier: MIT
/// Pieces of the programs that documents show.
#pragma once

#include <fstream>
#include <iterator>
#include <string>

#include "support/catch.hpp"

namespace understudy::docs_test {

inline std::string read(const std::string& file) {
  std::ifstream in(std::string{UNDERSTUDY_ROOT} + "/" + file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The lines between the first two `// [name]` marks.
inline std::string snippet(const std::string& file, const std::string& name) {
  const std::string text = read(file);
  const std::string mark = "// [" + name + "]\n";
  const std::size_t begin = text.find(mark);
  const std::size_t end = text.find(mark, begin + 1);
  REQUIRE(begin != std::string::npos);
  REQUIRE(end != std::string::npos);
  return text.substr(begin + mark.size(), end - begin - mark.size());
}

}  // namespace understudy::docs_test
