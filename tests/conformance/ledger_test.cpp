// SPDX-License-Identifier: MIT
/// The ledger of creates: what a file has after a crash, and what may not be a ledger.
#include "understudy/conformance/ledger.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "support/catch.hpp"

namespace understudy::conformance {

namespace {

/// A folder of this test, gone with it.
struct Folder {
  std::filesystem::path path;
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "ledger-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path = name;
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::string file(const std::string& name) const { return (path / name).string(); }
};

std::string read_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

void write_text(const std::string& path, std::string_view text) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << text;
}

LedgerIntent intent_of(const std::string& api) {
  return {api, "createRecords", "understudy-check 0a1b2c3d", "2026-03-04T12:00:00.000+00:00"};
}

/// Two creates, of which one is gone again.
std::string two_creates(const Folder& folder) {
  const std::string path = folder.file("ledger");
  Ledger ledger = Ledger::open(path).value();
  const std::size_t first = ledger.intend(intent_of("impartner")).value();
  ledger.made(first, {"7"}).value();
  const std::size_t second = ledger.intend(intent_of("ecg")).value();
  ledger.made(second, {"8", "9"}).value();
  ledger.gone(first, "7").value();
  return path;
}

}  // namespace

TEST_CASE("a ledger is read again as it was written", "[conformance][ledger]") {
  const Folder folder;
  const std::string path = two_creates(folder);

  const Ledger ledger = Ledger::open(path).value();

  REQUIRE(ledger.entries().size() == 2);
  const LedgerEntry& first = ledger.entries().at(1);
  CHECK(first.intent.api == "impartner");
  CHECK(first.intent.operation == "createRecords");
  CHECK(first.intent.marker == "understudy-check 0a1b2c3d");
  CHECK(first.intent.at == "2026-03-04T12:00:00.000+00:00");
  CHECK(first.is_settled);
  const LedgerEntry& second = ledger.entries().at(2);
  CHECK(second.ids == std::vector<std::string>{"8", "9"});
  CHECK_FALSE(second.is_settled);
  CHECK(ledger.open_apis() == std::vector<std::string>{"ecg"});
  CHECK(ledger.unreadable() == 0);
}

TEST_CASE("numbers go on where the file has ended", "[conformance][ledger]") {
  const Folder folder;
  const std::string path = two_creates(folder);

  Ledger ledger = Ledger::open(path).value();

  CHECK(ledger.intend(intent_of("ecg")).value() == 3);
}

TEST_CASE("a file that ends anywhere has every line that had reached it", "[conformance][ledger]") {
  const Folder folder;
  const std::string whole = read_text(two_creates(folder));
  const std::string path = folder.file("torn");
  for (std::size_t size = 0; size <= whole.size(); ++size) {
    CAPTURE(size);
    write_text(path, std::string_view{whole}.substr(0, size));
    std::size_t intents = 0;
    for (std::size_t at = whole.find("\"intend\""); at < whole.size();
         at = whole.find("\"intend\"", at + 1)) {
      if (whole.find('\n', at) <= size) ++intents;
    }

    {
      Ledger ledger = Ledger::open(path).value();
      CHECK(ledger.entries().size() == intents);
      CHECK(ledger.unreadable() <= 1);
      const std::size_t next = ledger.intend(intent_of("ecg")).value();
      CHECK(next == intents + 1);
    }
    // What is written behind a torn line is not part of it.
    CHECK(Ledger::open(path).value().entries().size() == intents + 1);
  }
}

TEST_CASE("only its owner may read a ledger", "[conformance][ledger]") {
  const Folder folder;
  const std::string path = two_creates(folder);

  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);

  CHECK((status.st_mode & 0777) == 0600);
}

TEST_CASE("what is no regular file of its own is no ledger", "[conformance][ledger]") {
  const Folder folder;
  const std::string path = two_creates(folder);
  const std::string link = folder.file("link");
  REQUIRE(::symlink(path.c_str(), link.c_str()) == 0);
  const std::string pipe = folder.file("pipe");
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);

  for (const std::string& name : {link, pipe, folder.path.string(), folder.file("no/where")}) {
    CAPTURE(name);
    const auto ledger = Ledger::open(name);
    REQUIRE_FALSE(ledger);
    CHECK(ledger.error().code == Errc::io);
    CHECK(ledger.error().where == name);
  }
}

TEST_CASE("two runs do not share a ledger", "[conformance][ledger]") {
  const Folder folder;
  const std::string path = two_creates(folder);
  const Ledger first = Ledger::open(path).value();

  const auto second = Ledger::open(path);

  REQUIRE_FALSE(second);
  CHECK(second.error().what.find("in use by another run") != std::string::npos);
}

TEST_CASE("lines that are none of a ledger are counted and left", "[conformance][ledger]") {
  const Folder folder;
  const std::string path = folder.file("ledger");
  write_text(path,
             "no json\n[]\n{\"entry\":\"made\",\"number\":1,\"ids\":[\"7\"]}\n"
             "{\"entry\":\"intend\",\"number\":0}\n{\"entry\":\"eaten\",\"number\":1}\n\n");

  const Ledger ledger = Ledger::open(path).value();

  CHECK(ledger.entries().empty());
  CHECK(ledger.unreadable() == 5);
}

TEST_CASE("a ledger in memory needs no file", "[conformance][ledger]") {
  Ledger ledger;

  const std::size_t number = ledger.intend(intent_of("ecg")).value();
  CHECK(ledger.open_apis() == std::vector<std::string>{"ecg"});
  ledger.gone(number, "").value();

  CHECK(ledger.open_apis().empty());
}

}  // namespace understudy::conformance
