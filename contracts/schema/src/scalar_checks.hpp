// SPDX-License-Identifier: MIT
/// The checks of single values: numbers against bounds, texts against sizes and patterns.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>

#include "program.hpp"

namespace understudy::schema {

/// The answer of a check that may have to be given up at a limit.
enum class Outcome : std::uint8_t { no, yes, undecided };

constexpr Outcome outcome_of(bool holds) { return holds ? Outcome::yes : Outcome::no; }

inline bool is_integral(const JsonNode& number) {
  return number.flag || is_integer({number.text, number.size});
}

/// Characters, not bytes.
inline std::size_t length_of(const JsonNode& text) {
  if (text.flag) return text.size;
  std::size_t length = 0;
  for (std::uint32_t i = 0; i < text.size; ++i) {
    length += (static_cast<unsigned char>(text.text[i]) & 0xC0U) != 0x80U ? 1U : 0U;
  }
  return length;
}

inline std::strong_ordering compare_to(const Bound& bound, const JsonNode& number) {
  constexpr std::uint32_t kShort = 18;  // so many digits fit an int64
  if (bound.integer && number.flag && number.size <= kShort) {
    return *to_int64(JsonElement{&number}) <=> *bound.integer;
  }
  return compare_numbers({number.text, number.size}, bound.text);
}

inline Outcome check_limit(Kind kind, const Bound& bound, const JsonNode& number) {
  const auto order = compare_to(bound, number);
  if (kind == Kind::minimum) return outcome_of(order >= 0);
  if (kind == Kind::maximum) return outcome_of(order <= 0);
  if (kind == Kind::exclusive_minimum) return outcome_of(order > 0);
  return outcome_of(order < 0);
}

inline Outcome check_multiple(const Divisor& divisor, const JsonNode& number) {
  switch (divisor.divides({number.text, number.size})) {
    case Multiple::no:
      return Outcome::no;
    case Multiple::yes:
      return Outcome::yes;
    case Multiple::undecided:
      break;
  }
  return Outcome::undecided;
}

/// What minLength, minItems, minProperties and their twins count.
inline std::size_t measure(const JsonNode& instance) {
  return instance.kind == JsonNode::Kind::string ? length_of(instance) : instance.size;
}

inline Outcome check_size(Kind kind, std::uint32_t bound, const JsonNode& instance) {
  const std::size_t size = measure(instance);
  const bool is_least =
      kind == Kind::min_length || kind == Kind::min_items || kind == Kind::min_properties;
  return outcome_of(is_least ? size >= bound : size <= bound);
}

inline Outcome check_pattern(const Regex& regex, const JsonNode& text) {
  switch (regex.search({text.text, text.size})) {
    case Regex::Found::no:
      return Outcome::no;
    case Regex::Found::yes:
      return Outcome::yes;
    case Regex::Found::undecided:
      break;
  }
  return Outcome::undecided;
}

/// The instructions that look at one value and run no other schema.
inline Outcome check_scalar(const Program& program, const Op& op, const JsonNode& instance) {
  switch (op.code) {
    case Opcode::constant:
    case Opcode::enumeration:
      return outcome_of(program.values[op.operand].contains(JsonElement{&instance}));
    case Opcode::format:
      return outcome_of(program.formats[op.operand]->valid({instance.text, instance.size}));
    case Opcode::limit:
      return check_limit(op.kind, program.bounds[op.operand], instance);
    case Opcode::multiple_of:
      return check_multiple(program.divisors[op.operand], instance);
    case Opcode::pattern:
      return check_pattern(*program.patterns[op.operand], instance);
    case Opcode::size:
      return check_size(op.kind, op.operand, instance);
    case Opcode::unique_items:
      return outcome_of(!find_repeated_element(JsonElement{&instance}));
    default:
      return Outcome::no;
  }
}

}  // namespace understudy::schema
