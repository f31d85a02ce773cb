// SPDX-License-Identifier: MIT
/// Calculates the nodes of an expression, one row or one distinct value at a time.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "query/pattern.hpp"
#include "query/predicate.hpp"
#include "query/value_view.hpp"
#include "understudy/base/clock.hpp"

namespace understudy::mock::query {

inline constexpr std::uint32_t kNoNode = ~std::uint32_t{0};

/// Not thread-safe: it keeps the values of all nodes. Refers to the predicate.
class Machine {
 public:
  Machine(const Predicate& predicate, WallTime now);

  /// Sets a column's value; it has to last until the nodes above are calculated.
  void set(std::uint32_t node, const ValueView& value) { cells_[node].value = value; }
  /// Calculates nodes, operands before what uses them. Literals are there from the start.
  void run(std::span<const std::uint32_t> nodes);

  [[nodiscard]] Truth truth(std::uint32_t node) const;
  /// The node that has no answer and so took it from this one; kNoNode when there is an answer.
  [[nodiscard]] std::uint32_t faulty(std::uint32_t node) const { return cells_[node].fault; }

 private:
  struct Cell {
    ValueView value;
    std::uint32_t fault = kNoNode;
  };

  void calculate(std::uint32_t node);
  Cell decide_all(const Node& node, Truth decisive) const;
  ValueView calculate_text(std::uint32_t node, const Node& what);
  ValueView substring(const Node& what) const;
  [[nodiscard]] ValueView compare_operands(const Node& what) const;
  [[nodiscard]] ValueView find_in_list(std::uint32_t node, const Node& what) const;

  [[nodiscard]] const ValueView& operand(const Node& node, std::size_t i) const {
    return cells_[node.operands[i]].value;
  }

  const Predicate& predicate_;
  std::vector<Cell> cells_;                       // by node
  std::vector<std::string> texts_;                // by node: texts that were made
  std::vector<std::vector<ValueView>> lists_;     // by node: of is_in, ascending, without null
  std::vector<std::optional<Pattern>> patterns_;  // by node
};

}  // namespace understudy::mock::query
