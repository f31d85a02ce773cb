// SPDX-License-Identifier: MIT
/// Texts and JSON values by chance, for tests of properties.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>

#include "understudy/base/json.hpp"
#include "understudy/base/random.hpp"

namespace understudy {

/// UTF-8 of one code point, written straight from the table of RFC 3629 section 3.
inline std::string utf8_of(std::uint32_t code) {
  const auto tail = [&](unsigned shift) {
    return static_cast<char>(0x80U | (code >> shift & 0x3FU));
  };
  if (code < 0x80) return {static_cast<char>(code)};
  if (code < 0x800) return {static_cast<char>(0xC0U | code >> 6U), tail(0)};
  if (code < 0x10000) return {static_cast<char>(0xE0U | code >> 12U), tail(6), tail(0)};
  return {static_cast<char>(0xF0U | code >> 18U), tail(12), tail(6), tail(0)};
}

/// Up to `most` characters of every length, controls and quotes among them.
inline std::string random_text(Pcg32& random, std::uint32_t most = 12) {
  std::string text;
  for (std::uint32_t left = random.below(most + 1); left > 0; --left) {
    constexpr std::uint32_t kBounds[] = {0x80, 0x80, 0x80, 0x800, 0xD800, 0x110000};
    std::uint32_t code = random.below(kBounds[random.below(6)]);
    if (code >= 0xD800 && code <= 0xDFFF) code = 0xFFFD;
    text += utf8_of(code);
  }
  return text;
}

/// Up to `most` bytes that need not be text at all.
inline std::string random_bytes(Pcg32& random, std::uint32_t most = 12) {
  std::string bytes;
  for (std::uint32_t left = random.below(most + 1); left > 0; --left) {
    bytes += static_cast<char>(random.below(256));
  }
  return bytes;
}

/// A finite double of any size.
inline double random_double(Pcg32& random) {
  for (;;) {
    const std::uint64_t high = random.next();
    const double value = std::bit_cast<double>(high << 32U | random.next());
    if (std::isfinite(value)) return value;
  }
}

inline Json random_scalar(Pcg32& random) {
  switch (random.below(7)) {
    case 0:
      return nullptr;
    case 1:
      return random.chance(500);
    case 2:
      return random.between(INT64_MIN, INT64_MAX);
    case 3:
      return static_cast<std::uint64_t>(random.between(0, INT64_MAX)) * 2 + 1;
    case 4:
      return random_double(random);
    default:
      return random_text(random);
  }
}

/// A tree of `nodes` values or fewer; grown from its leaves, so that no recursion is needed.
inline Json random_json(Pcg32& random, std::uint32_t nodes) {
  Json value = random_scalar(random);
  for (std::uint32_t i = 0; i < nodes; ++i) {
    Json parent = random.chance(500) ? Json::array() : Json::object();
    const std::uint32_t place = random.below(3);
    for (std::uint32_t child = 0; child < 3; ++child) {
      Json next = random_scalar(random);
      if (child == place) std::swap(next, value);
      if (parent.is_array()) {
        parent.push_back(std::move(next));
      } else {
        parent[random_text(random)] = std::move(next);
      }
    }
    value = std::move(parent);
  }
  return value;
}

}  // namespace understudy
