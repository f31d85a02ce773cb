// SPDX-License-Identifier: MIT
/// Sources are ASCII and begin the way every source begins.
#include "support/catch.hpp"
#include "tree.hpp"

namespace understudy::meta {

TEST_CASE("sources are ASCII without tabs", "[meta]") {
  const auto files = cpp_files();
  REQUIRE(files.size() > 50);
  for (const std::string& file : files) {
    const std::string text = text_of(file);
    const auto odd = std::find_if(text.begin(), text.end(),
                                  [](char c) { return c != '\n' && (c < ' ' || c > '~'); });
    INFO(file << " byte " << (odd - text.begin()));
    CHECK(odd == text.end());
  }
}

TEST_CASE("every source says its licence first", "[meta]") {
  for (const std::string& file : cpp_files()) {
    INFO(file);
    CHECK(text_of(file).starts_with("// SPDX-License-Identifier: MIT\n"));
  }
}

TEST_CASE("every header says next what it is for, and is included once", "[meta]") {
  for (const std::string& file : cpp_files()) {
    if (!file.ends_with(".hpp")) continue;
    const auto lines = lines_of(file);
    INFO(file);
    REQUIRE(lines.size() > 2);
    CHECK(lines[1].starts_with("/// "));
    CHECK(std::find(lines.begin(), lines.end(), "#pragma once") != lines.end());
  }
}

}  // namespace understudy::meta
