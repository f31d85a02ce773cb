// SPDX-License-Identifier: MIT
#include "query/clauses.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace understudy::mock::query {

namespace {

constexpr std::uint32_t kNoColumn = ~std::uint32_t{0};
constexpr std::uint32_t kManyColumns = kNoColumn - 1;
// ours: about two seconds; a hundred steps for each of a million rows
constexpr std::uint64_t kMostSteps = 100'000'000;

bool is_logical(Fn fn) { return fn == Fn::all_of || fn == Fn::any_of || fn == Fn::negation; }

/// Whether a literal operand rules the fault of its operator out.
bool is_safe(const Predicate& predicate, const Node& node) {
  const auto literal = [&](std::size_t i) -> const Value* {
    const Node& operand = predicate.nodes[node.operands[i]];
    return operand.fn == Fn::literal ? &operand.values.front() : nullptr;
  };
  if (node.fn == Fn::divide || node.fn == Fn::modulo) {
    const Value* divisor = literal(1);
    return divisor != nullptr && *divisor != Value{std::int64_t{0}};
  }
  if (node.fn != Fn::substring || node.operands.size() < 3) return true;
  const Value* length = literal(2);
  const auto* count = length == nullptr ? nullptr : std::get_if<std::int64_t>(length);
  return count != nullptr && *count >= 0;
}

/// From left to right: what stands behind a decisive answer is not looked at, a fault included.
constexpr Truth follow(Truth left, Truth right, Truth decisive) {
  if (left == decisive || left == Truth::fault) return left;
  if (right == Truth::fault) return right;
  return decisive == Truth::no ? std::min(left, right) : std::max(left, right);
}

constexpr Truth invert(Truth truth) {
  if (truth == Truth::yes) return Truth::no;
  return truth == Truth::no ? Truth::yes : truth;
}

}  // namespace

Clauses::Clauses(const Predicate& predicate, Columns columns, WallTime now)
    : predicate_(predicate),
      columns_(columns),
      machine_(predicate, now),
      starts_(subtree_starts(predicate)),
      looks_at_(predicate.nodes.size(), kNoColumn),
      units_(predicate.nodes.size()) {
  for (std::uint32_t i = 0; i < predicate.nodes.size(); ++i) {
    const Node& node = predicate.nodes[i];
    if (node.fn == Fn::column) looks_at_[i] = node.column;
    for (const std::uint32_t operand : node.operands) {
      const std::uint32_t seen = looks_at_[operand];
      if (seen == kNoColumn || seen == looks_at_[i]) continue;
      looks_at_[i] = looks_at_[i] == kNoColumn ? seen : kManyColumns;
    }
    can_fault_ = can_fault_ || !is_safe(predicate, node);
    if (looks_at_[i] == kNoColumn) machine_.run(std::span{&i, 1});
  }
}

bool Clauses::is_unit(std::uint32_t node) const {
  return looks_at_[node] != kManyColumns || !is_logical(predicate_.nodes[node].fn);
}

Clauses::Unit Clauses::make_unit(std::uint32_t root) const {
  Unit unit;
  for (std::uint32_t i = starts_[root]; i <= root; ++i) {
    if (looks_at_[i] == kNoColumn) continue;
    (predicate_.nodes[i].fn == Fn::column ? unit.columns : unit.steps).push_back(i);
  }
  return unit;
}

std::optional<Fault> Clauses::find_excess(std::size_t row_count) const {
  std::uint64_t steps = 0;
  for (std::uint32_t i = 0; i < predicate_.nodes.size(); ++i) {
    const std::uint32_t seen = looks_at_[i];
    if (seen == kNoColumn || predicate_.nodes[i].fn == Fn::column) continue;
    steps +=
        seen == kManyColumns ? row_count : std::min(row_count, columns_[seen]->values().size());
    if (steps > kMostSteps) {
      return Fault{FaultKind::too_much_work, 0, predicate_.nodes[i].span};
    }
  }
  return std::nullopt;
}

std::vector<std::uint32_t> Clauses::conjuncts() const {
  const Node& top = predicate_.nodes.back();
  if (top.fn == Fn::all_of) return top.operands;
  return {root()};
}

std::optional<std::uint32_t> Clauses::column_of(std::uint32_t clause) const {
  if (looks_at_[clause] == kNoColumn || looks_at_[clause] == kManyColumns) return std::nullopt;
  return looks_at_[clause];
}

Truth Clauses::decide_code(std::uint32_t clause, Code code) {
  auto& unit = units_[clause];
  if (!unit) unit = make_unit(clause);
  for (const std::uint32_t node : unit->columns) {
    const Node& what = predicate_.nodes[node];
    machine_.set(node, columns_[what.column]->values(what.letter_case)[code]);
  }
  machine_.run(unit->steps);
  return machine_.truth(clause);
}

