// SPDX-License-Identifier: MIT
/// Reads the cases files of the dialect tests.
///
/// Shape:    [{description, source, cases: [{description, input, want | error}]}]
#pragma once

#include <fstream>
#include <iterator>
#include <string>

#include "support/catch.hpp"
#include "understudy/base/json.hpp"

namespace understudy::mock {

/// Calls `check(input, wanted)` for every case of a file below tests/mockserver; `wanted` is
/// {"want": ...} or {"error": ...}. Returns how many there were.
template <typename Check>
int for_each_case(const std::string& file, Check check) {
  std::ifstream in(std::string{UNDERSTUDY_TESTS_DIR} + "/mockserver/" + file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  const auto groups = parse_json(text);
  INFO(file);
  REQUIRE(groups.has_value());
  REQUIRE(groups->is_array());
  int count = 0;
  for (const Json& group : *groups) {
    for (const Json& item : group.at("cases")) {
      INFO(group.at("description") << " / " << item.at("description"));
      const char* expected = item.contains("want") ? "want" : "error";
      check(item.at("input"), Json{{expected, item.at(expected)}});
      ++count;
    }
  }
  return count;
}

}  // namespace understudy::mock
