// SPDX-License-Identifier: MIT
/// `odata`: an expression of OData 4.01 such as `Tier eq 'Premier' and not contains(Name,'Labs')`.
///
/// Grammar:  filter    = orExpr                       ; no blanks before it or behind it
///           orExpr    = andExpr  *( RWS "or"  RWS andExpr )
///           andExpr   = eqExpr   *( RWS "and" RWS eqExpr )
///           eqExpr    = relExpr  *( RWS ( "eq" / "ne" ) RWS relExpr )
///           relExpr   = addExpr  *( RWS ( "gt" / "ge" / "lt" / "le" ) RWS addExpr )
///           addExpr   = mulExpr  *( RWS ( "add" / "sub" ) RWS mulExpr )
///           mulExpr   = unary    *( RWS ( "mul" / "divby" / "div" / "mod" ) RWS unary )
///           unary     = "not" RWS unary / "-" BWS unary / inExpr
///           inExpr    = primary [ RWS "in" RWS list ]
///           list      = "(" BWS [ literal BWS *( "," BWS literal BWS ) ] ")"
///                     / "[" BWS [ literal BWS *( "," BWS literal BWS ) ] "]"
///           primary   = literal / call / path / "(" BWS orExpr BWS ")"
///           call      = function "(" BWS [ orExpr *( BWS "," BWS orExpr ) BWS ] ")"
///           path      = name *2( "/" name )          ; the field "name.name"
///           name      = ( ALPHA / "_" ) *( ALPHA / DIGIT / "_" )
///           literal   = string / see odata_literals.cpp
///           string    = "'" *( "''" / any-but-quote ) "'"   ; in "[" "]" also strings of JSON
///           RWS       = 1*( SP / HTAB )      BWS = *( SP / HTAB )
/// Shape:    a Predicate; `ne`, `gt` and `ge` are said with equal and less
/// Units:    offsets count characters of the decoded value
/// Errors:   in this order over the whole text: what the syntax refuses (expected_operand,
///           expected_operator, expected_closing, expected_blank, unknown_operator, bad_literal,
///           unclosed_text, unexpected_character, too_long, too_deep, too_many_conditions);
///           not_supported; unknown_field, unknown_function; wrong_arguments, wrong_type;
///           while rows are read: division_by_zero, negative_length, too_much_work
/// Source:   S10; A20, A29 the switches
#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "closest.hpp"
#include "filter/dialect.hpp"
#include "filter/odata_functions.hpp"
#include "filter/odata_syntax.hpp"
#include "filter/text_language.hpp"
#include "query/pattern.hpp"
#include "understudy/base/unicode.hpp"

