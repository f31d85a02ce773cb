// SPDX-License-Identifier: MIT
/// The map against std::map, with versions that have to stay as they were.
#include "records/persistent_map.hpp"

#include <map>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "understudy/base/random.hpp"

namespace understudy::mock::records {

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

}  // namespace understudy::mock::records
