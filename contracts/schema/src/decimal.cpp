// SPDX-License-Identifier: MIT
/// A number is its significant digits and the power of ten of the last one. Two ways through: one
/// for up to 18 digits without an exponent, which nearly all numbers are, and one for the rest.
#include "decimal.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <optional>

namespace understudy::schema {

namespace {

__extension__ using Wide = unsigned __int128;

constexpr std::int64_t kMaxExponent = 4'000'000'000'000'000'000;  // ours: sums stay in 64 bits
constexpr std::size_t kMaxDivisorDigits = 1000;                   // ours
constexpr std::int64_t kMaxSteps = 20'000'000;                    // ours: about 10 ms
constexpr std::size_t kChunk = 18;                                // digits that fit 64 bits
constexpr std::int64_t kWordDigits = 19;                          // digits that may fit 64 bits

constexpr std::array<std::uint64_t, 20> kPowers = [] {
  std::array<std::uint64_t, 20> powers{1};
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}();

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::uint64_t digit_of(char c) { return static_cast<std::uint64_t>(c - '0'); }

// --- up to 18 digits, no exponent ----------------------------------------------------------------

/// mantissa / 10^scale
struct Small {
  std::uint64_t mantissa = 0;
  std::uint32_t scale = 0;
  bool is_negative = false;
};

/// False where the text is of another kind; `number` is then of no use.
bool read_small(std::string_view text, Small& number) {
  const char* at = text.data();
  const char* const end = at + text.size();
  if (at != end && *at == '-') {
    number.is_negative = true;
    ++at;
  }
  assert(at != end && is_digit(*at) && "this text is no number of JSON");
  if (static_cast<std::size_t>(end - at) > kChunk) return false;
  std::uint64_t mantissa = 0;
  for (; at != end && is_digit(*at); ++at) mantissa = mantissa * 10 + digit_of(*at);
  if (at != end) {
    if (*at != '.') return false;
    ++at;
    number.scale = static_cast<std::uint32_t>(end - at);
    for (; at != end && is_digit(*at); ++at) mantissa = mantissa * 10 + digit_of(*at);
  }
  number.mantissa = mantissa;
  return at == end;
}

std::strong_ordering compare_small(const Small& a, const Small& b) {
  if (a.mantissa == 0 && b.mantissa == 0) return std::strong_ordering::equal;
  if (a.is_negative != b.is_negative) {
    return a.is_negative ? std::strong_ordering::less : std::strong_ordering::greater;
  }
  const Small& greater = a.is_negative ? b : a;
  const Small& lesser = a.is_negative ? a : b;
  if (a.scale == b.scale) return greater.mantissa <=> lesser.mantissa;
  const std::uint32_t scale = std::max(a.scale, b.scale);
  const Wide left = Wide{greater.mantissa} * kPowers[scale - greater.scale];
  const Wide right = Wide{lesser.mantissa} * kPowers[scale - lesser.scale];
  if (left == right) return std::strong_ordering::equal;
  return left < right ? std::strong_ordering::less : std::strong_ordering::greater;
}

// --- any number ----------------------------------------------------------------------------------

/// From the first digit that is not 0 to the last; a point may stand between.
struct Parts {
  std::string_view digits;    ///< empty: 0
  std::int64_t count = 0;     ///< of digits
  std::int64_t exponent = 0;  ///< of the last digit
  bool is_negative = false;

  /// The exponent of the first digit.
  [[nodiscard]] std::int64_t magnitude() const { return exponent + count - 1; }
  [[nodiscard]] int sign() const { return digits.empty() ? 0 : is_negative ? -1 : 1; }
};

// e = ( "e" / "E" ) [ "+" / "-" ] 1*DIGIT, behind the letter
std::int64_t read_exponent(std::string_view text) {
  const bool is_negative = text.starts_with('-');
  if (is_negative || text.starts_with('+')) text.remove_prefix(1);
  std::int64_t exponent = 0;
  for (const char c : text) {
    if (exponent >= kMaxExponent / 10) {
      const auto next = static_cast<Wide>(exponent) * 10 + digit_of(c);
      exponent = static_cast<std::int64_t>(std::min<Wide>(next, Wide{kMaxExponent}));
    } else {
      exponent = exponent * 10 + (c - '0');
    }
  }
  return is_negative ? -exponent : exponent;
}

Parts read_parts(std::string_view text) {
  Parts parts;
  if (text.starts_with('-')) {
    parts.is_negative = true;
    text.remove_prefix(1);
  }
  const std::size_t letter = text.find_first_of("eE");
  const std::string_view significand = text.substr(0, letter);
  const std::size_t first = significand.find_first_of("123456789");
  if (first == std::string_view::npos) return parts;
  const std::size_t last = significand.find_last_of("123456789");
  const std::size_t point = std::min(significand.find('.'), significand.size());

  parts.digits = significand.substr(first, last - first + 1);
  parts.count = static_cast<std::int64_t>(parts.digits.size());
  if (first < point && point < last) --parts.count;
  parts.exponent = static_cast<std::int64_t>(point) - static_cast<std::int64_t>(last);
  if (last < point) --parts.exponent;
  if (letter != std::string_view::npos) parts.exponent += read_exponent(text.substr(letter + 1));
  return parts;
}

/// The digits one by one; 0 for ever behind the last.
class DigitReader {
 public:
  explicit DigitReader(std::string_view digits) : rest_(digits) {}

  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  std::uint64_t next() {
    if (rest_.starts_with('.')) rest_.remove_prefix(1);
    if (rest_.empty()) return 0;
    const std::uint64_t digit = digit_of(rest_.front());
    rest_.remove_prefix(1);
    return digit;
  }

