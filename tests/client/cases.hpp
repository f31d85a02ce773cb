// SPDX-License-Identifier: MIT
/// The cases files of the client's tests.
#pragma once

#include <cstddef>
#include <fstream>
#include <string>

#include "support/catch.hpp"
#include "understudy/base/json.hpp"

namespace understudy::client::testing {

/// Calls `check(group, case)` for every case of a file below tests/client; fails unless there are
/// `count` of them.
template <typename Check>
void each_case(const std::string& file, std::size_t count, Check check) {
  std::ifstream in(std::string{UNDERSTUDY_TESTS_DIR} + "/client/" + file);
  const Json groups = Json::parse(in, nullptr, /*allow_exceptions=*/false);
  INFO(file);
  REQUIRE(groups.is_array());
  std::size_t seen = 0;
  for (const Json& group : groups) {
    for (const Json& item : group.at("cases")) {
      INFO(group.at("description") << " / " << item.at("description"));
      check(group, item);
      ++seen;
    }
  }
  CHECK(seen == count);
}

}  // namespace understudy::client::testing
