// SPDX-License-Identifier: MIT
/// The system calls that a disk may refuse, and the folder that holds a server's state.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "refusal.hpp"
#include "understudy/base/result.hpp"

namespace understudy::mock::records {

/// System calls as values, so that a test can let one of them fail. Each returns -1 and sets errno
/// as the call of its name does.
struct Disk {
  std::function<int(int folder, const char* name, int flags)> open;
  std::function<ssize_t(int file, const void* bytes, std::size_t size, off_t at)> write;
  std::function<int(int file, off_t size)> truncate;
  std::function<int(int file)> sync;  ///< fdatasync; of a folder: fsync
  std::function<int(int folder, const char* from, const char* to)> rename;

  static Disk system();
};

/// A call that the system has refused.
struct DiskError {
  int code = 0;           ///< errno
  std::string_view call;  ///< constant: what was tried, for example "write"
};
/// 507 where room is missing, else 503.
Refusal refusal_of(const DiskError& error);
Error error_of(const DiskError& error, const std::string& where);

/// A descriptor, closed at the end.
class File {
 public:
  File() = default;
  explicit File(int descriptor) : descriptor_(descriptor) {}
  File(File&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  File& operator=(File&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  ~File();

  [[nodiscard]] int descriptor() const { return descriptor_; }
  [[nodiscard]] bool is_open() const { return descriptor_ >= 0; }

 private:
  int descriptor_ = -1;
};

/// The folder of `serve --state DIR`, for this process alone as long as the object lives.
class Folder {
 public:
  /// Errors:   io for a folder that is missing, no folder, a symbolic link, closed to us, or in use
  static Result<std::shared_ptr<const Folder>> open(std::string path, Disk disk = Disk::system());

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] int descriptor() const { return file_.descriptor(); }
  [[nodiscard]] const Disk& disk() const { return disk_; }

 private:
  Folder(std::string path, File file, Disk disk)
      : path_(std::move(path)), file_(std::move(file)), disk_(std::move(disk)) {}

  std::string path_;
  File file_;  ///< locked; the system unlocks it when the process ends, however it ends
  Disk disk_;
};

}  // namespace understudy::mock::records
