// SPDX-License-Identifier: MIT
/// A folder for the length of a test, in memory where the system has such a place.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "records/disk.hpp"
#include "support/catch.hpp"

namespace understudy::mock::records {

class TempFolder {
 public:
  TempFolder() {
    const bool has_memory = std::filesystem::is_directory("/dev/shm");
    path_ = has_memory ? "/dev/shm/understudy-XXXXXX" : "/tmp/understudy-XXXXXX";
    REQUIRE(::mkdtemp(path_.data()) != nullptr);
  }
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string log() const { return path_ + "/example.log"; }
  [[nodiscard]] std::shared_ptr<const Folder> open(Disk disk = Disk::system()) const {
    return Folder::open(path_, std::move(disk)).value();
  }

 private:
  std::string path_;
};

inline std::string read_text(const std::string& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

inline void write_text(const std::string& path, const std::string& text) {
  std::ofstream{path, std::ios::binary | std::ios::trunc} << text;
}

}  // namespace understudy::mock::records
