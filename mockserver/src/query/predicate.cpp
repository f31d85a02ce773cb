// SPDX-License-Identifier: MIT
#include "query/predicate.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace understudy::mock::query {

std::string_view name_of(Fn fn) {
  switch (fn) {
    case Fn::add:
      return "add";
    case Fn::all_of:
      return "all_of";
    case Fn::any_of:
      return "any_of";
    case Fn::ceiling:
      return "ceiling";
    case Fn::column:
      return "column";
    case Fn::concat:
      return "concat";
    case Fn::contains:
      return "contains";
    case Fn::date:
      return "date";
    case Fn::day:
      return "day";
    case Fn::divide:
      return "divide";
    case Fn::divide_fully:
      return "divide_fully";
    case Fn::ends_with:
      return "ends_with";
    case Fn::equal:
      return "equal";
    case Fn::floor:
      return "floor";
    case Fn::fold:
      return "fold";
    case Fn::fractional_seconds:
      return "fractional_seconds";
    case Fn::hour:
      return "hour";
    case Fn::index_of:
      return "index_of";
    case Fn::is_in:
      return "is_in";
    case Fn::length:
      return "length";
    case Fn::less:
      return "less";
    case Fn::less_equal:
      return "less_equal";
    case Fn::like:
      return "like";
    case Fn::literal:
      return "literal";
    case Fn::matches:
      return "matches";
    case Fn::minute:
      return "minute";
    case Fn::modulo:
      return "modulo";
    case Fn::month:
      return "month";
    case Fn::multiply:
      return "multiply";
    case Fn::negate:
      return "negate";
    case Fn::negation:
      return "negation";
    case Fn::now:
      return "now";
    case Fn::offset_minutes:
      return "offset_minutes";
    case Fn::round:
      return "round";
    case Fn::second:
      return "second";
    case Fn::starts_with:
      return "starts_with";
    case Fn::substring:
      return "substring";
    case Fn::subtract:
      return "subtract";
    case Fn::time:
      return "time";
    case Fn::to_lower:
      return "to_lower";
    case Fn::to_upper:
      return "to_upper";
    case Fn::trim:
      return "trim";
    case Fn::year:
      return "year";
  }
  return "?";
}

std::string_view name_of(FaultKind kind) {
  switch (kind) {
    case FaultKind::division_by_zero:
      return "division_by_zero";
    case FaultKind::negative_length:
      return "negative_length";
    case FaultKind::too_much_work:
      return "too_much_work";
  }
  return "?";
}

std::uint32_t Predicate::add(Node node) {
  const auto number = static_cast<std::uint32_t>(nodes.size());
  assert(std::all_of(node.operands.begin(), node.operands.end(),
                     [&](std::uint32_t operand) { return operand < number; }) &&
         "operands stand before what uses them");
  nodes.push_back(std::move(node));
  return number;
}

std::vector<std::uint32_t> subtree_starts(const Predicate& predicate) {
  std::vector<std::uint32_t> starts(predicate.nodes.size());
  for (std::uint32_t i = 0; i < starts.size(); ++i) {
    starts[i] = i;
    for (const std::uint32_t operand : predicate.nodes[i].operands) {
      starts[i] = std::min(starts[i], starts[operand]);
    }
  }
  return starts;
}

}  // namespace understudy::mock::query
