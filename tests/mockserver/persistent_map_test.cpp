// SPDX-License-Identifier: MIT
/// The map against std::map, with versions that have to stay as they were.
#include "persistent_map.hpp"

#include <map>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "understudy/base/random.hpp"

namespace understudy::mock {

namespace {

using Map = PersistentMap<int>;
using Model = std::map<std::uint64_t, int>;

void check_same(const Map& map, const Model& model) {
  REQUIRE(map.size() == model.size());
  auto wanted = model.begin();
  for (const Map::Entry* entry = map.next(0); entry != nullptr; entry = map.next(entry->key + 1)) {
    REQUIRE(wanted != model.end());
    REQUIRE(entry->key == wanted->first);
    REQUIRE(entry->value == wanted->second);
    REQUIRE(*map.find(entry->key) == wanted->second);
    ++wanted;
    if (entry->key == ~std::uint64_t{0}) break;
  }
  REQUIRE(wanted == model.end());
}

/// Keys that lie close together, far apart, and at both ends.
std::uint64_t random_key(Pcg32& random) {
  const std::uint64_t small = random.below(70);
  switch (random.below(4)) {
    case 0:
      return small;
    case 1:
      return small << 58U;
    case 2:
      return ~std::uint64_t{0} - small;
    default:
      return std::uint64_t{random.next()} << 32U | random.next();
  }
}

struct Difference {
  std::uint64_t key = 0;
  int before = -1;
  int now = -1;
  friend bool operator==(const Difference&, const Difference&) = default;
};
using Differences = std::vector<Difference>;

Differences differences(const Model& before, const Model& now) {
  std::map<std::uint64_t, Difference> all;
  for (const auto& [key, value] : before) all[key] = {key, value, -1};
  for (const auto& [key, value] : now) {
    all[key].key = key;
    all[key].now = value;
  }
  Differences found;
  for (const auto& [key, one] : all) {
    if (one.before != one.now) found.push_back(one);
  }
  return found;
}

}  // namespace

TEST_CASE("a persistent map does what a map does, and every version stays",
          "[mock][records][map]") {
  Pcg32 random{Seed{3}};
  Map map;
  Model model;
  std::vector<std::pair<Map, Model>> versions;
  for (int round = 0; round < 200; ++round) {
    const Edit edit = new_edit();
    for (std::uint32_t i = random.below(12); i > 0; --i) {
      const std::uint64_t key = random_key(random);
      if (random.below(3) > 0) {
        map.set(key, round, edit);
        model[key] = round;
      } else {
        CHECK(map.erase(key, edit) == (model.erase(key) == 1));
      }
    }
    check_same(map, model);
    versions.emplace_back(map, model);
  }

  for (const auto& [version, wanted] : versions) check_same(version, wanted);
}

TEST_CASE("the differences of any two versions are those of their models", "[mock][records][map]") {
  Pcg32 random{Seed{5}};
  std::vector<std::pair<Map, Model>> versions(1);
  for (int round = 0; round < 300; ++round) {
    const auto number = random.below(static_cast<std::uint32_t>(versions.size()));
    auto [map, model] = versions[number];  // a branch of any earlier one
    const Edit edit = new_edit();
    for (std::uint32_t i = random.below(6); i > 0; --i) {
      const std::uint64_t key = random_key(random);
      if (random.below(3) > 0) {
        const int value = static_cast<int>(random.below(3));
        map.set(key, value, edit);
        model[key] = value;
      } else {
        map.erase(key, edit);
        model.erase(key);
      }
    }
    const auto& [before, before_model] =
        versions[random.below(static_cast<std::uint32_t>(versions.size()))];
    Differences got;
    CHECK(map.for_each_difference(before, [&](std::uint64_t key, const int* was, const int* now) {
      CHECK((got.empty() || got.back().key < key));
      got.push_back({key, was == nullptr ? -1 : *was, now == nullptr ? -1 : *now});
      return true;
    }));
    CHECK(got == differences(before_model, model));
    versions.emplace_back(std::move(map), std::move(model));
  }
}

TEST_CASE("what two versions share is not looked at for their differences",
          "[mock][records][map]") {
  struct Counted {
    int value = 0;
    int* compared = nullptr;
    bool operator==(const Counted& other) const {
      ++*compared;
      return value == other.value;
    }
  };
  int compared = 0;
  PersistentMap<Counted> map;
  const Edit first = new_edit();
  for (std::uint64_t key = 0; key < 10'000; ++key) map.set(key, {0, &compared}, first);
  const PersistentMap<Counted> before = map;

  map.set(5'000, {1, &compared}, new_edit());
  int seen = 0;
  const auto count = [&](std::uint64_t, const Counted*, const Counted*) { return ++seen < 2; };

  CHECK(map.for_each_difference(before, count));
  CHECK(seen == 1);
  CHECK(compared <= 32);
  CHECK_FALSE(map.for_each_difference({}, count));  // stops when it is told to
  CHECK(seen == 2);
}

TEST_CASE("a map of one entry grows and shrinks at either side", "[mock][records][map]") {
  for (const std::uint64_t first : {0ULL, 1ULL, 31ULL, 32ULL, 1ULL << 40U, ~0ULL}) {
    for (const std::uint64_t second : {0ULL, 1ULL, 31ULL, 32ULL, 1ULL << 40U, ~0ULL}) {
      if (first == second) continue;
      Map map;
      map.set(first, 1, new_edit());
      map.set(second, 2, new_edit());
      const Map both = map;
      CHECK(map.erase(first, new_edit()));
      check_same(map, {{second, 2}});
      map.set(first, 3, new_edit());
      CHECK(map.erase(second, new_edit()));
      check_same(map, {{first, 3}});
      check_same(both, {{first, 1}, {second, 2}});
    }
  }
}

TEST_CASE("next finds the first key that is not below", "[mock][records][map]") {
  Pcg32 random{Seed{4}};
  Map map;
  Model model;
  const Edit edit = new_edit();
  for (int i = 0; i < 300; ++i) {
    const std::uint64_t key = random_key(random);
    map.set(key, i, edit);
    model[key] = i;
  }

  for (int i = 0; i < 2000; ++i) {
    const std::uint64_t from = random_key(random);
    const auto wanted = model.lower_bound(from);
    const Map::Entry* entry = map.next(from);
    REQUIRE((entry == nullptr) == (wanted == model.end()));
    if (entry != nullptr) CHECK(entry->key == wanted->first);
  }
}

TEST_CASE("a map that has lost everything is empty", "[mock][records][map]") {
  Map map;
  const Edit edit = new_edit();
  for (std::uint64_t key = 0; key < 100; ++key) map.set(key * key * key, 1, edit);
  for (std::uint64_t key = 0; key < 100; ++key) CHECK(map.erase(key * key * key, new_edit()));

  CHECK(map.size() == 0);
  CHECK(map.next(0) == nullptr);
  CHECK(map.find(0) == nullptr);
  CHECK_FALSE(map.erase(0, new_edit()));
}

}  // namespace understudy::mock
