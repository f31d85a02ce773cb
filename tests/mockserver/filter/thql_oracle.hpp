// SPDX-License-Identifier: MIT
/// Random where clauses of thql, and what they mean row by row: slow, obvious, without the engine.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "filter/dialect.hpp"
#include "mockserver/filter/random_partners.hpp"
#include "understudy/base/json.hpp"

namespace understudy::mock::testing {

/// A value with its text in the language; `instant` is what a quoted date says.
struct Written {
  std::string text;
  Json value = {};
  std::string instant = {};
};

/// A condition, or clauses joined by one word.
struct Clause {
  std::string op;  ///< "and", "or", or an operator
  std::vector<Clause> parts = {};
  std::string field = {};
  std::vector<Written> values = {};
};

/// The answers to the questions that the source leaves open.
struct Rules {
  bool sql = true;
  bool folded = true;
  bool wild = true;
};

/// A clause of at most that many levels of brackets.
Clause random_clause(Random& random, int depth);
/// A value that stands beside this field.
Written random_value(Random& random, const std::string& field);

/// As a person would write it: with the brackets it needs, and now and then some more.
std::string write(const Clause& clause, Random& random);

/// The rows by the book, from 1.
std::vector<std::size_t> thql_rows(const Clause& clause, const Json& rows, const Rules& rules);

/// The dialect with these answers.
filter::Parse thql_with(const Rules& rules);

}  // namespace understudy::mock::testing
