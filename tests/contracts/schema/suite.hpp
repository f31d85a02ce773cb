// SPDX-License-Identifier: MIT
/// The format of the JSON Schema Test Suite: groups of a schema and instances with a verdict.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "understudy/base/json_document.hpp"
#include "understudy/schema/schema.hpp"
#include "understudy/schema/validate.hpp"

namespace understudy::schema {

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  INFO(path);
  REQUIRE(in);
  return {std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
}

/// Files are ours or the suite's: large ones are read too.
inline JsonDocument read_document(const std::filesystem::path& path) {
  auto document = JsonDocument::parse_owned(read_file(path), {.bytes = 16'777'216});
  INFO(path);
  REQUIRE(document);
  return *std::move(document);
}

inline std::string text_of(JsonElement object, std::string_view name) {
  const auto member = object.find(name);
  REQUIRE(member);
  return std::string{member->text()};
}

/// What came of the cases of one file.
struct SuiteCount {
  std::size_t cases = 0;
  std::vector<std::string> failures = {};  ///< "file: group / case"
};

/// Runs one file. The silent and the explaining evaluation have to agree on every case.
inline void run_suite_file(const std::filesystem::path& path, const Registry& registry,
                           const CompileOptions& options, SuiteCount& count) {
  const JsonDocument document = read_document(path);
  for (const JsonElement group : document.root().elements()) {
    const std::string place = path.filename().string() + ": " + text_of(group, "description");
    const auto schema = compile_text(dump_json(to_json(*group.find("schema"))), registry, options);
    for (const JsonElement one : group.find("tests")->elements()) {
      ++count.cases;
      const std::string name = place + " / " + text_of(one, "description");
      if (!schema) {
        count.failures.push_back(name + " (" + render(schema.error()) + ")");
        continue;
      }
      const bool wanted = one.find("valid")->is_true();
      const JsonElement data = *one.find("data");
      const bool silent = is_valid(*schema, data);
      const Verdict verdict = validate(*schema, data);
      if (silent != wanted) count.failures.push_back(name);
      CHECK(verdict.valid == silent);
      CHECK(verdict.violations.empty() == silent);
      CHECK(write_output(*schema, data, OutputFormat::basic).at("valid") == silent);
    }
  }
}

/// Every .json file of a folder, in the order of their names; not those of its folders.
inline std::vector<std::filesystem::path> json_files(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator{folder}) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace understudy::schema
