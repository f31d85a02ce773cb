// SPDX-License-Identifier: MIT
/// One function per family of operators; null in, null out, unless a family says otherwise.
#include "query/machine.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <string_view>
#include <utility>

#include "query/arithmetic.hpp"
#include "query/characters.hpp"
#include "understudy/base/unicode.hpp"

namespace understudy::mock::query {

namespace {

bool is_null(const ValueView& value) { return std::holds_alternative<Null>(value); }

const std::string_view* text_of(const ValueView& value) {
  return std::get_if<std::string_view>(&value);
}

bool is_nan(const ValueView& value) {
  const auto* number = std::get_if<double>(&value);
  return number != nullptr && std::isnan(*number);
}

bool is_number(const ValueView& value) {
  return std::holds_alternative<std::int64_t>(value) || std::holds_alternative<double>(value);
}

/// Whether the two can be compared at all: kinds that differ are neither equal nor less.
bool are_alike(const ValueView& a, const ValueView& b) {
  if (is_number(a) || is_number(b)) return is_number(a) && is_number(b) && !is_nan(a) && !is_nan(b);
  return a.index() == b.index();
}

Moment moment_of(WallTime at) {
  const std::int64_t seconds = epoch_seconds(at);
  const auto rest = at.time_since_epoch() - std::chrono::seconds{seconds};
  return {.seconds = seconds, .nanoseconds = static_cast<std::uint32_t>(rest.count())};
}

/// `pieces` as Fn::like has them. One place to go back to is enough: a run that came earlier could
/// only match what the last one can match too.
bool is_like(std::string_view text, const std::vector<Value>& pieces) {
  constexpr auto kNone = std::string_view::npos;
  std::size_t at = 0;
  std::size_t piece = 0;
  std::size_t run = kNone;  // the piece behind the last run of any characters
  std::size_t retry = 0;    // where in the text it was tried last
  while (true) {
    if (piece == pieces.size() && at == text.size()) return true;
    if (piece < pieces.size()) {
      const auto* literal = std::get_if<std::string>(&pieces[piece]);
      if (literal == nullptr && pieces[piece] == Value{std::int64_t{0}}) {
        run = ++piece;
        retry = at;
        continue;
      }
      if (literal != nullptr && text.substr(at).starts_with(*literal)) {
        at += literal->size();
        ++piece;
        continue;
      }
      if (literal == nullptr && at < text.size()) {
        at += decode(text.substr(at)).size;
        ++piece;
        continue;
      }
    }
    if (run == kNone || retry >= text.size()) return false;
    retry += decode(text.substr(retry)).size;
    at = retry;
    piece = run;
  }
}

ValueView part_of_day(Fn part, std::int64_t picoseconds) {
  const std::int64_t seconds = picoseconds / kPicosecondsPerSecond;
  if (part == Fn::hour) return seconds / 3600;
  if (part == Fn::minute) return seconds / 60 % 60;
  if (part == Fn::second) return seconds % 60;
  return static_cast<double>(picoseconds % kPicosecondsPerSecond) /
         static_cast<double>(kPicosecondsPerSecond);
}

/// The parts of a moment, or of a time of day.
ValueView part_of(Fn part, const ValueView& value) {
  if (const auto* time = std::get_if<std::int64_t>(&value)) return part_of_day(part, *time);
  const auto* moment = std::get_if<Moment>(&value);
  if (moment == nullptr) return Null{};
  switch (part) {
    case Fn::date:
      return day_of(*moment);
    case Fn::time:
      return time_of_day(*moment);
    case Fn::offset_minutes:
      return std::int64_t{moment->offset};
    case Fn::year:
      return civil_time(*moment).year;
    case Fn::month:
      return std::int64_t{civil_time(*moment).month};
    case Fn::day:
      return std::int64_t{civil_time(*moment).day};
    default:
      return part_of_day(part, time_of_day(*moment));
  }
}

ValueView test_texts(Fn test, const ValueView& whole, const ValueView& part) {
  const auto* text = text_of(whole);
  const auto* wanted = text_of(part);
  if (text == nullptr || wanted == nullptr) return Null{};
  if (test == Fn::starts_with) return text->starts_with(*wanted);
  if (test == Fn::ends_with) return text->ends_with(*wanted);
  const std::size_t at = text->find(*wanted);
  if (test == Fn::contains) return at != std::string_view::npos;
  if (at == std::string_view::npos) return std::int64_t{-1};
  return static_cast<std::int64_t>(count_characters(text->substr(0, at)));
}

}  // namespace

Machine::Machine(const Predicate& predicate, WallTime now)
    : predicate_(predicate),
      cells_(predicate.nodes.size()),
      texts_(predicate.nodes.size()),
      lists_(predicate.nodes.size()),
      patterns_(predicate.nodes.size()) {
  for (std::uint32_t i = 0; i < cells_.size(); ++i) {
    const Node& node = predicate.nodes[i];
    if (node.fn == Fn::literal) cells_[i].value = view_of(node.values.front());
    if (node.fn == Fn::now) cells_[i].value = moment_of(now);
    if (node.fn == Fn::is_in) {
      for (const Value& value : node.values) {
        if (!is_null(view_of(value))) lists_[i].push_back(view_of(value));
      }
      std::sort(lists_[i].begin(), lists_[i].end(),
                [](const auto& a, const auto& b) { return compare_views(a, b) < 0; });
    }
    if (node.fn == Fn::matches) {
      const auto* text = std::get_if<std::string>(&node.values.front());
      auto pattern = Pattern::compile(text == nullptr ? std::string_view{} : *text);
      if (pattern) patterns_[i] = *std::move(pattern);
    }
  }
}

void Machine::run(std::span<const std::uint32_t> nodes) {
  for (const std::uint32_t node : nodes) calculate(node);
}

Truth Machine::truth(std::uint32_t node) const {
  const Cell& cell = cells_[node];
  if (cell.fault != kNoNode) return Truth::fault;
  const auto* flag = std::get_if<bool>(&cell.value);
  if (flag == nullptr) return Truth::unknown;
  return *flag ? Truth::yes : Truth::no;
}

Machine::Cell Machine::decide_all(const Node& node, Truth decisive) const {
  bool is_unknown = false;
  for (const std::uint32_t operand : node.operands) {
    const Truth said = truth(operand);
    if (said == decisive) return {decisive == Truth::yes, kNoNode};
    if (said == Truth::fault) return {Null{}, cells_[operand].fault};
    is_unknown = is_unknown || said == Truth::unknown;
  }
  if (is_unknown) return {Null{}, kNoNode};
  return {decisive != Truth::yes, kNoNode};
}

ValueView Machine::compare_operands(const Node& what) const {
  const ValueView& a = operand(what, 0);
  const ValueView& b = operand(what, 1);
  if (is_null(a) || is_null(b)) {
    if (what.null_test == NullTest::unknown) return Null{};
    return what.fn == Fn::equal && is_null(a) && is_null(b);
  }
  if (!are_alike(a, b)) return false;
  const auto order = compare_views(a, b);
  if (what.fn == Fn::equal) return order == 0;
  return what.fn == Fn::less ? order < 0 : order <= 0;
}

ValueView Machine::find_in_list(std::uint32_t node, const Node& what) const {
  const ValueView& value = operand(what, 0);
  const std::vector<ValueView>& list = lists_[node];
  const bool lists_null = list.size() < what.values.size();
  const bool is_sql = what.null_test == NullTest::unknown;
  if (is_null(value)) {
    if (is_sql) return Null{};
    return lists_null;
  }
  const bool found = !is_nan(value) && std::binary_search(list.begin(), list.end(), value,
                                                          [](const auto& a, const auto& b) {
                                                            return compare_views(a, b) < 0;
                                                          });
  if (found || !is_sql || !lists_null) return found;
  return Null{};
}

ValueView Machine::substring(const Node& what) const {
  const auto* text = text_of(operand(what, 0));
  const auto start = whole_number(operand(what, 1));
  if (text == nullptr || !start) return Null{};
  std::size_t first = static_cast<std::size_t>(std::max(*start, std::int64_t{0}));
  if (*start < 0) {
    const std::size_t length = count_characters(*text);
    const auto back = static_cast<std::size_t>(-(*start + 1)) + 1;
    first = back < length ? length - back : 0;
  }
  const std::string_view rest = text->substr(byte_of_character(*text, first));
  if (what.operands.size() < 3) return rest;
  const auto length = whole_number(operand(what, 2));
  if (!length) return Null{};
  return rest.substr(0, byte_of_character(rest, static_cast<std::size_t>(*length)));
}

ValueView Machine::calculate_text(std::uint32_t node, const Node& what) {
  const auto* text = text_of(operand(what, 0));
  if (text == nullptr) return Null{};
  std::string& made = texts_[node];
  switch (what.fn) {
    case Fn::concat: {
      const auto* more = text_of(operand(what, 1));
      if (more == nullptr) return Null{};
      made.assign(*text);
      made += *more;
      return std::string_view{made};
    }
    case Fn::fold:
      made = fold_case(*text);
      return std::string_view{made};
    case Fn::to_lower:
      to_lower(*text, made);
      return std::string_view{made};
    case Fn::to_upper:
      to_upper(*text, made);
      return std::string_view{made};
    case Fn::trim:
      return trim_spaces(*text);
    case Fn::length:
      return static_cast<std::int64_t>(count_characters(*text));
    case Fn::like:
      return is_like(*text, what.values);
    case Fn::matches:
      return patterns_[node].has_value() && patterns_[node]->found_in(*text);
    default:
      return Null{};
  }
}

void Machine::calculate(std::uint32_t node) {
  const Node& what = predicate_.nodes[node];
  Cell& out = cells_[node];
  if (what.fn == Fn::all_of) {
    out = decide_all(what, Truth::no);
    return;
  }
  if (what.fn == Fn::any_of) {
    out = decide_all(what, Truth::yes);
    return;
  }
  out.fault = kNoNode;
  for (const std::uint32_t operand : what.operands) {
    if (cells_[operand].fault == kNoNode) continue;
    out.fault = cells_[operand].fault;
    return;
  }
  const auto settle = [&](const std::optional<ValueView>& value) {
    out.value = value.value_or(Null{});
    if (!value) out.fault = node;
  };
  switch (what.fn) {
    case Fn::all_of:
    case Fn::any_of:
    case Fn::column:
    case Fn::literal:
    case Fn::now:
      return;
    case Fn::add:
      out.value = add(operand(what, 0), operand(what, 1));
      return;
    case Fn::subtract:
      out.value = subtract(operand(what, 0), operand(what, 1));
      return;
    case Fn::multiply:
      out.value = multiply(operand(what, 0), operand(what, 1));
      return;
    case Fn::divide:
      settle(divide(operand(what, 0), operand(what, 1)));
      return;
    case Fn::divide_fully:
      out.value = divide_fully(operand(what, 0), operand(what, 1));
      return;
    case Fn::modulo:
      settle(modulo(operand(what, 0), operand(what, 1)));
      return;
    case Fn::negate:
      out.value = negate(operand(what, 0));
      return;
    case Fn::round:
      out.value = round_away(operand(what, 0));
      return;
    case Fn::floor:
      out.value = round_down(operand(what, 0));
      return;
    case Fn::ceiling:
      out.value = round_up(operand(what, 0));
      return;
    case Fn::negation: {
      const auto* flag = std::get_if<bool>(&operand(what, 0));
      out.value = flag == nullptr ? ValueView{Null{}} : ValueView{!*flag};
      return;
    }
    case Fn::equal:
    case Fn::less:
    case Fn::less_equal:
      out.value = compare_operands(what);
      return;
    case Fn::is_in:
      out.value = find_in_list(node, what);
      return;
    case Fn::contains:
    case Fn::ends_with:
    case Fn::index_of:
    case Fn::starts_with:
      out.value = test_texts(what.fn, operand(what, 0), operand(what, 1));
      return;
    case Fn::substring:
      if (what.operands.size() == 3) {
        const auto length = whole_number(operand(what, 2));
        if (length && *length < 0) return settle(std::nullopt);
      }
      out.value = substring(what);
      return;
    case Fn::concat:
    case Fn::fold:
    case Fn::length:
    case Fn::like:
    case Fn::matches:
    case Fn::to_lower:
    case Fn::to_upper:
    case Fn::trim:
      out.value = calculate_text(node, what);
      return;
    case Fn::date:
    case Fn::day:
    case Fn::fractional_seconds:
    case Fn::hour:
    case Fn::minute:
    case Fn::month:
    case Fn::offset_minutes:
    case Fn::second:
    case Fn::time:
    case Fn::year:
      out.value = part_of(what.fn, operand(what, 0));
      return;
  }
}

}  // namespace understudy::mock::query
