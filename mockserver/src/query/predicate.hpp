// SPDX-License-Identifier: MIT
/// A filter as an expression: what text languages such as OData write.
///
/// Rationale: a flat list in which operands stand before what uses them. Nothing that reads,
///            evaluates, compares or destroys it can run out of stack.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "query/value.hpp"

namespace understudy::mock::query {

enum class LetterCase : std::uint8_t { folded, kept };

/// What a node does with its operands. Text is counted and cut by characters.
enum class Fn : std::uint8_t {
  add,
  all_of,  ///< three-valued; an operand behind a false one is not looked at
  any_of,  ///< three-valued; an operand behind a true one is not looked at
  ceiling,
  column,
  concat,
  contains,
  date,  ///< the day of a moment in its own offset
  day,
  divide,        ///< integers: toward zero, a fault when by zero; else as divide_fully
  divide_fully,  ///< always with a fraction; by zero infinite or no number
  ends_with,
  equal,
  floor,
  fold,  ///< simple case folding
  fractional_seconds,
  hour,
  index_of,  ///< from 0; -1 when it is not there
  is_in,     ///< equals one of `values`
  length,
  less,
  less_equal,
  like,  ///< `values`: a text for itself, 0 for any run of characters, 1 for one character
  literal,
  matches,  ///< `values`: an ECMA-262 pattern, found anywhere
  minute,
  modulo,
  month,
  multiply,
  negate,
  negation,
  now,
  offset_minutes,
  round,  ///< halves away from zero
  second,
  starts_with,
  substring,  ///< text, start (below 0: from the end), and a length or the rest
  subtract,
  time,  ///< picoseconds since midnight in the moment's own offset
  to_lower,
  to_upper,
  trim,
  year,
};
std::string_view name_of(Fn fn);

/// How equal, less, less_equal and is_in see null.
enum class NullTest : std::uint8_t {
  plain,    ///< null equals null and nothing else; it is neither less nor greater
  unknown,  ///< a comparison with null is neither true nor false, as in SQL
};

/// A piece of the text that the filter was read from, in bytes.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  friend bool operator==(const Span&, const Span&) = default;
};

struct Node {
  Fn fn = Fn::literal;
  std::vector<std::uint32_t> operands = {};  ///< nodes that stand before this one
  std::vector<Value> values = {};            ///< of a literal: one
  std::uint32_t column = 0;
  LetterCase letter_case = LetterCase::kept;  ///< of a column: whether its texts come folded
  NullTest null_test = NullTest::plain;
  Span span = {};

  friend bool operator==(const Node&, const Node&) = default;
};

/// An expression that is true, false or null for a row; only true selects it. Without nodes it
/// selects every row.
///
/// Shape:    operands before what uses them, each used once, so that a node and all below it are
///           neighbours; the last node is the root
struct Predicate {
  std::vector<Node> nodes = {};

  [[nodiscard]] bool empty() const { return nodes.empty(); }
  /// Appends a node and returns its number.
  std::uint32_t add(Node node);

  friend bool operator==(const Predicate&, const Predicate&) = default;
};

/// The first node of each node's subtree.
std::vector<std::uint32_t> subtree_starts(const Predicate& predicate);

/// Why an expression has no answer for a row.
enum class FaultKind : std::uint8_t { division_by_zero, negative_length, too_much_work };
std::string_view name_of(FaultKind kind);

struct Fault {
  FaultKind kind = FaultKind::division_by_zero;
  std::uint32_t row = 0;  ///< the first row it happens in
  Span span = {};         ///< the divisor, the length, or the clause that costs too much

  friend bool operator==(const Fault&, const Fault&) = default;
};

enum class Truth : std::uint8_t { no, unknown, yes, fault };

}  // namespace understudy::mock::query
