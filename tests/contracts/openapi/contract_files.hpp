// SPDX-License-Identifier: MIT
/// The contracts of all APIs as they stand in the source tree, embedded or not yet.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "case_file.hpp"
#include "understudy/openapi/contracts.hpp"
#include "understudy/openapi/document.hpp"

namespace understudy::openapi {

/// The texts of contracts/apis/<api>/openapi.json by API.
inline std::map<std::string, std::string> contract_files() {
  std::map<std::string, std::string> files;
  const std::filesystem::path folder =
      std::filesystem::path{UNDERSTUDY_TESTS_DIR}.parent_path() / "contracts" / "apis";
  for (const auto& entry : std::filesystem::directory_iterator{folder}) {
    if (!std::filesystem::exists(entry.path() / "openapi.json")) continue;
    const std::string api = entry.path().filename().string();
    files.emplace(api, read_text("../contracts/apis/" + api + "/openapi.json"));
  }
  REQUIRE(files.size() >= api_ids().size());
  return files;
}

/// Calls `check(api, document)` for every contract.
template <typename Check>
void for_each_contract_file(Check check) {
  for (const auto& [api, text] : contract_files()) {
    INFO(api);
    const Document document = Document::load(text, {.uri = contract_uri(api)}).value();
    check(api, document);
  }
}

}  // namespace understudy::openapi
