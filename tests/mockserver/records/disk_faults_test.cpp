// SPDX-License-Identifier: MIT
/// A disk that refuses, at every call there is: no false acknowledgement, reads go on, writes come
/// back when the disk does.
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <string>
#include <vector>

#include "script.hpp"
#include "support/catch.hpp"
#include "temp_folder.hpp"

namespace understudy::mock::records {

namespace {

constexpr int kSteps = 14;
constexpr std::size_t kSmall = 2'500;  // so that the log is compacted on the way

enum class Call : unsigned char { open, rename, sync, truncate, write };

/// Which calls of one kind fail, counted from 0 and from the moment it is armed.
struct Fault {
  Call call = Call::write;
  int first = 0;
  int count = 1;
  int code = EIO;
  bool is_short = false;  ///< writes: half of the bytes go out before the error
  bool is_armed = false;
  int seen = 0;
  int failed = 0;

  bool hits(Call which) {
    if (!is_armed || which != call) return false;
    const int number = seen++;
    if (number < first || number >= first + count) return false;
    ++failed;
    errno = code;
    return true;
  }
};

/// The real disk, with a fault.
Disk faulty(Fault& fault) {
  const Disk real = Disk::system();
  return {
      .open =
          [&fault, real](int folder, const char* name, int flags) {
            return fault.hits(Call::open) ? -1 : real.open(folder, name, flags);
          },
      .write = [&fault, real](int file, const void* bytes, std::size_t size, off_t at) -> ssize_t {
        if (!fault.hits(Call::write)) return real.write(file, bytes, size, at);
        if (!fault.is_short || size < 2) return -1;
        fault.first = fault.seen;  // the rest of these bytes fails
        fault.is_short = false;
        return real.write(file, bytes, size / 2, at);
      },
      .truncate =
          [&fault, real](int file, off_t size) {
            return fault.hits(Call::truncate) ? -1 : real.truncate(file, size);
          },
      .sync = [&fault, real](int file) { return fault.hits(Call::sync) ? -1 : real.sync(file); },
      .rename =
          [&fault, real](int folder, const char* from, const char* to) {
            return fault.hits(Call::rename) ? -1 : real.rename(folder, from, to);
          }};
}

/// Writes while the fault lasts, and compares with a store in memory that makes what was
/// acknowledged. False when the fault never came.
bool check_fault(Fault fault) {
  const TempFolder temp;
  const auto reference = make_store();
  int refused = 0;
  {
    const auto store = make_store(temp.open(faulty(fault)), kSmall);
    fault.is_armed = true;
    for (int n = 1; n <= kSteps; ++n) {
      const std::string before = store->save();
      const auto written = write_step(*store, n);
      if (written) {
        REQUIRE(write_step(*reference, n).value() == *written);
      } else {
        ++refused;
        const bool full = fault.code == ENOSPC || fault.code == EDQUOT;
        CHECK(written.error().status == (full ? 507 : 503));
        CHECK(store->save() == before);
      }
      CHECK(things_in(*store)->table().size() == things_in(*reference)->rows().size());
    }
    CHECK(refused <= fault.count);
    CHECK(store->save() == reference->save());
  }
  CHECK(make_store(temp.open())->save() == reference->save());
  return fault.failed > 0;
}

}  // namespace

TEST_CASE("an error of any call at any time loses nothing and claims nothing",
          "[mock][records][log][P02][P03]") {
  int points = 0;
  for (const Call call : {Call::open, Call::rename, Call::sync, Call::truncate, Call::write}) {
    for (const int code : {ENOSPC, EDQUOT, EIO, EROFS, EINTR}) {
      for (const int count : {1, 3}) {
        for (int first = 0;; ++first) {
          INFO("call " << static_cast<int>(call) << ", from number " << first << " on " << count
                       << " times, error " << code);
          if (!check_fault({.call = call, .first = first, .count = count, .code = code})) break;
          ++points;
        }
      }
    }
  }
  WARN("fault points tried: " << points);
  CHECK(points > 300);
}

TEST_CASE("half a line that went out before the error is cut off", "[mock][records][log][P03]") {
  for (int first = 0; first < kSteps; ++first) {
    INFO("write number " << first);
    CHECK(check_fault({.first = first, .count = 1, .code = ENOSPC, .is_short = true}));
  }
}

TEST_CASE("half a line that can neither be finished nor cut off leaves nothing behind",
          "[mock][records][log][P02][P03]") {
  const TempFolder temp;
  Disk disk = Disk::system();
  bool fails = false;
  disk.write = [&](int file, const void* bytes, std::size_t size, off_t at) -> ssize_t {
    if (!fails) return ::pwrite(file, bytes, size, at);
    errno = ENOSPC;
    return size > 500 ? ::pwrite(file, bytes, size - 500, at) : -1;
  };
  disk.truncate = [&](int file, off_t size) {
    errno = EIO;
    return fails ? -1 : ::ftruncate(file, size);
  };
  std::string after;
  {
    const auto store = make_store(temp.open(disk));
    REQUIRE(write_step(*store, 1));
    fails = true;
    CHECK(write_step(*store, 2, 2'000).error().status == 507);
    fails = false;
    REQUIRE(write_step(*store, 2, 0));
    after = store->save();
  }
  CHECK(make_store(temp.open())->save() == after);
}

TEST_CASE("a sync that fails is not believed when it works the next time",
          "[mock][records][log][P02]") {
  const TempFolder temp;
  Fault fault{.call = Call::sync, .code = EIO};
  const auto store = make_store(temp.open(faulty(fault)));
  REQUIRE(write_step(*store, 1));
  const auto inode = [&] {
    struct stat status {};
    REQUIRE(::stat(temp.log().c_str(), &status) == 0);
    return status.st_ino;
  };
  const auto before = inode();
  const int kept_open = ::open(temp.log().c_str(), O_RDONLY | O_CLOEXEC);  // or the number returns

  fault.is_armed = true;
  CHECK(write_step(*store, 2).error().status == 503);
  fault.is_armed = false;
  CHECK(inode() == before);
  REQUIRE(write_step(*store, 2));

  CHECK(inode() != before);
  ::close(kept_open);
  CHECK(store->save() == state_after(2));
}

TEST_CASE("reset and restore that the disk refuses change nothing", "[mock][records][log][P02]") {
  for (const Call call : {Call::open, Call::write, Call::sync, Call::rename}) {
    const TempFolder temp;
    Fault fault{.call = call, .code = ENOSPC};
    const auto store = make_store(temp.open(faulty(fault)));
    REQUIRE(write_step(*store, 1));
    const std::string before = store->save();

    fault.is_armed = true;
    CHECK(store->reset().error().code == Errc::io);
    CHECK(store->save() == before);
    fault.seen = 0;
    CHECK(store->restore(state_after(9)).error().where == temp.log());
    CHECK(store->save() == before);
    fault.is_armed = false;

    REQUIRE(store->restore(state_after(9)).has_value());
    CHECK(store->save() == state_after(9));
  }
}

TEST_CASE("a disk that is full refuses writes, and takes them again when there is room",
          "[mock][records][log][P03]") {
  const TempFolder temp;
  if (::mount("tmpfs", temp.path().c_str(), "tmpfs", 0, "size=256k") != 0) {
    WARN("this test is skipped: a small tmpfs cannot be mounted; run it as root");
    return;
  }
  {
    write_text(temp.path() + "/ballast", std::string(100'000, 'x'));
    const auto store = make_store(temp.open(), 100'000);
    int n = 0;
    auto written = write_step(*store, ++n, 3'000);
    for (; written && n < 1'000; written = write_step(*store, ++n, 3'000)) {
    }
    REQUIRE_FALSE(written.has_value());
    CHECK(written.error().status == 507);
    const std::string full = store->save();
    for (int i = 0; i < 5; ++i) CHECK(write_step(*store, n, 30'000).error().status == 507);
    CHECK(store->save() == full);
    CHECK(things_in(*store)->table().size() > 10);

    std::filesystem::remove(temp.path() + "/ballast");
    REQUIRE(write_step(*store, n, 3'000));
    const std::string after = store->save();
    CHECK(after != full);

    const TempFolder copy;
    write_text(copy.log(), read_text(temp.log()));
    CHECK(make_store(copy.open())->save() == after);
  }
  CHECK(::umount(temp.path().c_str()) == 0);
}

}  // namespace understudy::mock::records
