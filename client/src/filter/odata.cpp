// SPDX-License-Identifier: MIT
#include "understudy/client/filter/odata.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "filter/rendering.hpp"

namespace understudy::client::odata {

namespace {

/// number = [ "+" / "-" ] 1*DIGIT [ "." 1*DIGIT ] [ "e" [ "+" / "-" ] 1*DIGIT ] / INF / -INF / NaN
std::string number_text(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value < 0 ? "-INF" : "INF";
  std::array<char, 32> buffer{};
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return {buffer.data(), end};
}

}  // namespace

std::string Filter::inside(Binding outer) const {
  return binding_ < outer ? "(" + text_ + ")" : text_;
}

// andExpr = eqExpr *( RWS "and" RWS eqExpr )
Filter operator&&(const Filter& a, const Filter& b) {
  return {a.inside(Binding::conjunction) + " and " + b.inside(Binding::conjunction),
          Binding::conjunction};
}

// orExpr = andExpr *( RWS "or" RWS andExpr )
Filter operator||(const Filter& a, const Filter& b) {
  return {a.inside(Binding::disjunction) + " or " + b.inside(Binding::disjunction),
          Binding::disjunction};
}

// unary = "not" RWS unary / inExpr: it binds tighter than a comparison
Filter operator!(const Filter& a) { return {"not " + a.inside(Binding::unary), Binding::unary}; }

std::optional<Filter> all_of(const std::vector<Filter>& filters) {
  return filter::joined(filters, [](const Filter& a, const Filter& b) { return a && b; });
}

std::optional<Filter> any_of(const std::vector<Filter>& filters) {
  return filter::joined(filters, [](const Filter& a, const Filter& b) { return a || b; });
}

Value::Value(std::string_view text) : text_(filter::quoted(text)) {}
Value::Value(double value) : text_(number_text(value)) {}
Value::Value(std::chrono::sys_days day)
    : text_(format_date(std::chrono::year_month_day{filter::within_four_digits(day)})) {}
Value::Value(Instant at) : text_(format_instant(filter::within_four_digits(at))) {}

// inExpr = primary RWS "in" RWS list
Filter Term::in(const std::vector<Value>& values) const {
  std::string list;
  for (const Value& value : values) list += (list.empty() ? "" : ",") + value.text();
  return {text_ + " in (" + list + ")", Binding::unary};
}

Filter Term::call(std::string_view function, std::string_view argument) const {
  return {std::string{function} + "(" + text_ + "," + filter::quoted(argument) + ")",
          Binding::unary};
}

Filter Term::condition() const { return {text_, Binding::unary}; }

std::string Term::applied(std::string_view function) const {
  return std::string{function} + "(" + text_ + ")";
}

// eqExpr = relExpr *( RWS ( "eq" / "ne" ) RWS relExpr )
Filter Term::compare(std::string_view relation, std::string_view value) const {
  return {text_ + " " + std::string{relation} + " " + std::string{value}, Binding::comparison};
}

// path = name *( "/" name )
Field::Field(std::string_view path)
    : TextTerm([path] {
        std::string text{path};
        std::replace(text.begin(), text.end(), '.', '/');
        return text;
      }()) {}

Field field(FieldLiteral name) { return Field{name.text()}; }

Result<Field> find_field(std::string_view name) {
  const Result<std::string> path = check_field_path(name);
  if (!path) return Failure{path.error()};
  return Field{*path};
}

}  // namespace understudy::client::odata
