// SPDX-License-Identifier: MIT
/// OData expressions as they are written: the whole language of `$filter`, before anybody asks
/// what the names mean.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "filter/dialect.hpp"
#include "query/predicate.hpp"

namespace understudy::mock::filter::odata {

/// The kinds of values; a set of them is a sum.
enum Kind : unsigned {
  kNothing = 0,
  kNull = 1,
  kBoolean = 2,
  kNumber = 4,
  kText = 8,
  kDateTime = 16,
  kDate = 32,
  kTime = 64,
  kGuid = 128,
  kList = 256,
};

enum class Form : std::uint8_t {
  add,
  alternatives,  ///< or
  call,
  conditions,  ///< and
  divide,
  divide_fully,
  equal,
  field,
  greater,
  greater_equal,
  in_list,  ///< what is looked for, then the items, all literals
  less,
  less_equal,
  literal,
  modulo,
  multiply,
  negate,
  negation,
  not_equal,
  subtract,
  unsupported,
};

struct Expression {
  Form form = Form::literal;
  std::vector<std::uint32_t> operands = {};  ///< they stand before it
  query::Span span = {};
  std::string name = {};  ///< of a field, steps joined by "."; of a call in lower case
  query::Value value = {};
  Kind kind = kNothing;     ///< of a literal
  std::uint32_t close = 0;  ///< of a call: where its ")" stands
};

/// Part of the language that this server does not have.
struct Unsupported {
  query::Span span = {};
  std::string what;  ///< "lambda operators"
};

struct Syntax {
  std::vector<Expression> nodes;           ///< the last one is the root
  std::optional<Unsupported> unsupported;  ///< the first one in the text
};

/// The readings that concern syntax.
struct Spelling {
  bool any_case = true;          ///< of operators and functions
  bool blank_behind_not = true;  ///< required
  bool trimmed = false;          ///< blanks around the whole
};

/// Errors:   see filter/odata.cpp; offsets count characters
Result<Syntax, FilterError> parse_syntax(std::string_view text, const Spelling& spelling);

/// A literal that is neither a text nor in brackets, at the front of a text.
struct ScannedLiteral {
  query::Value value;
  Kind kind = kNothing;  ///< kNothing: there is none, or it is wrong
  std::size_t size = 0;
  std::string_view wrong = {};  ///< what would be right, when something is wrong from the start on
};
ScannedLiteral scan_literal(std::string_view text);

}  // namespace understudy::mock::filter::odata
