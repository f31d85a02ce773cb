// SPDX-License-Identifier: MIT
/// Numbers of JSON as they are written, compared and divided without rounding.
///
/// Every text here is a number of JSON (RFC 8259 section 6); that is the caller's promise. Time and
/// memory are bounded by the length of the texts, never by an exponent. Exponents past 4 * 10^18
/// count as that.
#pragma once

#include <compare>
#include <cstdint>
#include <string_view>
#include <vector>

#include "understudy/base/result.hpp"

namespace understudy::schema {

/// 1, 1.0 and 10e-1 are equal, and so are 0 and -0.
std::strong_ordering compare_numbers(std::string_view a, std::string_view b);

/// Whether the value is a whole number: 1.0 and 1e2 are, 1e-1 is not.
bool is_integer(std::string_view number);

/// Equal numbers have equal hashes. The same in every process.
std::uint64_t hash_number(std::string_view number);

enum class Multiple : std::uint8_t { no, undecided, yes };

/// The value of "multipleOf", ready to divide by.
class Divisor {
 public:
  /// Units:    at most 1,000 significant digits
  /// Errors:   bad_input unless the number is greater than 0; limit_exceeded; no `where`
  static Result<Divisor> make(std::string_view number);

  /// Whether `number` is a whole multiple, exactly. Undecided only when the divisor has more than
  /// 19 significant digits and the work (digits of the number, or of the power of ten between the
  /// two, times words of the divisor) passes 20,000,000 steps: for a divisor of 1,000 digits, a
  /// number of about 170,000.
  [[nodiscard]] Multiple divides(std::string_view number) const;

 private:
  Divisor() = default;

  std::uint64_t mantissa_ = 0;  // without trailing zeros; 0: see words_
  std::int64_t exponent_ = 0;   // of the last digit
  std::int64_t digits_ = 0;
  std::vector<std::uint32_t> words_;  // the mantissa, least significant first
};

}  // namespace understudy::schema
