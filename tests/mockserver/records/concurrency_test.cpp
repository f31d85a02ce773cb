// SPDX-License-Identifier: MIT
/// Two writers and eight readers: every snapshot is a state that one write has left.
#include <atomic>
#include <limits>
#include <string>
#include <thread>
#include <vector>

#include "script.hpp"
#include "support/catch.hpp"
#include "temp_folder.hpp"
#include "understudy/base/random.hpp"

namespace understudy::mock::records {

namespace {

constexpr int kPurses = 12;
constexpr std::int64_t kEach = 1'000;
constexpr int kWriters = 2;
constexpr int kReaders = 8;
constexpr int kWritesEach = 100;

std::vector<Collection> purses() {
  std::vector<Collection> collections{{.shape = thing_shape("moves")},
                                      {.shape = thing_shape("purses")},
                                      {.shape = thing_shape("totals"), .seed = {thing("all", 0)}}};
  for (int i = 0; i < kPurses; ++i) {
    collections[1].seed.push_back(thing(std::to_string(i), kEach));
  }
  return collections;
}

/// Moves money from one purse to another, notes the move, counts it; now and then it changes its
/// mind half way.
Verdict move_money(Store& store, Pcg32& random) {
  return store.write([&](Transaction& transaction) -> Verdict {
    const std::string from = std::to_string(random.below(kPurses));
    const std::string to = std::to_string(random.below(kPurses));
    const std::int64_t amount = random.below(50);
    const auto add = [&](const std::string& id, std::int64_t change) {
      const std::int64_t now = size_of(*transaction.find("purses", id));
      transaction.put("purses", thing(id, now + change));
    };
    add(from, -amount);
    if (random.chance(100)) return Failure{Refusal{.status = 409}};
    add(to, amount);
    const std::string id = std::to_string(transaction.new_number("moves"));
    transaction.put("moves", thing(id, amount));
    const std::int64_t count = size_of(*transaction.find("totals", "all"));
    transaction.put("totals", thing("all", count + 1));
    return Done{};
  });
}

/// The number of moves in a snapshot, or -1 when it is no state that a write has left.
std::int64_t check_snapshot(const Snapshot& snapshot) {
  std::int64_t money = 0;
  for (const Record& record : snapshot["purses"].rows()) money += size_of(record);
  const query::Table& table = snapshot["purses"].table();
  std::int64_t in_table = 0;
  const query::RowIds all = table.select({});
  for (const std::uint32_t row : *all) {
    in_table += std::get<std::int64_t>(table.value(row, 1));
  }
  std::int64_t in_order = 0;
  std::int64_t last = std::numeric_limits<std::int64_t>::min();
  const query::RowIds sorted = table.select({.order = {{.column = 1}}});
  for (const std::uint32_t row : *sorted) {
    const auto size = std::get<std::int64_t>(table.value(row, 1));
    in_order += size >= last ? size : 0;
    last = size;
  }
  const auto moves = static_cast<std::int64_t>(snapshot["moves"].rows().size());
  const bool holds = in_order == money && money == kPurses * kEach && in_table == money &&
                     size_of(*snapshot["totals"].find("all")) == moves &&
                     snapshot["moves"].next_number() == moves + 1 &&
                     snapshot["moves"].table().size() == static_cast<std::size_t>(moves);
  return holds ? moves : -1;
}

void run_threads(Store& store) {
  std::atomic<int> writers{kWriters};
  std::atomic<int> broken{0};
  std::atomic<int> acknowledged{0};
  {
    std::vector<std::jthread> threads;
    for (std::uint64_t i = 0; i < kWriters; ++i) {
      threads.emplace_back([&, i] {
        Pcg32 random{Seed{21}, i};
        for (int n = 0; n < kWritesEach; ++n) {
          if (!move_money(store, random)) continue;
          const int known = ++acknowledged;
          if (check_snapshot(store.snapshot()) < known) ++broken;  // read your own write
        }
        --writers;
      });
    }
    for (int i = 0; i < kReaders; ++i) {
      threads.emplace_back([&] {
        std::int64_t last = 0;
        do {
          const std::int64_t moves = check_snapshot(store.snapshot());
          if (moves < last) ++broken;  // broken, or older than what this reader knows
          last = moves;
        } while (writers > 0);
      });
    }
  }
  CHECK(broken == 0);
  CHECK(check_snapshot(store.snapshot()) == acknowledged);
}

}  // namespace

TEST_CASE("no reader sees half a write", "[mock][records][threads]") {
  const auto store = Store::make({.api = "example"}, purses()).value();
  run_threads(*store);
}

TEST_CASE("no reader sees half a write while a log is kept and compacted",
          "[mock][records][threads][log]") {
  const TempFolder temp;
  std::string state;
  {
    const auto store =
        Store::make({.api = "example", .folder = temp.open(), .compact_at = 10'000}, purses())
            .value();
    run_threads(*store);
    state = store->save();
  }
  CHECK(Store::make({.api = "example", .folder = temp.open()}, purses()).value()->save() == state);
}

TEST_CASE("saves and resets among writes are whole states", "[mock][records][threads]") {
  const auto store = Store::make({.api = "example"}, purses()).value();
  std::atomic<bool> stop{false};
  std::atomic<int> broken{0};
  {
    std::jthread writer{[&] {
      Pcg32 random{Seed{22}};
      for (int n = 0; n < 1'000 && !stop; ++n) static_cast<void>(move_money(*store, random));
    }};
    for (int i = 0; i < 30; ++i) {
      const std::string state = store->save();
      if (!store->reset() || !store->restore(state)) ++broken;
      if (check_snapshot(store->snapshot()) < 0) ++broken;
    }
    stop = true;
  }
  CHECK(broken == 0);
}

}  // namespace understudy::mock::records