void Clauses::load(const Unit& unit, std::uint32_t row) {
  for (const std::uint32_t node : unit.columns) {
    const Node& what = predicate_.nodes[node];
    const StoredColumn& column = *columns_[what.column];
    machine_.set(node, column.values(what.letter_case)[column.codes()[row]]);
  }
}

template <typename Decide>
void Clauses::each_row(const RowSet& rows, std::vector<Truth>& truths, const Decide& decide) const {
  if (rows.some) {
    for (std::size_t i = 0; i < truths.size(); ++i) truths[i] = decide((*rows.some)[i]);
    return;
  }
  for (std::uint32_t row = 0; row < truths.size(); ++row) truths[row] = decide(row);
}

std::vector<Truth> Clauses::decide_unit(std::uint32_t root, const RowSet& rows) {
  std::vector<Truth> truths(rows.size());
  const auto column = column_of(root);
  if (looks_at_[root] == kNoColumn) {
    std::fill(truths.begin(), truths.end(), machine_.truth(root));
    return truths;
  }
  if (!column || rows.size() < columns_[*column]->values().size()) {
    auto& unit = units_[root];
    if (!unit) unit = make_unit(root);
    each_row(rows, truths, [&](std::uint32_t row) {
      load(*unit, row);
      machine_.run(unit->steps);
      return machine_.truth(root);
    });
    return truths;
  }
  std::vector<Truth> verdicts(columns_[*column]->values().size());
  for (Code code = 0; code < verdicts.size(); ++code) verdicts[code] = decide_code(root, code);
  columns_[*column]->codes().visit([&](const auto& codes) {
    each_row(rows, truths, [&](std::uint32_t row) { return verdicts[codes[row]]; });
  });
  return truths;
}

void Clauses::merge(std::uint32_t parent, std::vector<Truth>& into,
                    const std::vector<Truth>& truths) const {
  const Truth decisive = predicate_.nodes[parent].fn == Fn::all_of ? Truth::no : Truth::yes;
  // Without faults in simple loops, which compilers turn into a few instructions per 16 rows.
  if (can_fault_) {
    for (std::size_t i = 0; i < into.size(); ++i) into[i] = follow(into[i], truths[i], decisive);
  } else if (decisive == Truth::no) {
    for (std::size_t i = 0; i < into.size(); ++i) into[i] = std::min(into[i], truths[i]);
  } else {
    for (std::size_t i = 0; i < into.size(); ++i) into[i] = std::max(into[i], truths[i]);
  }
}

// One vector per level: a finished operand goes into its parent's at once.
std::vector<Truth> Clauses::decide_rows(std::uint32_t clause, const RowSet& rows) {
  std::vector<std::uint32_t> parents(predicate_.nodes.size(), kNoNode);
  std::vector<bool> inside_unit(predicate_.nodes.size());
  for (std::uint32_t i = clause + 1; i-- > starts_[clause];) {
    for (const std::uint32_t operand : predicate_.nodes[i].operands) {
      parents[operand] = i;
      inside_unit[operand] = inside_unit[i] || is_unit(i);
    }
  }
  std::vector<std::vector<Truth>> gathered(predicate_.nodes.size());
  for (std::uint32_t i = starts_[clause]; i <= clause; ++i) {
    if (inside_unit[i]) continue;
    auto truths = is_unit(i) ? decide_unit(i, rows) : std::move(gathered[i]);
    if (!is_unit(i) && predicate_.nodes[i].fn == Fn::negation) {
      std::transform(truths.begin(), truths.end(), truths.begin(), invert);
    }
    if (i == clause) return truths;
    auto& into = gathered[parents[i]];
    if (predicate_.nodes[parents[i]].operands.front() == i) {
      into = std::move(truths);
    } else {
      merge(parents[i], into, truths);
    }
  }
  assert(false && "the clause itself comes last");
  return {};
}

Fault Clauses::explain_fault(std::uint32_t row) {
  const Unit whole = make_unit(root());
  load(whole, row);
  machine_.run(whole.steps);
  const std::uint32_t faulty = machine_.faulty(root());
  assert(faulty != kNoNode && "the row has a fault");
  const Node& node = predicate_.nodes[faulty];
  const bool is_text = node.fn == Fn::substring;
  return {is_text ? FaultKind::negative_length : FaultKind::division_by_zero, row,
          predicate_.nodes[node.operands.back()].span};
}

}  // namespace understudy::mock::query
