// SPDX-License-Identifier: MIT
/// Chance from a seed: the same numbers on every machine and compiler.
#pragma once

#include <cstdint>
#include <string>

namespace understudy {

/// A seed, so that it cannot be swapped with a count.
enum class Seed : std::uint64_t {};

/// PCG-XSH-RR 64/32: 64 bits of state, 32 bits out, a stream number beside the seed.
///
/// Units:  next() is uniform over 0 .. 2^32-1; below(n) over 0 .. n-1, without bias
/// Source: M. E. O'Neill, "PCG: A Family of Simple Fast Space-Efficient Statistically Good
///         Algorithms for Random Number Generation", HMC-CS-2014-0905
class Pcg32 {
 public:
  explicit Pcg32(Seed seed, std::uint64_t stream = 0);

  std::uint32_t next();
  /// Uniform over 0 .. bound-1; bound must not be 0.
  std::uint32_t below(std::uint32_t bound);
  /// Uniform over low .. high, both included; low must not exceed high.
  std::int64_t between(std::int64_t low, std::int64_t high);
  /// True in `per_mille` of 1,000 cases: integers only, so that no rounding differs.
  bool chance(std::uint32_t per_mille);

 private:
  std::uint64_t state_ = 0;
  std::uint64_t increment_ = 0;
};

/// A UUID of version 4 in lower case, of four draws. Source: RFC 9562 sections 4 and 5.4
std::string make_uuid(Pcg32& random);

/// Folds two numbers into one stream number, well spread; the order of the two counts.
std::uint64_t mix(std::uint64_t a, std::uint64_t b);

}  // namespace understudy
