// SPDX-License-Identifier: MIT
/// `thql`: a where clause such as `Tier = 'Premier' and (Name like '%labs%' or Id in (1,2))`.
///
/// Grammar:  where     = andTerm *( RWS "or" RWS andTerm )
///           andTerm   = factor  *( RWS "and" RWS factor )    ; RWS may be empty beside ' ( )
///           factor    = "(" OWS where OWS ")" / condition
///           condition = path OWS compare OWS value
///                     / path RWS [ "not" RWS ] "like" OWS string
///                     / path RWS [ "not" RWS ] "in" OWS "(" OWS value *( OWS "," OWS value ) OWS
///                     ")"
///           compare   = "=" / "!=" / "<>" / ">=" / "<=" / ">" / "<"
///           path      = name *( "." name )
///           value     = string / number / "true" / "false" / "null"
///           string    = "'" *( "''" / any-but-quote ) "'"
///           number    = [ "-" ] 1*DIGIT [ "." 1*DIGIT ]
/// Shape:    a Predicate; keywords in any case; blanks around the whole; nothing at all is no
///           condition. Numbers may stand in quotes, dates do: 2022-05-17 or 2022/05/17, with a
///           time behind " " or "T" and a zone, or in UTC
/// Units:    offsets count characters of the decoded value
/// Errors:   in this order over the whole text: what the syntax refuses (expected_operand,
///           expected_operator, expected_closing, unknown_operator, unclosed_text, too_long,
///           too_deep, too_many_conditions; not_supported for a `not` in front, functions and
///           fields as values); unknown_field; bad_value, wrong_type
/// Source:   S11; A19, A20, A21 the switches
#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "filter/dialect.hpp"
#include "filter/text_language.hpp"
#include "filter/thql_syntax.hpp"
#include "query/number.hpp"
#include "understudy/base/unicode.hpp"

namespace understudy::mock::filter {

namespace {

using namespace thql;
using query::Fn;
using query::Node;

/// The answers to the questions that the source leaves open.
struct Reading {
  query::NullTest null_test = query::NullTest::unknown;
  bool folded = true;           ///< texts compare without case
  bool underscore_wild = true;  ///< "_" in a pattern is any character
};

bool is_number(std::string_view text) {
  const Scanner in{text};
  const std::size_t begin = text.starts_with('-') ? 1 : 0;
  std::size_t end = in.behind_digits(begin);
  if (end == begin) return false;
  if (end < text.size() && text[end] == '.' && in.behind_digits(end + 1) > end + 1) {
    end = in.behind_digits(end + 1);
  }
  return end == text.size();
}

std::optional<query::Value> parse_day(std::string_view text) {
  auto date = query::scan_date(text);
  if (date.size == 0) date = query::scan_date(text, '/');
  if (!date.value) return std::nullopt;
  if (text.size() == date.size) return query::Value{*date.value};
  if (text[date.size] != ' ' && text[date.size] != 'T') return std::nullopt;
  std::string standard{text};
  standard[4] = standard[7] = '-';
  standard[date.size] = 'T';
  const auto moment = query::parse_moment(standard);
  if (!moment) return std::nullopt;
  return query::Value{*moment};
}

std::string_view wanted_for(query::ColumnType type) {
  switch (type) {
    case query::ColumnType::boolean:
      return "true or false is due, without quotes";
    case query::ColumnType::currency:
    case query::ColumnType::date:
    case query::ColumnType::number:
      return "a number is due, such as 12 or '-0.5'";
    case query::ColumnType::date_time:
    case query::ColumnType::day:
      return "a date in quotes is due, such as '2022-05-17' or '2022-05-17 08:30:00'";
    case query::ColumnType::list:
      return "null is due; a list is only equal or not equal to null";
    case query::ColumnType::text:
    case query::ColumnType::uuid:
      return "a text in single quotes is due";
  }
  return "";
}

/// The value as the column has it; nothing when it does not fit.
std::optional<query::Value> fit(const Literal& literal, query::ColumnType type, bool folded) {
  if (literal.kind == Spelled::null) return query::Value{query::Null{}};
  switch (type) {
    case query::ColumnType::boolean:
      if (literal.kind == Spelled::boolean) return query::Value{literal.text == "true"};
      if (literal.kind != Spelled::number) return std::nullopt;
      if (literal.text != "1" && literal.text != "0") return std::nullopt;
      return query::Value{literal.text == "1"};
    case query::ColumnType::currency:
    case query::ColumnType::date:
    case query::ColumnType::number:
      if (literal.kind == Spelled::boolean || !is_number(literal.text)) return std::nullopt;
      return query::parse_number(literal.text);
    case query::ColumnType::date_time:
    case query::ColumnType::day:
      if (literal.kind != Spelled::text) return std::nullopt;
      return parse_day(literal.text);
    case query::ColumnType::list:
      return std::nullopt;
    case query::ColumnType::text:
    case query::ColumnType::uuid:
      if (literal.kind != Spelled::text) return std::nullopt;
      return query::Value{folded ? fold_case(literal.text) : literal.text};
  }
  return std::nullopt;
}

/// The pieces of a pattern, as Fn::like has them.
std::vector<query::Value> pieces_of(std::string_view pattern, bool underscore_wild) {
  std::vector<query::Value> pieces;
  std::string literal;
  const auto flush = [&] {
    if (!literal.empty()) pieces.emplace_back(std::exchange(literal, {}));
  };
  for (const char c : pattern) {
    if (c == '%' || (c == '_' && underscore_wild)) {
      flush();
      pieces.emplace_back(std::int64_t{c == '%' ? 0 : 1});
    } else {
      literal += c;
    }
  }
  flush();
  return pieces;
}

/// Writes the clauses as a predicate, operands before what uses them.
class Binder {
 public:
  Binder(std::string_view text, const Reading& reading, const query::Schema& columns)
      : text_(text), reading_(reading), columns_(columns) {}

