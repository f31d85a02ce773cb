// SPDX-License-Identifier: MIT
/// Conditions on rows, as checks understand them: what a filter should select, known before it is
/// asked, and told from what wrong readings would select.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rows.hpp"

namespace understudy::conformance {

enum class Test : std::uint8_t {
  between,  ///< both bounds included
  contains,
  ends,
  equal,
  greater,
  greater_equal,
  is_missing,
  less,
  less_equal,
  not_contains,
  not_equal,
  not_missing,
  starts,
};
std::optional<Test> find_test(std::string_view name);

/// Whether a field can be asked by a test.
bool takes(const FieldSpec& field, Test test);

/// What the documents say of something that they may leave open.
enum class Letters : std::uint8_t {
  regarded,
  ignored,
  ignored_in_ascii,  ///< as hosts do by mistake
  open,
};
enum class Absent : std::uint8_t { dropped, kept, open };

enum class Truth : std::uint8_t { no, open, yes };

/// One condition: equal to any of the values, containing all of them, and so on.
struct Condition {
  FieldSpec field;
  Test test = Test::equal;
  std::vector<Json> values = {};
  Letters letters = Letters::regarded;
  Absent missing = Absent::dropped;
};

/// Conditions put together; a leaf has no parts.
struct Expression {
  enum class Kind : std::uint8_t { leaf, all, any, none };
  Kind kind = Kind::leaf;
  Condition leaf = {};
  std::vector<Expression> parts = {};
};

Truth holds_for(const Json& row, const Condition& condition);
Truth holds_for(const Json& row, const Expression& expression);

/// The condition on a field of that type whose outcome on the sample differs from that of most
/// wrong readings of it; nothing where the rows have no value to ask for.
enum class Asking : std::uint8_t {
  of_rows,  ///< values that rows have
  parts,    ///< parts of such values, to see that a test asks for the whole
  turned,   ///< such values with the case of their letters turned
};
struct Wish {
  std::string type = "string";
  Test test = Test::equal;
  std::size_t items = 1;
  Letters letters = Letters::regarded;
  Absent missing = Absent::dropped;
  Asking asking = Asking::of_rows;
  std::string field = {};  ///< its name; empty: any that takes the test
  bool (*is_usable)(const std::string& text) = nullptr;  ///< as a value in the language
  std::string column = {};  ///< the type that the host's columns tell; empty: any
  std::string under = {};   ///< JSON Pointer in a row at or below which it stands; empty: anywhere
  std::vector<Json> also = {};  ///< items behind the first of those that are chosen
};
std::optional<Condition> choose_condition(const ListSample& sample, const Wish& wish);

/// Two conditions that select other rows together than each alone; of "and" three where the rows
/// have some that only the third keeps out.
std::optional<Expression> choose_joined(const ListSample& sample, Expression::Kind kind,
                                        bool (*is_usable)(const std::string& text),
                                        Letters letters);

}  // namespace understudy::conformance
