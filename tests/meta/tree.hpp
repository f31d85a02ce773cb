// SPDX-License-Identifier: MIT
/// The project's own files, for tests that read them.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace understudy::meta {

/// Paths relative to the project's root, sorted, of every file below `folder` with an extension of
/// the list.
inline std::vector<std::string> files_below(const std::string& folder,
                                            const std::vector<std::string>& extensions) {
  namespace fs = std::filesystem;
  const fs::path root{UNDERSTUDY_ROOT};
  std::vector<std::string> files;
  if (!fs::exists(root / folder)) return files;
  for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
    const std::string extension = entry.path().extension().string();
    if (!entry.is_regular_file()) continue;
    if (std::find(extensions.begin(), extensions.end(), extension) == extensions.end()) continue;
    files.push_back(fs::relative(entry.path(), root).generic_string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// Every C++ file of the project.
inline std::vector<std::string> cpp_files() {
  std::vector<std::string> files;
  for (const char* part : {"cli", "client", "contracts", "fixtures", "mockserver", "tests"}) {
    const auto below = files_below(part, {".cpp", ".hpp"});
    files.insert(files.end(), below.begin(), below.end());
  }
  return files;
}

inline std::string text_of(const std::string& file) {
  std::ifstream in(std::string{UNDERSTUDY_ROOT} + "/" + file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline std::vector<std::string> lines_of(const std::string& file) {
  std::ifstream in(std::string{UNDERSTUDY_ROOT} + "/" + file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

}  // namespace understudy::meta