  Parsed bind(const std::vector<Clause>& clauses);

 private:
  Result<std::uint32_t, FilterError> bind_clause(const Clause& clause);
  std::uint32_t bind_compare(const Clause& clause, query::Value value);
  std::uint32_t bind_in(const Clause& clause, std::vector<query::Value> values);
  std::uint32_t bind_like(const Clause& clause);
  [[nodiscard]] std::size_t column_of(const Clause& clause) const {
    return *columns_.find_in_any_case(clause.field);
  }
  [[nodiscard]] bool is_folded(query::ColumnType type) const {
    return type == query::ColumnType::uuid || reading_.folded;
  }
  std::uint32_t add_column(const Clause& clause);
  std::uint32_t add_literal(const Clause& clause, query::Value value) {
    return predicate_.add({.values = {std::move(value)}, .span = clause.values.front().span});
  }
  std::uint32_t negate(std::uint32_t node, query::Span span) {
    return predicate_.add({.fn = Fn::negation, .operands = {node}, .span = span});
  }

  std::string_view text_;
  const Reading& reading_;
  const query::Schema& columns_;
  query::Predicate predicate_;
};

std::uint32_t Binder::add_column(const Clause& clause) {
  const std::size_t column = column_of(clause);
  return predicate_.add({.fn = Fn::column,
                         .column = static_cast<std::uint32_t>(column),
                         .letter_case = is_folded(columns_[column].type) ? query::LetterCase::folded
                                                                         : query::LetterCase::kept,
                         .span = clause.field_span});
}

// A test for null is a comparison that nulls answer; every other one leaves them undecided.
std::uint32_t Binder::bind_compare(const Clause& clause, query::Value value) {
  const bool is_equality =
      clause.relation == Relation::equal || clause.relation == Relation::not_equal;
  const bool asks_null = is_equality && std::holds_alternative<query::Null>(value);
  const std::uint32_t column = add_column(clause);
  const std::uint32_t literal = add_literal(clause, std::move(value));
  Node node{.fn = Fn::equal,
            .operands = {column, literal},
            .null_test = asks_null ? query::NullTest::plain : reading_.null_test,
            .span = clause.span};
  const bool swaps =
      clause.relation == Relation::greater || clause.relation == Relation::greater_equal;
  const bool is_strict = clause.relation == Relation::greater || clause.relation == Relation::less;
  if (!is_equality) node.fn = is_strict ? Fn::less : Fn::less_equal;
  if (swaps) std::swap(node.operands[0], node.operands[1]);
  const std::uint32_t compared = predicate_.add(std::move(node));
  return clause.relation == Relation::not_equal ? negate(compared, clause.span) : compared;
}

std::uint32_t Binder::bind_in(const Clause& clause, std::vector<query::Value> values) {
  const std::uint32_t column = add_column(clause);
  const std::uint32_t found = predicate_.add({.fn = Fn::is_in,
                                              .operands = {column},
                                              .values = std::move(values),
                                              .null_test = reading_.null_test,
                                              .span = clause.span});
  return clause.negated ? negate(found, clause.span) : found;
}

// The plain shapes are said with the plain operators, which are faster.
std::uint32_t Binder::bind_like(const Clause& clause) {
  const query::ColumnType type = columns_[column_of(clause)].type;
  const std::string& written = clause.values.front().text;
  const std::vector<query::Value> pieces =
      pieces_of(is_folded(type) ? fold_case(written) : written, reading_.underscore_wild);
  const query::Value run{std::int64_t{0}};
  const std::uint32_t column = add_column(clause);
  Node node{.fn = Fn::like, .operands = {column}, .values = pieces, .span = clause.span};
  const auto is_text = [](const query::Value& piece) {
    return std::holds_alternative<std::string>(piece);
  };
  const auto use = [&](Fn fn, query::Value text) {
    node.fn = fn;
    node.values.clear();
    node.operands.push_back(add_literal(clause, std::move(text)));
  };
  if (pieces.size() == 1 && is_text(pieces[0])) {
    use(Fn::equal, pieces[0]);
    node.null_test = query::NullTest::unknown;
  } else if (pieces.size() == 2 && is_text(pieces[0]) && pieces[1] == run) {
    use(Fn::starts_with, pieces[0]);
  } else if (pieces.size() == 2 && is_text(pieces[1]) && pieces[0] == run) {
    use(Fn::ends_with, pieces[1]);
  } else if (pieces.size() == 3 && pieces[0] == run && is_text(pieces[1]) && pieces[2] == run) {
    use(Fn::contains, pieces[1]);
  }
  const std::uint32_t matched = predicate_.add(std::move(node));
  return clause.negated ? negate(matched, clause.span) : matched;
}

Result<std::uint32_t, FilterError> Binder::bind_clause(const Clause& clause) {
  const query::ColumnType type = columns_[column_of(clause)].type;
  const bool is_text = type == query::ColumnType::text || type == query::ColumnType::uuid;
  if (clause.form == Form::like) {
    if (is_text) return bind_like(clause);
    return Failure{complain(text_, FilterErrc::wrong_type, clause.field_span,
                            "a field with text is due for 'like'")};
  }
  std::vector<query::Value> values;
  for (const Literal& literal : clause.values) {
    auto value = fit(literal, type, is_folded(type));
    if (!value) {
      return Failure{complain(text_, FilterErrc::bad_value, literal.span, wanted_for(type))};
    }
    values.push_back(*std::move(value));
  }
  if (clause.form == Form::in_list) return bind_in(clause, std::move(values));
  return bind_compare(clause, std::move(values.front()));
}

Parsed Binder::bind(const std::vector<Clause>& clauses) {
  const auto is_unknown = [&](const Clause& clause) {
    return !clause.field.empty() && !columns_.find_in_any_case(clause.field);
  };
  const auto unknown = std::find_if(clauses.begin(), clauses.end(), is_unknown);
  if (unknown != clauses.end()) {
    return Failure{no_such_field(text_, unknown->field_span, unknown->field, columns_)};
  }
  std::vector<std::uint32_t> nodes;  // by clause
  for (const Clause& clause : clauses) {
    if (clause.operands.empty()) {
      const auto node = bind_clause(clause);
      if (!node) return Failure{node.error()};
      nodes.push_back(*node);
      continue;
    }
    std::vector<std::uint32_t> operands;
    for (const std::uint32_t operand : clause.operands) operands.push_back(nodes[operand]);
    nodes.push_back(predicate_.add({.fn = clause.form == Form::conditions ? Fn::all_of : Fn::any_of,
                                    .operands = std::move(operands),
                                    .span = clause.span}));
  }
  return query::Filter{.where = std::move(predicate_)};
}

}  // namespace

Parse make_thql(const Switches& switches) {
  const Reading reading{.null_test = switches.is("thql.null", "odata") ? query::NullTest::plain
                                                                       : query::NullTest::unknown,
                        .folded = switches.is("thql.string_case", "insensitive"),
                        .underscore_wild = switches.is("thql.underscore", "wildcard")};
  return [reading](const Json& value, const query::Schema& columns) -> Parsed {
    const auto text = filter_text(value);
    if (!text) return Failure{text.error()};
    const auto clauses = parse_syntax(*text);
    if (!clauses) return Failure{clauses.error()};
    return Binder{*text, reading, columns}.bind(*clauses);
  };
}

}  // namespace understudy::mock::filter
