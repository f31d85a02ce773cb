// SPDX-License-Identifier: MIT
/// Where clauses as they are written, before anybody asks what the names mean.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "filter/dialect.hpp"
#include "query/predicate.hpp"

namespace understudy::mock::filter::thql {

enum class Form : std::uint8_t { alternatives, conditions, compare, in_list, like };
enum class Relation : std::uint8_t { equal, greater, greater_equal, less, less_equal, not_equal };

enum class Spelled : std::uint8_t { boolean, null, number, text };
struct Literal {
  Spelled kind = Spelled::null;
  std::string text = {};  ///< of a number as it stands, of a text what it says
  query::Span span = {};
};

struct Clause {
  Form form = Form::compare;
  query::Span span = {};
  std::vector<std::uint32_t> operands = {};  ///< they stand before it
  std::string field = {};
  query::Span field_span = {};
  Relation relation = Relation::equal;
  bool negated = false;  ///< "not like", "not in"
  std::vector<Literal> values = {};
};

/// Operands before what uses them, the whole last; empty when there is no condition.
///
/// Errors:   see filter/thql.cpp; offsets count characters
Result<std::vector<Clause>, FilterError> parse_syntax(std::string_view text);

}  // namespace understudy::mock::filter::thql
