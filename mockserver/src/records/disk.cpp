// SPDX-License-Identifier: MIT
#include "records/disk.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

namespace understudy::mock::records {

namespace {

constexpr mode_t kOwnerOnly = 0600;  // records may hold what tests have copied from production

std::string reason_of(int code) { return std::generic_category().message(code); }

bool is_full(int code) { return code == ENOSPC || code == EDQUOT || code == EFBIG; }

Failure<Error> refuse(std::string what, const std::string& path, std::string advice) {
  return Failure{Error{Errc::io, std::move(what), path, std::move(advice)}};
}

Failure<Error> refuse_to_open(int code, const std::string& path) {
  struct stat status {};
  const bool is_there = ::lstat(path.c_str(), &status) == 0;
  if (!is_there && code == ENOENT) {
    return refuse("the state folder does not exist", path, "create it: mkdir -m 700 DIR");
  }
  if (is_there && S_ISLNK(status.st_mode)) {
    return refuse("the state folder is a symbolic link", path, "give the folder it leads to");
  }
  if (is_there && !S_ISDIR(status.st_mode)) {
    return refuse("the state needs a folder, and this is none", path, "give a folder");
  }
  return refuse("cannot open the state folder: " + reason_of(code), path,
                "check the path and its permissions");
}

}  // namespace

Disk Disk::system() {
  return {.open =
              [](int folder, const char* name, int flags) {
                return ::openat(folder, name, flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK,
                                kOwnerOnly);
              },
          .write = [](int file, const void* bytes, std::size_t size,
                      off_t at) { return ::pwrite(file, bytes, size, at); },
          .truncate = [](int file, off_t size) { return ::ftruncate(file, size); },
          .sync =
              [](int file) {
                struct stat status {};
                const bool is_folder = ::fstat(file, &status) == 0 && S_ISDIR(status.st_mode);
                return is_folder ? ::fsync(file) : ::fdatasync(file);
              },
          .rename = [](int folder, const char* from,
                       const char* to) { return ::renameat(folder, from, folder, to); }};
}

Refusal refusal_of(const DiskError& error) {
  const bool full = is_full(error.code);
  return {.status = full ? 507 : 503,
          .message =
              "the change was not kept: " + std::string{error.call} + ": " + reason_of(error.code),
          .rule = full ? "state.disk_full" : "state.disk"};
}

Error error_of(const DiskError& error, const std::string& where) {
  return {Errc::io,
          "cannot keep the state: " + std::string{error.call} + ": " + reason_of(error.code), where,
          is_full(error.code) ? "make room on the disk" : "check the disk"};
}

File::~File() {
  if (is_open()) ::close(descriptor_);
}

Result<std::shared_ptr<const Folder>> Folder::open(std::string path, Disk disk) {
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();  // "link/" would be followed
  File file{::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)};
  if (!file.is_open()) return refuse_to_open(errno, path);
  if (::faccessat(file.descriptor(), ".", W_OK | X_OK, AT_EACCESS) != 0) {
    return refuse("the state folder cannot be written to: " + reason_of(errno), path,
                  "check its permissions");
  }
  if (::flock(file.descriptor(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return refuse("cannot lock: " + reason_of(errno), path, "");
    return refuse("another server keeps its state in this folder", path,
                  "stop it, or give this one a folder of its own");
  }
  return std::shared_ptr<const Folder>{
      new Folder(std::move(path), std::move(file), std::move(disk))};
}

}  // namespace understudy::mock::records
