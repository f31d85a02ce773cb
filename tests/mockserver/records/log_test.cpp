// SPDX-License-Identifier: MIT
/// The log of a store: what a restart finds, and what it does about a file that is not as written.
#include "records/log.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "records/crc32c.hpp"
#include "script.hpp"
#include "support/catch.hpp"
#include "temp_folder.hpp"

namespace understudy::mock::records {

namespace {

constexpr std::size_t kSmall = 2'000;  // bytes after which a log is compacted

Result<std::unique_ptr<Store>> try_store(const TempFolder& folder) {
  return Store::make({.api = "example", .seed = Seed{7}, .folder = folder.open()},
                     example_collections());
}

/// A log of the writes 1 to `steps`.
std::string write_log(const TempFolder& folder, int steps) {
  const auto store = make_store(folder.open());
  for (int n = 1; n <= steps; ++n) REQUIRE(write_step(*store, n, 0));
  return read_text(folder.log());
}

std::string line_of(const std::string& payload) {
  std::string line;
  append_hex(line, static_cast<std::uint32_t>(payload.size()));
  line += ' ';
  append_hex(line, crc32c(payload));
  return line + ' ' + payload + '\n';
}

}  // namespace

TEST_CASE("a store that starts again has what was written", "[mock][records][log][P01]") {
  const TempFolder folder;
  for (int n = 1; n <= 20; ++n) {
    const auto store = make_store(folder.open());
    CHECK(store->save() == [&] {
      const auto wanted = make_store();
      for (int i = 1; i < n; ++i) REQUIRE(write_step(*wanted, i));
      return wanted->save();
    }());
    REQUIRE(write_step(*store, n));
  }
  CHECK(make_store(folder.open())->save() == state_after(20));
}

TEST_CASE("a log is a file of its owner, one line a write", "[mock][records][log]") {
  const TempFolder folder;
  const std::string text = write_log(folder, 2);
  struct stat status {};
  REQUIRE(::stat(folder.log().c_str(), &status) == 0);

  CHECK((status.st_mode & 07777) == 0600);
  CHECK(std::count(text.begin(), text.end(), '\n') == 3);
  CHECK(text.find(R"({"format":"understudy-log","version":1,"api":"example","base":")") == 18);
  CHECK_FALSE(std::filesystem::exists(folder.log() + ".new"));
}

TEST_CASE("a log that has grown is written anew and says the same", "[mock][records][log]") {
  const TempFolder folder;
  const auto reference = make_store();
  std::size_t largest = 0;
  bool was_compacted = false;
  {
    const auto store = make_store(folder.open(), kSmall);
    for (int n = 1; n <= 60; ++n) {
      // One record is changed over and over.
      const auto change = [&](Transaction& transaction) -> Verdict {
        transaction.put("things", thing("2", n, 100));
        if (n % 20 == 0) transaction.remove("things", std::to_string(n / 20));
        return Done{};
      };
      REQUIRE(store->write(change));
      REQUIRE(reference->write(change));
      const auto size = std::filesystem::file_size(folder.log());
      was_compacted = was_compacted || size < largest;
      largest = std::max<std::size_t>(largest, size);
    }
    CHECK(store->save() == reference->save());
  }
  CHECK(was_compacted);
  CHECK(largest < 2 * kSmall);
  CHECK(make_store(folder.open())->save() == reference->save());
}

TEST_CASE("reset and restore are kept", "[mock][records][log]") {
  const TempFolder folder;
  const std::string seed = make_store()->save();
  write_log(folder, 5);
  for (const History history : {History::kept, History::dropped}) {
    {
      const auto store = make_store(folder.open());
      REQUIRE(write_step(*store, 6));
      REQUIRE(store->reset(history).has_value());
      CHECK(store->save() == seed);
    }
    const std::string text = read_text(folder.log());
    CHECK((std::count(text.begin(), text.end(), '\n') == 1) == (history == History::dropped));
    CHECK(make_store(folder.open())->save() == seed);
  }
  const std::string state = state_after(17);
  {
    const auto store = make_store(folder.open());
    REQUIRE(write_step(*store, 1));
    REQUIRE(store->restore(state).has_value());
  }
  const auto store = make_store(folder.open());
  CHECK(store->save() == state);
  REQUIRE(write_step(*store, 18));
  CHECK(store->save() == state_after(18));
}

TEST_CASE("a log that ends anywhere is read to its last whole line", "[mock][records][log][P04]") {
  const TempFolder folder;
  constexpr int kSteps = 4;
  const std::string text = write_log(folder, kSteps);
  std::vector<std::string> states;
  for (int n = 0; n <= kSteps; ++n) {
    const auto store = make_store();
    for (int i = 1; i <= n; ++i) REQUIRE(write_step(*store, i, 0));
    states.push_back(store->save());
  }

  for (std::size_t size = 0; size <= text.size(); ++size) {
    const std::string cut = text.substr(0, size);
    const auto lines = std::count(cut.begin(), cut.end(), '\n');
    const auto steps = static_cast<std::size_t>(std::max<std::ptrdiff_t>(lines - 1, 0));
    INFO("cut at " << size);
    write_text(folder.log(), cut);
    std::string after;
    {
      const auto store = try_store(folder).value();
      CHECK(store->save() == states[steps]);
      REQUIRE(write_step(*store, static_cast<int>(steps) + 1, 0));
      after = store->save();
    }
    CHECK(try_store(folder).value()->save() == after);
  }
}

TEST_CASE("an unfinished line leaves nothing behind a shorter one", "[mock][records][log][P04]") {
  const TempFolder folder;
  write_text(folder.log(), write_log(folder, 2) + "00000fff 00000000 " + std::string(1'000, 'x'));
  std::string after;
  {
    const auto store = make_store(folder.open());
    REQUIRE(write_step(*store, 3, 0));
    after = store->save();
  }
  CHECK(try_store(folder).value()->save() == after);
}

TEST_CASE("zeros behind the last line are a line that was never finished",
          "[mock][records][log][P04]") {
  const TempFolder folder;
  const std::string text = write_log(folder, 3);
  const std::size_t last = text.rfind('\n', text.size() - 2) + 1;

  for (const std::size_t kept : {last, last + 5, text.size() - 3}) {
    write_text(folder.log(), text.substr(0, kept) + std::string(4096, '\0'));
    CHECK(try_store(folder).has_value());
  }
}

TEST_CASE("a log with one bit changed is refused with its place", "[mock][records][log][P05]") {
  const TempFolder folder;
  const std::string text = write_log(folder, 2);
  const std::string state = make_store(folder.open())->save();
  std::size_t refused = 0;
  for (std::size_t bit = 0; bit < 8 * text.size(); ++bit) {
    std::string other = text;
    other[bit / 8] = static_cast<char>(other[bit / 8] ^ (1 << bit % 8));
    write_text(folder.log(), other);

    const auto store = try_store(folder);

    INFO("byte " << bit / 8 << ", bit " << bit % 8);
    if (!store) {
      ++refused;
      CHECK(store.error().where.starts_with(folder.log()));
      CHECK(read_text(folder.log()) == other);  // for whoever wants to save what is left
      continue;
    }
    CHECK((*store)->save() == state);
  }
  CHECK(refused == 8 * text.size());
}

TEST_CASE("a damaged line is named by file and byte", "[mock][records][log]") {
  const TempFolder folder;
  std::string text = write_log(folder, 3);
  const std::size_t second = text.find('\n') + 1;
  text[second + 30] ^= 1;
  write_text(folder.log(), text);

  const auto store = try_store(folder);

  REQUIRE_FALSE(store.has_value());
  CHECK(store.error().code == Errc::io);
  CHECK(store.error().where == folder.log() + ", byte " + std::to_string(second));
}

TEST_CASE("a whole line that says nothing known is refused", "[mock][records][log]") {
  const TempFolder folder;
  const std::string text = write_log(folder, 1);
  for (const char* payload :
       {"", "{}", "[1]", "[[]]", R"([["put"]])", R"([["put","things","1"]])",
        R"([["put","things","1",2]])", R"([["remove","things","77"]])", R"([["clear","nothing"]])",
        R"([["next","things",1.5]])", R"([["merge","things"]])", R"([["reset",1]])"}) {
    write_text(folder.log(), text + line_of(payload));
    INFO(payload);
    const auto store = try_store(folder);
    REQUIRE_FALSE(store.has_value());
    CHECK(store.error().where == folder.log() + ", byte " + std::to_string(text.size()));
  }
}

TEST_CASE("a log of another format, version or base is refused with advice",
          "[mock][records][log][P07]") {
  const TempFolder folder;
  const std::string first = write_log(folder, 0);
  const std::string head = first.substr(18, first.size() - 19);
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string other = head;
    return line_of(other.replace(other.find(from), from.size(), to));
  };
  for (const std::string& text :
       {with("understudy-log", "other-log"), with("\"version\":1", "\"version\":2"),
        with("\"version\":1", "\"version\":0"), line_of("[]"), line_of("7")}) {
    write_text(folder.log(), text);
    INFO(text);
    const auto store = try_store(folder);
    REQUIRE_FALSE(store.has_value());
    CHECK(store.error().code == Errc::unsupported);
    CHECK_FALSE(store.error().advice.empty());
  }

  write_text(folder.log(), first);
  auto other_data = example_collections();
  other_data[0].seed[1].json = "{}";
  const auto store =
      Store::make({.api = "example", .seed = Seed{7}, .folder = folder.open()}, other_data);
  REQUIRE_FALSE(store.has_value());
  CHECK(store.error().advice.find("--seed") != std::string::npos);
}

}  // namespace understudy::mock::records
