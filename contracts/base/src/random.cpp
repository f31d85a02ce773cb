// SPDX-License-Identifier: MIT
/// PCG-XSH-RR 64/32 and what is drawn from it.
#include "understudy/base/random.hpp"

#include <bit>
#include <cassert>

namespace understudy {

namespace {

constexpr std::uint64_t kMultiplier = 6364136223846793005ULL;  // the paper's 64-bit LCG

}  // namespace

Pcg32::Pcg32(Seed seed, std::uint64_t stream) : increment_((stream << 1U) | 1U) {
  next();
  state_ += static_cast<std::uint64_t>(seed);
  next();
}

std::uint32_t Pcg32::next() {
  const std::uint64_t old = state_;
  state_ = old * kMultiplier + increment_;
  const auto shifted = static_cast<std::uint32_t>(((old >> 18U) ^ old) >> 27U);
  return std::rotr(shifted, static_cast<int>(old >> 59U));
}

std::uint32_t Pcg32::below(std::uint32_t bound) {
  assert(bound != 0 && "below() needs at least one value to choose from");
  const std::uint32_t threshold = (0U - bound) % bound;  // the numbers that would bias the rest
  for (;;) {
    const std::uint32_t drawn = next();
    if (drawn >= threshold) return drawn % bound;
  }
}

std::int64_t Pcg32::between(std::int64_t low, std::int64_t high) {
  assert(low <= high && "between() needs low <= high");
  const std::uint64_t range = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
  std::uint64_t drawn = 0;
  if (range < 0xFFFF'FFFFULL) {
    drawn = below(static_cast<std::uint32_t>(range + 1));
  } else {
    const std::uint64_t mask = ~0ULL >> std::countl_zero(range);
    do {
      const std::uint64_t upper = next();  // two draws in a fixed order
      drawn = ((upper << 32U) | next()) & mask;
    } while (drawn > range);
  }
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + drawn);
}

bool Pcg32::chance(std::uint32_t per_mille) { return below(1'000) < per_mille; }

std::string make_uuid(Pcg32& random) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (int word = 0; word < 4; ++word) {
    const std::uint32_t drawn = random.next();
    for (unsigned shift = 32; shift > 0; shift -= 4) text += kDigits[(drawn >> (shift - 4)) & 15U];
  }
  text[12] = '4';                                      // version
  text[16] = kDigits[8 + kDigits.find(text[16]) / 4];  // variant
  for (const std::size_t at : {8U, 13U, 18U, 23U}) text.insert(at, 1, '-');
  return text;
}

std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  // The finaliser of MurmurHash3 over a sum that keeps the order of a and b.
  std::uint64_t x = a * 0x9E3779B97F4A7C15ULL + b + 0x632BE59BD9B4E019ULL;
  x = (x ^ (x >> 33U)) * 0xFF51AFD7ED558CCDULL;
  x = (x ^ (x >> 33U)) * 0xC4CEB9FE1A85EC53ULL;
  return x ^ (x >> 33U);
}

}  // namespace understudy
