// SPDX-License-Identifier: MIT
/// A folder of one test, for a server's state.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

#include "support/catch.hpp"

namespace understudy::cli {

struct TempFolder {
  TempFolder() { REQUIRE(::mkdtemp(path.data()) != nullptr); }
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  std::string path = "/tmp/understudy-state-XXXXXX";
};

}  // namespace understudy::cli
