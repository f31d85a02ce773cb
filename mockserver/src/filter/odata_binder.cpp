// SPDX-License-Identifier: MIT
/// Shape:    `ne`, `gt` and `ge` are said with equal and less
/// Source:   S10; A20, A29 the switches
#include "filter/odata_binder.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "filter/odata_functions.hpp"
#include "filter/odata_kinds.hpp"
#include "filter/odata_names.hpp"
#include "filter/text_language.hpp"
#include "query/pattern.hpp"
#include "understudy/base/unicode.hpp"

namespace understudy::mock::filter::odata {

namespace {

using query::Fn;
using query::Node;

constexpr query::Moment kMinDateTime{.seconds = -62'135'596'800};
constexpr query::Moment kMaxDateTime{
    .seconds = 253'402'300'799, .nanoseconds = 999'999'999, .picoseconds = 999};

bool is_comparison(Form form) {
  switch (form) {
    case Form::equal:
    case Form::greater:
    case Form::greater_equal:
    case Form::less:
    case Form::less_equal:
    case Form::not_equal:
      return true;
    default:
      return false;
  }
}

/// Whether an operand's text is compared, so that the case of its letters matters.
bool compares_texts(const Expression& parent) {
  if (parent.form != Form::call) return is_comparison(parent.form) || parent.form == Form::in_list;
  return parent.name == "contains" || parent.name == "endswith" || parent.name == "indexof" ||
         parent.name == "startswith";
}

Fn fn_of(Form form) {
  switch (form) {
    case Form::add:
      return Fn::add;
    case Form::alternatives:
      return Fn::any_of;
    case Form::conditions:
      return Fn::all_of;
    case Form::divide:
      return Fn::divide;
    case Form::divide_fully:
      return Fn::divide_fully;
    case Form::equal:
    case Form::not_equal:
      return Fn::equal;
    case Form::greater:
    case Form::less:
      return Fn::less;
    case Form::greater_equal:
    case Form::less_equal:
      return Fn::less_equal;
    case Form::modulo:
      return Fn::modulo;
    case Form::multiply:
      return Fn::multiply;
    case Form::negate:
      return Fn::negate;
    case Form::negation:
      return Fn::negation;
    case Form::subtract:
      return Fn::subtract;
    case Form::call:
    case Form::field:
    case Form::in_list:
    case Form::literal:
    case Form::unsupported:
      break;
  }
  return Fn::literal;
}

/// Gives names and types to what was written, operands before what uses them.
class Binder {
 public:
  Binder(std::string_view text, const Syntax& syntax, const Comparison& reading,
         const query::Schema& columns)
      : text_(text),
        syntax_(syntax),
        reading_(reading),
        columns_(columns),
        bound_(syntax.nodes.size()),
        parents_(syntax.nodes.size()) {}

  Parsed bind();

 private:
  /// What became of an expression.
  struct Bound {
    std::uint32_t node = 0;
    Kind kind = kNothing;
  };
  using Checked = Result<Done, FilterError>;

  Checked bind_one(std::uint32_t i);
  Checked bind_field(std::uint32_t i);
  Checked bind_literal(std::uint32_t i);
  Checked bind_call(std::uint32_t i);
  Checked bind_list(std::uint32_t i);
  Checked bind_comparison(std::uint32_t i);
  Checked require(std::uint32_t i, unsigned kinds, std::string_view by) const;
  Checked check_pattern(std::uint32_t i) const;

  [[nodiscard]] Failure<FilterError> refuse(FilterErrc code, query::Span place,
                                            std::string_view wanted) const {
    return Failure{complain(text_, code, place, wanted)};
  }
  [[nodiscard]] FilterError not_supported(const Unsupported& found) const;
  [[nodiscard]] const Expression& at(std::uint32_t i) const { return syntax_.nodes[i]; }
  /// The nodes of the operands.
  [[nodiscard]] std::vector<std::uint32_t> operands_of(std::uint32_t i) const;
  [[nodiscard]] bool is_folded(std::uint32_t i) const;
  [[nodiscard]] bool is_item(std::uint32_t i) const;
  [[nodiscard]] std::optional<ScannedLiteral> read_date(const Expression& written,
                                                        Kind beside) const;
  void coerce(std::uint32_t i, Kind beside);
  void emit(std::uint32_t i, Node node, Kind kind);

  std::string_view text_;
  const Syntax& syntax_;
  const Comparison& reading_;
  const query::Schema& columns_;
  std::vector<Bound> bound_;                           // by expression
  std::vector<std::optional<std::uint32_t>> parents_;  // by expression
  query::Predicate predicate_;
};

std::vector<std::uint32_t> Binder::operands_of(std::uint32_t i) const {
  std::vector<std::uint32_t> nodes;
  for (const std::uint32_t operand : at(i).operands) nodes.push_back(bound_[operand].node);
  return nodes;
}

bool Binder::is_folded(std::uint32_t i) const {
  return reading_.folded && parents_[i] && compares_texts(at(*parents_[i]));
}

FilterError Binder::not_supported(const Unsupported& found) const {
  FilterError error = complain(text_, FilterErrc::not_supported, found.span, {});
  error.message = "character " + std::to_string(error.offset) + " has '" + error.token +
                  "': " + found.what + " - part of OData, but not supported here";
  return error;
}

/// Whether it stands inside a list, and so becomes a value of the list's node.
bool Binder::is_item(std::uint32_t i) const {
  if (!parents_[i]) return false;
  const Expression& parent = at(*parents_[i]);
  return parent.form == Form::in_list && parent.operands.front() != i;
}

void Binder::emit(std::uint32_t i, Node node, Kind kind) {
  node.span = at(i).span;
  std::uint32_t number = predicate_.add(std::move(node));
  const Fn fn = predicate_.nodes[number].fn;
  const bool comes_folded = fn == Fn::literal || fn == Fn::column;
  if (kind == kText && is_folded(i) && !comes_folded) {
    number = predicate_.add({.fn = Fn::fold, .operands = {number}, .span = at(i).span});
  }
  bound_[i] = {number, kind};
}

Binder::Checked Binder::require(std::uint32_t i, unsigned kinds, std::string_view by) const {
  if (is_one_of(kinds, bound_[i].kind)) return Done{};
  return refuse(FilterErrc::wrong_type, at(i).span,
                describe_kinds(kinds) + " is due for " + std::string{by} + ", not " +
                    describe_kinds(bound_[i].kind));
}

Binder::Checked Binder::bind_field(std::uint32_t i) {
  const std::size_t column = *columns_.find_in_any_case(at(i).name);
  const Kind kind = kind_of(columns_[column].type);
  // A guid is the same in letters of either case, whatever the switches say.
  const bool folded = kind == kGuid || (kind == kText && is_folded(i));
  emit(i,
       {.fn = Fn::column,
        .column = static_cast<std::uint32_t>(column),
        .letter_case = folded ? query::LetterCase::folded : query::LetterCase::kept},
       kind);
  return Done{};
}

Binder::Checked Binder::bind_literal(std::uint32_t i) {
  query::Value value = at(i).value;
  auto* text = std::get_if<std::string>(&value);
  if (text != nullptr && at(i).kind == kText && is_folded(i)) *text = fold_case(*text);
  emit(i, {.fn = Fn::literal, .values = {std::move(value)}}, at(i).kind);
  return Done{};
}

/// A text beside a date is one when it reads as one; else it stays a text, and is refused.
std::optional<ScannedLiteral> Binder::read_date(const Expression& written, Kind beside) const {
  constexpr unsigned kDays = kDate | kDateTime;
  const auto* text = std::get_if<std::string>(&written.value);
  if (!reading_.coerces || (beside & kDays) == 0) return std::nullopt;
  if (written.form != Form::literal || text == nullptr) return std::nullopt;
  ScannedLiteral scanned = scan_literal(*text);
  if (scanned.size != text->size() || (scanned.kind & kDays) == 0) return std::nullopt;
  return scanned;
}

void Binder::coerce(std::uint32_t i, Kind beside) {
  const auto date = read_date(at(i), beside);
  if (!date) return;
  bound_[i].kind = date->kind;
  predicate_.nodes[bound_[i].node].values = {date->value};
}

Binder::Checked Binder::bind_comparison(std::uint32_t i) {
  const Expression& expression = at(i);
  const std::uint32_t left = expression.operands[0];
  const std::uint32_t right = expression.operands[1];
  coerce(left, bound_[right].kind);
  coerce(right, bound_[left].kind);
  const bool is_equality = expression.form == Form::equal || expression.form == Form::not_equal;
  for (const std::uint32_t side : {left, right}) {
    if (bound_[side].kind != kList) continue;
    const Kind other = bound_[side == left ? right : left].kind;
    if (is_equality && other == kNull) continue;
    return refuse(FilterErrc::wrong_type, at(side).span,
                  "no list is due; a list is only equal or not equal to null");
  }
  if (!are_comparable(bound_[left].kind, bound_[right].kind)) {
    return refuse(FilterErrc::wrong_type, at(right).span,
                  describe_kinds(bound_[left].kind) + " is due to compare with, not " +
                      describe_kinds(bound_[right].kind));
  }
  std::vector<std::uint32_t> operands = operands_of(i);
  if (expression.form == Form::greater || expression.form == Form::greater_equal) {
    std::swap(operands[0], operands[1]);
  }
  emit(i, {.fn = fn_of(expression.form), .operands = std::move(operands)}, kBoolean);
  if (expression.form == Form::not_equal) {
    emit(i, {.fn = Fn::negation, .operands = {bound_[i].node}}, kBoolean);
  }
  return Done{};
}

Binder::Checked Binder::bind_list(std::uint32_t i) {
  const std::uint32_t wanted = at(i).operands.front();
  Node node{.fn = Fn::is_in, .operands = {bound_[wanted].node}};
  if (bound_[wanted].kind == kList) {
    return refuse(FilterErrc::wrong_type, at(wanted).span,
                  "no list is due; a list is only equal or not equal to null");
  }
  for (std::size_t n = 1; n < at(i).operands.size(); ++n) {
    const Expression& item = at(at(i).operands[n]);
    query::Value value = item.value;
    Kind kind = item.kind;
    if (const auto date = read_date(item, bound_[wanted].kind)) {
      kind = date->kind;
      value = date->value;
    } else if (kind == kText && reading_.folded) {
      value = fold_case(std::get<std::string>(value));
    }
    if (!are_comparable(bound_[wanted].kind, kind)) {
      return refuse(FilterErrc::wrong_type, item.span,
                    describe_kinds(bound_[wanted].kind) + " is due to compare with, not " +
                        describe_kinds(kind));
    }
    node.values.push_back(std::move(value));
  }
  emit(i, std::move(node), kBoolean);
  return Done{};
}

Binder::Checked Binder::check_pattern(std::uint32_t i) const {
  const auto* text = std::get_if<std::string>(&at(i).value);
  if (at(i).form != Form::literal || text == nullptr) {
    return refuse(FilterErrc::wrong_type, at(i).span, "a pattern in quotes is due");
  }
  const auto pattern = query::Pattern::compile(*text);
  if (pattern) return Done{};
  return refuse(FilterErrc::bad_literal, at(i).span,
                "a pattern of ECMA-262 is due: " + pattern.error().what);
}

Binder::Checked Binder::bind_call(std::uint32_t i) {
  const Expression& call = at(i);
  const Function& function = *find_function(call.name);
  const auto most =
      static_cast<std::size_t>(std::count_if(function.arguments.begin(), function.arguments.end(),
                                             [](unsigned kinds) { return kinds != kNothing; }));
  const std::size_t count = call.operands.size();
  if (count < function.least || count > most) {
    const std::size_t needed = count < function.least ? function.least : most;
    const query::Span place =
        count > most ? at(call.operands[most]).span : query::Span{call.close, call.close + 1};
    return refuse(FilterErrc::wrong_arguments, place,
                  call.name + " takes " + std::to_string(needed) +
                      (needed == 1 ? " argument" : " arguments"));
  }
  for (std::size_t n = 0; n < count; ++n) {
    const auto checked = require(call.operands[n], function.arguments[n], call.name);
    if (!checked) return checked;
    const auto* number = std::get_if<double>(&at(call.operands[n]).value);
    if (function.fn == Fn::substring && number != nullptr) {
      return refuse(FilterErrc::wrong_type, at(call.operands[n]).span, "a whole number is due");
    }
  }
  if (function.fn == Fn::substring && count == 3) {
    const auto* length = std::get_if<std::int64_t>(&at(call.operands[2]).value);
    if (length != nullptr && *length < 0) {
      return refuse(FilterErrc::negative_length, at(call.operands[2]).span,
                    "a length from 0 on is due");
    }
  }
  Node node{.fn = function.fn, .operands = operands_of(i)};
  if (call.name == "mindatetime") node.values = {kMinDateTime};
  if (call.name == "maxdatetime") node.values = {kMaxDateTime};
  if (function.fn == Fn::matches) {
    const auto checked = check_pattern(call.operands[1]);
    if (!checked) return checked;
    node.values = {at(call.operands[1]).value};
  }
  emit(i, std::move(node), function.result);
  return Done{};
}

Binder::Checked Binder::bind_one(std::uint32_t i) {
  const Expression& expression = at(i);
  switch (expression.form) {
    case Form::call:
      return bind_call(i);
    case Form::field:
      return bind_field(i);
    case Form::in_list:
      return bind_list(i);
    case Form::literal:
      return bind_literal(i);
    default:
      break;
  }
  if (is_comparison(expression.form)) return bind_comparison(i);
  const bool is_logical = expression.form == Form::alternatives ||
                          expression.form == Form::conditions || expression.form == Form::negation;
  const Kind kind = is_logical ? kBoolean : kNumber;
  for (const std::uint32_t operand : expression.operands) {
    const auto checked =
        require(operand, kind, is_logical ? "'and', 'or' and 'not'" : "arithmetic");
    if (!checked) return checked;
  }
  emit(i, {.fn = fn_of(expression.form), .operands = operands_of(i)}, kind);
  return Done{};
}

Parsed Binder::bind() {
  if (syntax_.unsupported) return Failure{not_supported(*syntax_.unsupported)};
  // Names come before types.
  if (const auto checked = check_names(text_, syntax_, columns_); !checked)
    return Failure{checked.error()};
  for (std::uint32_t i = 0; i < syntax_.nodes.size(); ++i) {
    for (const std::uint32_t operand : at(i).operands) parents_[operand] = i;
  }
  for (std::uint32_t i = 0; i < syntax_.nodes.size(); ++i) {
    if (is_item(i)) continue;
    if (const auto checked = bind_one(i); !checked) return Failure{checked.error()};
  }
  const auto root = static_cast<std::uint32_t>(syntax_.nodes.size() - 1);
  const auto checked = require(root, kBoolean, "a filter");
  if (!checked) return Failure{checked.error()};
  return query::Filter{.where = std::move(predicate_)};
}

}  // namespace

Parsed bind(std::string_view text, const Syntax& syntax, const Comparison& reading,
            const query::Schema& columns) {
  return Binder{text, syntax, reading, columns}.bind();
}

}  // namespace understudy::mock::filter::odata
