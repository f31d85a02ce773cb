// SPDX-License-Identifier: MIT
/// Reads the `*.cases.json` of this folder, and other text files the tests are about.
///
/// Shape:    [{description, source, cases: [{description, input, want | error}]}]
#pragma once

#include <fstream>
#include <iterator>
#include <string>
#include <utility>

#include "support/catch.hpp"
#include "understudy/base/json.hpp"

namespace understudy::openapi {

/// The content of a file; `path` starts below the folder of the tests.
inline std::string read_text(const std::string& path) {
  std::ifstream in(std::string{UNDERSTUDY_TESTS_DIR} + "/" + path, std::ios::binary);
  REQUIRE(in);
  return {std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
}

/// The text of a member that has to be there.
inline const std::string& text_of(const Json& object, const char* name) {
  const auto* text = object.at(name).get_ptr<const std::string*>();
  REQUIRE(text != nullptr);
  return *text;
}

/// Calls `check(case)` for every case of a file, with its description on the screen if it fails.
template <typename Check>
void for_each_case(const std::string& file, Check check) {
  const Json groups = parse_json(read_text("contracts/openapi/" + file)).value();
  REQUIRE_FALSE(groups.empty());
  for (const Json& group : groups) {
    REQUIRE_FALSE(group.at("cases").empty());
    for (const Json& item : group.at("cases")) {
      INFO(group.at("description") << " / " << item.at("description"));
      check(item);
    }
  }
}

}  // namespace understudy::openapi