 private:
  std::string_view rest_;
};

/// Both are greater than 0; signs are not looked at.
std::strong_ordering compare_sizes(const Parts& a, const Parts& b) {
  if (a.magnitude() != b.magnitude()) return a.magnitude() <=> b.magnitude();
  DigitReader left{a.digits};
  DigitReader right{b.digits};
  while (!left.at_end() || !right.at_end()) {
    const auto order = left.next() <=> right.next();
    if (order != 0) return order;
  }
  return std::strong_ordering::equal;
}

/// Up to 18 digits at once; how many they were.
struct Chunk {
  std::uint64_t value = 0;
  std::size_t digits = 0;
};

Chunk take_chunk(DigitReader& digits) {
  Chunk chunk;
  for (; chunk.digits < kChunk && !digits.at_end(); ++chunk.digits) {
    chunk.value = chunk.value * 10 + digits.next();
  }
  return chunk;
}

// --- hashes --------------------------------------------------------------------------------------

constexpr std::uint64_t kHashOfZero = 0x9E3779B97F4A7C15;  // 2^64 / golden ratio

/// The finisher of SplitMix64.
std::uint64_t mix(std::uint64_t hash, std::uint64_t value) {
  hash = (hash ^ value) + kHashOfZero;
  hash = (hash ^ hash >> 30U) * 0xBF58476D1CE4E5B9;
  hash = (hash ^ hash >> 27U) * 0x94D049BB133111EB;
  return hash ^ hash >> 31U;
}

std::uint64_t hash_small(const Small& number) {
  if (number.mantissa == 0) return kHashOfZero;
  std::uint64_t mantissa = number.mantissa;
  std::int64_t exponent = -std::int64_t{number.scale};
  for (; mantissa % 10 == 0; ++exponent) mantissa /= 10;
  return mix(mix(number.is_negative ? 1 : 0, mantissa), static_cast<std::uint64_t>(exponent));
}

// --- division ------------------------------------------------------------------------------------

std::uint64_t multiply_modulo(std::uint64_t a, std::uint64_t b, std::uint64_t modulus) {
  return static_cast<std::uint64_t>(Wide{a} * b % modulus);
}

std::uint64_t power_of_ten_modulo(std::int64_t exponent, std::uint64_t modulus) {
  std::uint64_t power = 1 % modulus;
  std::uint64_t square = 10 % modulus;
  for (; exponent > 0; exponent /= 2) {
    if (exponent % 2 == 1) power = multiply_modulo(power, square, modulus);
    square = multiply_modulo(square, square, modulus);
  }
  return power;
}

/// The digits, times 10^exponent, modulo a number of 64 bits.
std::uint64_t remainder_of(std::string_view digits, std::int64_t exponent, std::uint64_t modulus) {
  DigitReader reader{digits};
  std::uint64_t rest = 0;
  while (!reader.at_end()) {
    const Chunk chunk = take_chunk(reader);
    rest = static_cast<std::uint64_t>((Wide{rest} * kPowers[chunk.digits] + chunk.value) % modulus);
  }
  return multiply_modulo(rest, power_of_ten_modulo(exponent, modulus), modulus);
}

/// A whole number of any size, least significant word first.
using Words = std::vector<std::uint32_t>;

/// number * 10 + digit, within the words it has.
void append_digit(Words& number, std::uint64_t digit) {
  for (std::uint32_t& word : number) {
    const std::uint64_t product = std::uint64_t{word} * 10 + digit;
    word = static_cast<std::uint32_t>(product);
    digit = product >> 32U;
  }
  assert(digit == 0 && "a number outgrew its words");
}

/// Both have as many words.
bool is_less(const Words& a, const Words& b) {
  return std::lexicographical_compare(a.rbegin(), a.rend(), b.rbegin(), b.rend());
}

/// Both have as many words, and `a` is not less.
void subtract(Words& a, const Words& b) {
  std::uint64_t borrow = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const std::uint64_t difference = std::uint64_t{a[i]} - b[i] - borrow;
    a[i] = static_cast<std::uint32_t>(difference);
    borrow = difference >> 63U;
  }
}

/// Whether the digits and then `zeros` zeros are a multiple.
bool is_multiple(std::string_view digits, std::int64_t zeros, const Words& divisor) {
  Words rest(divisor.size(), 0);
  const auto take = [&](std::uint64_t digit) {
    append_digit(rest, digit);
    while (!is_less(rest, divisor)) subtract(rest, divisor);
  };
  for (DigitReader reader{digits}; !reader.at_end();) take(reader.next());
  for (; zeros > 0; --zeros) take(0);
  return std::all_of(rest.begin(), rest.end(), [](std::uint32_t word) { return word == 0; });
}

Multiple multiple_if(bool holds) { return holds ? Multiple::yes : Multiple::no; }

/// Nothing where the product leaves 64 bits.
std::optional<std::uint64_t> scale_up(std::uint64_t value, std::int64_t exponent) {
  std::uint64_t product = 0;
  if (exponent >= kWordDigits) return std::nullopt;
  const std::uint64_t power = kPowers[static_cast<std::size_t>(exponent)];
  if (__builtin_mul_overflow(value, power, &product)) return std::nullopt;
  return product;
}

}  // namespace

