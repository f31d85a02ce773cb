// SPDX-License-Identifier: MIT
/// One table, many threads: lazily made parts and the cache give everyone the same answers.
#include <atomic>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "query/table.hpp"
#include "support/catch.hpp"
#include "understudy/base/random.hpp"

namespace understudy::mock::query {

namespace {

Table make_table() {
  Schema schema;
  schema.add({"name", ColumnType::text, true});
  schema.add({"count", ColumnType::number, false});
  Table::Builder builder{schema};
  Pcg32 random{Seed{11}};
  for (int i = 0; i < 2000; ++i) {
    const Value name = "Name " + std::to_string(random.below(500));
    const Value count = std::int64_t{random.below(50)};
    builder.add(std::to_string(i), std::vector<Value>{name, count});
  }
  return std::move(builder).finish();
}

std::vector<Selection> make_selections() {
  std::vector<Selection> selections{{}};
  for (const auto letter_case : {LetterCase::kept, LetterCase::folded}) {
    for (const bool descending : {false, true}) {
      for (const char* search : {"", "NAME 1", "9"}) {
        selections.push_back(
            {.search = search,
             .order = {{1, descending, LetterCase::kept}, {0, descending, letter_case}}});
      }
    }
  }
  return selections;
}

}  // namespace

TEST_CASE("threads that ask a new table at once get what one thread gets",
          "[mock][query][threads]") {
  const std::vector<Selection> selections = make_selections();
  const Table reference = make_table();
  std::vector<std::vector<std::uint32_t>> expected;
  for (const Selection& selection : selections) expected.push_back(*reference.select(selection));
  const std::size_t names = reference.distinct(0).size();

  const Table table = make_table();
  std::atomic<int> differences{0};
  {
    std::vector<std::jthread> threads;
    for (std::size_t offset = 0; offset < 4; ++offset) {
      threads.emplace_back([&, offset] {
        for (std::size_t i = 0; i < selections.size() * 4; ++i) {
          const std::size_t chosen = (i + offset * 3) % selections.size();
          if (*table.select(selections[chosen]) != expected[chosen]) ++differences;
        }
        if (table.distinct(0).size() != names) ++differences;
      });
    }
  }

  CHECK(differences == 0);
}

}  // namespace understudy::mock::query
