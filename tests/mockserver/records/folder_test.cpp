// SPDX-License-Identifier: MIT
/// The state folder: what is refused, and that it belongs to one server.
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "script.hpp"
#include "support/catch.hpp"
#include "temp_folder.hpp"

namespace understudy::mock::records {

namespace {

void check_refused(const std::string& path, const std::string& why) {
  INFO(path);
  const auto folder = Folder::open(path);
  REQUIRE_FALSE(folder.has_value());
  CHECK(folder.error().code == Errc::io);
  CHECK(render(folder.error()).find(why) != std::string::npos);
}

Result<std::unique_ptr<Store>> try_store(const TempFolder& folder) {
  return Store::make({.api = "example", .seed = Seed{7}, .folder = folder.open()},
                     example_collections());
}

}  // namespace

TEST_CASE("a folder that cannot hold a state is refused by name", "[mock][records][folder][P09]") {
  const TempFolder temp;
  write_text(temp.path() + "/file", "");
  std::filesystem::create_directory(temp.path() + "/folder");
  std::filesystem::create_directory_symlink("folder", temp.path() + "/link");

  check_refused(temp.path() + "/missing", "does not exist");
  check_refused(temp.path() + "/file", "this is none");
  check_refused(temp.path() + "/file/below", "Not a directory");
  check_refused(temp.path() + "/link", "symbolic link");
  check_refused(temp.path() + "/link/", "symbolic link");
  CHECK(Folder::open(temp.path() + "/folder/").has_value());
}

TEST_CASE("a folder that nobody may write to is refused", "[mock][records][folder][P09]") {
  if (::geteuid() == 0) {
    const TempFolder temp;
    if (::mount("tmpfs", temp.path().c_str(), "tmpfs", MS_RDONLY, nullptr) != 0) {
      WARN("this test is skipped: root may write everywhere, and nothing can be mounted here");
      return;
    }
    check_refused(temp.path(), "cannot be written to");
    CHECK(::umount(temp.path().c_str()) == 0);
    return;
  }
  const TempFolder temp;
  REQUIRE(::chmod(temp.path().c_str(), 0500) == 0);
  check_refused(temp.path(), "cannot be written to");
}

TEST_CASE("a folder belongs to one server at a time", "[mock][records][folder][P06]") {
  const TempFolder temp;
  {
    const auto folder = temp.open();
    check_refused(temp.path(), "another server");
  }
  CHECK(Folder::open(temp.path()).has_value());
}

TEST_CASE("a log that is no file of ours is refused", "[mock][records][folder][P09]") {
  const TempFolder temp;
  const std::string elsewhere = temp.path() + "/elsewhere";
  write_text(elsewhere, "precious");

  std::filesystem::create_symlink(elsewhere, temp.log());
  CHECK(render(try_store(temp).error()).find("symbolic link") != std::string::npos);
  std::filesystem::remove(temp.log());

  std::filesystem::create_directory(temp.log());
  CHECK(try_store(temp).error().where == temp.log());
  std::filesystem::remove(temp.log());

  REQUIRE(::mkfifo(temp.log().c_str(), 0600) == 0);
  CHECK(try_store(temp).error().where == temp.log());
  std::filesystem::remove(temp.log());

  write_text(temp.log(), "precious, without a line end");
  CHECK(try_store(temp).error().where == temp.log() + ", byte 0");
  CHECK(read_text(temp.log()) == "precious, without a line end");
  CHECK(read_text(elsewhere) == "precious");
}

TEST_CASE("what a crash has left beside the log is no obstacle", "[mock][records][folder]") {
  const TempFolder temp;
  const std::string elsewhere = temp.path() + "/elsewhere";
  write_text(elsewhere, "precious");
  std::filesystem::create_symlink(elsewhere, temp.log() + ".new");

  const auto store = make_store(temp.open(), 1'000);
  for (int n = 1; n <= 20; ++n) REQUIRE(write_step(*store, n));

  CHECK(store->save() == state_after(20));
  CHECK(read_text(elsewhere) == "precious");
  CHECK_FALSE(std::filesystem::exists(temp.log() + ".new"));
}

}  // namespace understudy::mock::records
