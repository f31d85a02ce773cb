// SPDX-License-Identifier: MIT
/// The driver of the cases files about single functions: formats, patterns, decimals.
///
/// Shape:    [{description, source, cases: [{description, input, want | error}]}]
#pragma once

#include <fstream>
#include <iterator>
#include <string>

#include "support/catch.hpp"
#include "understudy/base/json.hpp"

namespace understudy::schema {

/// The text of a member that has to be there.
inline const std::string& text_of(const Json& object, const char* name) {
  const auto* text = object.at(name).get_ptr<const std::string*>();
  REQUIRE(text != nullptr);
  return *text;
}

/// Calls `check(group, case)` for every case of a file; how many there were.
template <typename Check>
int for_each_function_case(const std::string& file, Check check) {
  std::ifstream in(std::string{UNDERSTUDY_TESTS_DIR} + "/contracts/schema/" + file,
                   std::ios::binary);
  REQUIRE(in);
  const std::string text{std::istreambuf_iterator<char>{in}, {}};
  const Json groups = parse_json(text).value();
  int count = 0;
  for (const Json& group : groups) {
    for (const Json& item : group.at("cases")) {
      INFO(group.at("description") << " / " << item.at("description"));
      check(group, item);
      ++count;
    }
  }
  return count;
}

}  // namespace understudy::schema
