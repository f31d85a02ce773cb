// SPDX-License-Identifier: MIT
/// The one driver for every `*.cases.json` of this folder.
///
/// Shape:    [{description, source, cases: [{description, input, want | error}]}]
///           error = {code, where}
#pragma once

#include <fstream>
#include <iterator>
#include <string>
#include <utility>

#include "support/catch.hpp"
#include "understudy/base/json.hpp"

namespace understudy {

/// An error in the notation of the cases files.
inline Json describe(const Error& error) {
  return {{"error", {{"code", name_of(error.code)}, {"where", error.where}}}};
}

/// The text of a member that has to be there.
inline const std::string& text_of(const Json& object, const char* name) {
  const auto* text = object.at(name).get_ptr<const std::string*>();
  REQUIRE(text != nullptr);
  return *text;
}

/// Calls `outcome(input)` for every case of a file; it gives {"want": ...} or {"error": ...}.
template <typename Outcome>
void check_cases(const std::string& file, std::size_t count, Outcome outcome) {
  std::ifstream in(std::string{UNDERSTUDY_TESTS_DIR} + "/contracts/base/" + file, std::ios::binary);
  REQUIRE(in);
  const Json groups = Json::parse(in, nullptr, /*allow_exceptions=*/false);
  REQUIRE(groups.is_array());
  std::size_t seen = 0;
  for (const Json& group : groups) {
    for (const Json& item : group.at("cases")) {
      INFO(group.at("description") << " / " << item.at("description"));
      const char* expected = item.contains("want") ? "want" : "error";
      CHECK(outcome(text_of(item, "input")) == Json{{expected, item.at(expected)}});
      ++seen;
    }
  }
  CHECK(seen == count);
}

}  // namespace understudy
