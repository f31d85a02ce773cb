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
#include "filter/dialect.hpp"
#include "filter/odata_binder.hpp"
#include "filter/odata_syntax.hpp"
#include "filter/text_language.hpp"

namespace understudy::mock::filter {

Parse make_odata(const Switches& switches) {
  const odata::Spelling spelling{.any_case = switches.is("odata.case", "any"),
                                 .blank_behind_not = switches.is("odata.not_blank", "required"),
                                 .trimmed = switches.is("odata.trim", "yes")};
  const odata::Comparison comparison{.folded = switches.is("filter.string_case", "insensitive"),
                                     .coerces = switches.is("odata.coerce", "on")};
  return [spelling, comparison](const Json& value, const query::Schema& columns) -> Parsed {
    const auto text = filter_text(value);
    if (!text) return Failure{text.error()};
    const auto syntax = odata::parse_syntax(*text, spelling);
    if (!syntax) return Failure{syntax.error()};
    return odata::bind(*text, *syntax, comparison, columns);
  };
}

}  // namespace understudy::mock::filter