namespace understudy::mock::filter {

namespace {

using namespace odata;
using query::Fn;
using query::Node;

/// The answers to the questions that the source leaves open.
struct Reading {
  Spelling spelling;
  bool folded = false;   ///< texts compare without case
  bool coerces = false;  ///< a quoted text beside a date is one
};

constexpr query::Moment kMinDateTime{.seconds = -62'135'596'800};
constexpr query::Moment kMaxDateTime{
    .seconds = 253'402'300'799, .nanoseconds = 999'999'999, .picoseconds = 999};

Kind kind_of(query::ColumnType type) {
  switch (type) {
    case query::ColumnType::boolean:
      return kBoolean;
    case query::ColumnType::currency:
    case query::ColumnType::date:
    case query::ColumnType::number:
      return kNumber;
    case query::ColumnType::date_time:
      return kDateTime;
    case query::ColumnType::day:
      return kDate;
    case query::ColumnType::list:
      return kList;
    case query::ColumnType::text:
      return kText;
    case query::ColumnType::uuid:
      return kGuid;
  }
  return kNothing;
}

bool is_one_of(unsigned kinds, Kind kind) { return kind == kNull || (kinds & kind) != 0; }

/// Whether `eq` and `gt` take the two; lists are nobody's equal.
bool are_comparable(Kind a, Kind b) {
  if (a == kNull || b == kNull) return true;
  constexpr unsigned kDays = kDate | kDateTime;
  if ((a & kDays) != 0 && (b & kDays) != 0) return true;
  return a == b && a != kList;
}

/// Whether an operand's text is compared, so that the case of its letters matters.
bool compares_texts(const Expression& parent) {
  switch (parent.form) {
    case Form::equal:
    case Form::greater:
    case Form::greater_equal:
    case Form::in_list:
    case Form::less:
    case Form::less_equal:
    case Form::not_equal:
      return true;
    case Form::call:
      return parent.name == "contains" || parent.name == "endswith" || parent.name == "indexof" ||
             parent.name == "startswith";
    default:
      return false;
  }
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
  Binder(std::string_view text, const Syntax& syntax, const Reading& reading,
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

  Checked check_names() const;
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
  void coerce(std::uint32_t i, Kind beside);
  void emit(std::uint32_t i, Node node, Kind kind);

  std::string_view text_;
  const Syntax& syntax_;
  const Reading& reading_;
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

// Names come before types, in the order of the text.
Binder::Checked Binder::check_names() const {
  const Expression* first = nullptr;
  for (const Expression& expression : syntax_.nodes) {
    const bool is_unknown =
        (expression.form == Form::field && !columns_.find_in_any_case(expression.name)) ||
        (expression.form == Form::call && find_function(expression.name) == nullptr);
    if (!is_unknown) continue;
    if (first == nullptr || expression.span.begin < first->span.begin) first = &expression;
  }
  if (first == nullptr) return Done{};
  if (first->form == Form::field) {
    return Failure{no_such_field(text_, first->span, first->name, columns_)};
  }
  std::vector<std::string_view> names;
  for (const Function& function : functions()) names.push_back(function.name);
  const auto meant =
      find_closest(names, first->name, std::max<std::size_t>(1, first->name.size() / 3));
  const auto size = static_cast<std::uint32_t>(first->name.size());
  return refuse(FilterErrc::unknown_function, {first->span.begin, first->span.begin + size},
                meant.empty() ? std::string{"a function of OData is due"}
                              : "a function is due; did you mean '" + std::string{meant} + "'?");
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

/// A text beside a date becomes one when it reads as one; else it stays a text, and is refused.
void Binder::coerce(std::uint32_t i, Kind beside) {
  if (!reading_.coerces || (beside & (kDate | kDateTime)) == 0) return;
  const auto* text = std::get_if<std::string>(&at(i).value);
  if (at(i).form != Form::literal || text == nullptr) return;
  const ScannedLiteral scanned = scan_literal(*text);
  if (scanned.size != text->size() || (scanned.kind & (kDate | kDateTime)) == 0) return;
  bound_[i].kind = scanned.kind;
  predicate_.nodes[bound_[i].node].values = {scanned.value};
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
    auto* text = std::get_if<std::string>(&value);
    if (reading_.coerces && kind == kText && (bound_[wanted].kind & (kDate | kDateTime)) != 0) {
      ScannedLiteral scanned = scan_literal(*text);
      if (scanned.size == text->size() && scanned.kind != kNothing) {
        kind = scanned.kind;
        value = std::move(scanned.value);
      }
    } else if (kind == kText && reading_.folded) {
      *text = fold_case(*text);
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
    case Form::equal:
    case Form::greater:
    case Form::greater_equal:
    case Form::less:
    case Form::less_equal:
    case Form::not_equal:
      return bind_comparison(i);
    default:
      break;
  }
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
  if (const auto checked = check_names(); !checked) return Failure{checked.error()};
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

Parse make_odata(const Switches& switches) {
  const Reading reading{.spelling = {.any_case = switches.is("odata.case", "any"),
                                     .blank_behind_not = switches.is("odata.not_blank", "required"),
                                     .trimmed = switches.is("odata.trim", "yes")},
                        .folded = switches.is("filter.string_case", "insensitive"),
                        .coerces = switches.is("odata.coerce", "on")};
  return [reading](const Json& value, const query::Schema& columns) -> Parsed {
    const auto text = filter_text(value);
    if (!text) return Failure{text.error()};
    const auto syntax = parse_syntax(*text, reading.spelling);
    if (!syntax) return Failure{syntax.error()};
    return Binder{*text, *syntax, reading, columns}.bind();
  };
}

}  // namespace understudy::mock::filter
