// SPDX-License-Identifier: MIT
/// Random OData expressions, and what they mean row by row: slow, obvious, and without the engine.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mockserver/filter/random_partners.hpp"
#include "understudy/base/json.hpp"

namespace understudy::mock::testing {

/// `op` is an operator, a function, "field", "literal" or "in".
struct Tree {
  std::string op;
  std::vector<Tree> operands = {};
  std::string text = {};  ///< of a literal or a field, as it is written
};

/// An expression that is true, false or null.
Tree random_condition(Random& random, int depth);

/// As a person would write it: with the brackets it needs, and now and then some more.
std::string write(const Tree& tree, Random& random);

/// The rows by the book, from 1; nothing where some row has a fault.
std::optional<std::vector<std::size_t>> odata_rows(const Tree& tree, const Json& rows, bool folded);

}  // namespace understudy::mock::testing