std::strong_ordering compare_numbers(std::string_view a, std::string_view b) {
  Small small_a;
  Small small_b;
  if (read_small(a, small_a) && read_small(b, small_b)) return compare_small(small_a, small_b);

  const Parts left = read_parts(a);
  const Parts right = read_parts(b);
  if (left.sign() != right.sign()) return left.sign() <=> right.sign();
  if (left.sign() == 0) return std::strong_ordering::equal;
  return left.sign() > 0 ? compare_sizes(left, right) : compare_sizes(right, left);
}

bool is_integer(std::string_view number) {
  if (number.find_first_of(".eE") == std::string_view::npos) return true;
  if (Small small; read_small(number, small)) return small.mantissa % kPowers[small.scale] == 0;
  const Parts parts = read_parts(number);
  return parts.sign() == 0 || parts.exponent >= 0;
}

std::uint64_t hash_number(std::string_view number) {
  if (Small small; read_small(number, small)) return hash_small(small);
  const Parts parts = read_parts(number);
  if (parts.sign() == 0) return kHashOfZero;
  std::uint64_t hash = parts.is_negative ? 1 : 0;
  for (DigitReader digits{parts.digits}; !digits.at_end();) {
    hash = mix(hash, take_chunk(digits).value);
  }
  return mix(hash, static_cast<std::uint64_t>(parts.exponent));
}

Result<Divisor> Divisor::make(std::string_view number) {
  const Parts parts = read_parts(number);
  if (parts.sign() <= 0) {
    return Failure{Error{Errc::bad_input, "a divisor is greater than 0", "", ""}};
  }
  if (parts.count > static_cast<std::int64_t>(kMaxDivisorDigits)) {
    return Failure{
        Error{Errc::limit_exceeded, "a divisor has at most 1000 significant digits", "", ""}};
  }
  Divisor divisor;
  divisor.exponent_ = parts.exponent;
  divisor.digits_ = parts.count;
  DigitReader digits{parts.digits};
  if (parts.count <= kWordDigits) {
    while (!digits.at_end()) divisor.mantissa_ = divisor.mantissa_ * 10 + digits.next();
    return divisor;
  }
  // 9 digits need less than a word; one word more for ten times a remainder.
  divisor.words_.assign(parts.digits.size() / 9 + 2, 0);
  while (!digits.at_end()) append_digit(divisor.words_, digits.next());
  return divisor;
}

Multiple Divisor::divides(std::string_view number) const {
  if (Small small; mantissa_ != 0 && read_small(number, small)) {
    if (small.mantissa == 0) return Multiple::yes;
    const std::int64_t shift = -std::int64_t{small.scale} - exponent_;
    if (shift <= 0) {
      const auto modulus = scale_up(mantissa_, -shift);
      return multiple_if(modulus && small.mantissa % *modulus == 0);
    }
    const auto dividend = scale_up(small.mantissa, shift);
    if (dividend) return multiple_if(*dividend % mantissa_ == 0);
  }
  const Parts parts = read_parts(number);
  if (parts.sign() == 0) return Multiple::yes;
  const std::int64_t shift = parts.exponent - exponent_;
  // The last digit is not 0, so no power of ten can be taken out of the digits.
  if (shift < 0) return Multiple::no;
  if (mantissa_ != 0) return multiple_if(remainder_of(parts.digits, shift, mantissa_) == 0);
  // A power of ten only cancels factors 2 and 5, fewer than 4 of either for each digit.
  const std::int64_t zeros = std::min(shift, digits_ * 4);
  const auto words = static_cast<std::int64_t>(words_.size());
  if (parts.count + zeros > kMaxSteps / words) return Multiple::undecided;
  return multiple_if(is_multiple(parts.digits, zeros, words_));
}

}  // namespace understudy::schema
