// SPDX-License-Identifier: MIT
/// The cache of results: keys tell selections apart, the least recently used goes first.
#include "query/result_cache.hpp"

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "support/catch.hpp"

namespace understudy::mock::query {

namespace {

RowIds rows_of(std::size_t count) {
  return std::make_shared<const std::vector<std::uint32_t>>(count);
}

Condition condition(std::vector<Value> values) {
  Condition condition;
  condition.values = std::move(values);
  return condition;
}

/// Selections of which no two are equal; neighbours differ in one thing.
std::vector<Selection> different_selections() {
  std::vector<Selection> all{{}, {.search = "a"}, {.null_order = NullOrder::last}};
  for (const auto& values : std::vector<std::vector<Value>>{
           {std::string{"a"}},
           {std::string{"a"}, std::string{"b"}},
           {std::string{"ab"}},
           {std::string{"b"}, std::string{"a"}},
           {std::string{"a"}, std::string{"b\4c"}},  // 4 marks a text inside a key
           {std::string{"a\4b"}, std::string{"c"}},
           {std::string{"1"}},
           {std::int64_t{1}},
           {1.0},
           {true},
           {Null{}},
           {0.0},
           {-0.0}}) {
    all.push_back({.filter = {{condition(values)}}});
  }
  const Condition plain = condition({std::string{"a"}});
  for (int field = 0; field < 6; ++field) {
    Condition other = plain;
    if (field == 0) other.column = 1;
    if (field == 1) other.op = Op::contains;
    if (field == 2) other.quantifier = Quantifier::all;
    if (field == 3) other.negated = true;
    if (field == 4) other.letter_case = LetterCase::folded;
    if (field == 5) other.null_row = NullRow::kept;
    all.push_back({.filter = {{other}}});
  }
  all.push_back({.filter = {{plain, plain}}});
  all.push_back({.filter = {{plain}}, .search = "a"});
  all.push_back({.filter = {{plain}}, .order = {{.column = 1}}});
  all.push_back({.order = {{.column = 1}}});
  all.push_back({.order = {{.column = 1, .descending = true}}});
  all.push_back({.order = {{.column = 1, .letter_case = LetterCase::folded}}});
  all.push_back({.order = {{.column = 1}, {.column = 2}}});
  all.push_back({.order = {{.column = 2}, {.column = 1}}});
  return all;
}

}  // namespace

TEST_CASE("different selections have different keys, equal ones the same", "[mock][query][cache]") {
  const auto selections = different_selections();
  std::set<std::string> keys;

  for (const Selection& selection : selections) {
    keys.insert(cache_key(selection));
    CHECK(cache_key(selection) == cache_key(Selection{selection}));
  }

  CHECK(keys.size() == selections.size());
}

TEST_CASE("what was inserted is found, what was not is not", "[mock][query][cache]") {
  ResultCache cache{1'000'000};
  const RowIds rows = rows_of(3);

  cache.insert("a", {nullptr, rows, {}});
  cache.insert("a", {nullptr, rows_of(4), {}});

  CHECK(cache.find("a").rows == rows);
  CHECK(cache.find("b").rows == nullptr);
}

TEST_CASE("a result of another state takes the place of the one before it",
          "[mock][query][cache]") {
  ResultCache cache{10'000};
  ChangedRows later;
  later.set(1, std::make_shared<const ChangedRow>(), new_edit());
  cache.insert("a", {nullptr, rows_of(1'500), {}});
  cache.insert("b", {nullptr, rows_of(500), {}});

  for (int i = 0; i < 3; ++i) {
    cache.insert("a", {nullptr, rows_of(3), later});
    cache.insert("a", {nullptr, rows_of(1'500), {}});
  }
  cache.insert("a", {nullptr, rows_of(3), later});

  CHECK(cache.find("a").rows->size() == 3);
  CHECK(cache.find("a").at.is_same(later));
  CHECK(cache.find("b").rows != nullptr);  // bytes of what went are free again
}

TEST_CASE("past its bytes the cache forgets the least recently used", "[mock][query][cache]") {
  ResultCache cache{10'000};
  cache.insert("a", {nullptr, rows_of(1000), {}});
  cache.insert("b", {nullptr, rows_of(1000), {}});
  REQUIRE(cache.find("a").rows != nullptr);

  cache.insert("c", {nullptr, rows_of(1000), {}});

  CHECK(cache.find("a").rows != nullptr);
  CHECK(cache.find("b").rows == nullptr);
  CHECK(cache.find("c").rows != nullptr);
}

TEST_CASE("results without rows are bounded too", "[mock][query][cache]") {
  ResultCache cache{10'000};

  for (int i = 0; i < 1000; ++i) cache.insert(std::to_string(i), {nullptr, rows_of(0), {}});

  CHECK(cache.find("0").rows == nullptr);
  CHECK(cache.find("999").rows != nullptr);
}

TEST_CASE("one result is kept, however large", "[mock][query][cache]") {
  ResultCache cache{100};
  cache.insert("small", {nullptr, rows_of(1), {}});

  cache.insert("large", {nullptr, rows_of(100'000), {}});

  CHECK(cache.find("large").rows != nullptr);
  CHECK(cache.find("small").rows == nullptr);
}

}  // namespace understudy::mock::query
