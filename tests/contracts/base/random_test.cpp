// SPDX-License-Identifier: MIT
/// Chance from a seed: the reference output, the ranges, and numbers that must never change.
#include "understudy/base/random.hpp"

#include <array>
#include <cstdint>
#include <limits>
#include <set>
#include <vector>

#include "support/catch.hpp"

namespace understudy {

namespace {

constexpr auto kMin = std::numeric_limits<std::int64_t>::min();
constexpr auto kMax = std::numeric_limits<std::int64_t>::max();

template <typename Draw>
auto drawn(int count, Draw draw) {
  std::vector<decltype(draw())> numbers;
  for (int i = 0; i < count; ++i) numbers.push_back(draw());
  return numbers;
}

}  // namespace

TEST_CASE("the generator gives the reference output of its authors", "[base][random]") {
  Pcg32 random{Seed{42}, 54};

  CHECK(drawn(6, [&] { return random.next(); }) ==
        std::vector<std::uint32_t>{0xA15C02B7, 0x7B47F409, 0xBA1D3330, 0x83D2F293, 0xBFA4784B,
                                   0xCBED606E});
}

TEST_CASE("what follows from a seed never changes", "[base][random][golden]") {
  Pcg32 plain{Seed{42}};
  Pcg32 dice{Seed{1}};
  Pcg32 around_zero{Seed{1}};
  Pcg32 any{Seed{1}};
  Pcg32 words{Seed{1}};
  Pcg32 wide{Seed{1}};

  CHECK(drawn(3, [&] { return plain.next(); }) ==
        std::vector<std::uint32_t>{0x21B756EE, 0xC15EF750, 0x9548A9BD});
  CHECK(drawn(12, [&] { return dice.below(6); }) ==
        std::vector<std::uint32_t>{1, 1, 3, 0, 4, 0, 2, 4, 5, 2, 4, 2});
  CHECK(drawn(8, [&] { return around_zero.between(-3, 3); }) ==
        std::vector<std::int64_t>{1, 0, -1, -3, -1, 2, -2, 2});
  CHECK(drawn(3, [&] { return any.between(kMin, kMax); }) ==
        std::vector<std::int64_t>{7'077'741'413'857'832'757, 6'003'471'154'437'893'962,
                                  766'851'595'417'886'774});
  CHECK(drawn(3, [&] { return words.between(0, 0xFFFF'FFFF); }) ==
        std::vector<std::int64_t>{17'903'413, 194'195'274, 2'354'257'974});
  CHECK(drawn(3, [&] { return wide.between(-5, 0xFFFF'FFFF); }) ==
        std::vector<std::int64_t>{2'354'257'969, 3'102'124'235, 1'133'571'963});
}

TEST_CASE("seed and stream make different numbers", "[base][random]") {
  std::set<std::vector<std::uint32_t>> sequences;
  std::set<std::uint32_t> first_with_mix;

  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    for (std::uint64_t stream = 0; stream < 10; ++stream) {
      Pcg32 random{Seed{seed}, stream};
      sequences.insert(drawn(4, [&] { return random.next(); }));
      first_with_mix.insert(Pcg32{Seed{seed}, mix(seed, stream)}.next());
    }
  }

  CHECK(sequences.size() == 1'000);
  CHECK(first_with_mix.size() == 1'000);
}

TEST_CASE("below() rejects the numbers that would favour the small ones", "[base][random]") {
  for (const std::uint32_t bound : {1U, 3U, 1'000U, 0x8000'0000U, 0x8000'0001U, 0xFFFF'FFFFU}) {
    Pcg32 random{Seed{6}};
    Pcg32 raw{Seed{6}};
    const std::uint64_t whole = std::uint64_t{1} << 32U;
    int rejected = 0;
    for (int i = 0; i < 2'000; ++i) {
      std::uint32_t expected = raw.next();
      for (; expected < whole % bound; expected = raw.next()) ++rejected;
      REQUIRE(random.below(bound) == expected % bound);
    }
    INFO(bound);
    if (bound == 0x8000'0001U) CHECK(rejected > 1'500);  // nearly half of all numbers
    if (bound == 0x8000'0000U) CHECK(rejected == 0);
  }
}

TEST_CASE("the values of below() come about equally often", "[base][random]") {
  Pcg32 random{Seed{2}};
  std::array<int, 7> seen{};

  for (int i = 0; i < 70'000; ++i) ++seen[random.below(7)];

  for (const int count : seen) {
    CHECK(count > 9'600);  // four standard deviations
    CHECK(count < 10'400);
  }
}

TEST_CASE("between() includes both ends and leaves nothing out", "[base][random]") {
  Pcg32 random{Seed{3}};
  std::set<std::int64_t> seen;

  for (int i = 0; i < 1'000; ++i) seen.insert(random.between(-2, 2));

  CHECK(seen == std::set<std::int64_t>{-2, -1, 0, 1, 2});
  const std::int64_t drawn_first = Pcg32{Seed{1}}.between(kMin, kMax);
  CHECK(Pcg32{Seed{1}}.between(kMin, drawn_first) == drawn_first);  // wide, and the end itself
  CHECK(random.between(5, 5) == 5);
  CHECK(random.between(kMin, kMin) == kMin);
  CHECK(random.between(kMax, kMax) == kMax);
}

TEST_CASE("between() stays inside ranges of any width", "[base][random][property]") {
  Pcg32 random{Seed{4}};

  for (int i = 0; i < 10'000; ++i) {
    std::int64_t low = random.between(kMin, kMax) >> random.below(63);
    std::int64_t high = random.between(kMin, kMax) >> random.below(63);
    if (low > high) std::swap(low, high);
    const std::int64_t number = random.between(low, high);
    REQUIRE(number >= low);
    REQUIRE(number <= high);
  }
}

TEST_CASE("chance() counts in thousandths", "[base][random]") {
  Pcg32 random{Seed{1}};
  int hits = 0;

  for (int i = 0; i < 10'000; ++i) hits += random.chance(250) ? 1 : 0;

  CHECK(hits == 2'550);
  for (int i = 0; i < 1'000; ++i) {
    REQUIRE_FALSE(random.chance(0));
    REQUIRE(random.chance(1'000));
  }
}

TEST_CASE("mix() depends on both numbers and on their order", "[base][random][golden]") {
  constexpr auto kAll = std::numeric_limits<std::uint64_t>::max();

  CHECK(mix(0, 0) == 0x155105A0563A073C);
  CHECK(mix(1, 2) == 0x29B6AF9985A361D4);
  CHECK(mix(2, 1) == 0x7DB18F6049E02551);
  CHECK(mix(kAll, kAll) == 0xF2D86442FAF5DAD2);
}

TEST_CASE("mix() spreads small numbers", "[base][random]") {
  std::set<std::uint64_t> mixed;
  std::set<std::uint64_t> upper;

  for (std::uint64_t a = 0; a < 200; ++a) {
    for (std::uint64_t b = 0; b < 200; ++b) {
      mixed.insert(mix(a, b));
      upper.insert(mix(a, b) >> 56U);
    }
  }

  CHECK(mixed.size() == 40'000);
  CHECK(upper.size() == 256);
}

}  // namespace understudy
