// SPDX-License-Identifier: MIT
#include "understudy/client/filter/thql.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "filter/rendering.hpp"
#include "understudy/client/date_text.hpp"

namespace understudy::client::thql {

namespace {

Error refusal(std::string what, std::string advice) {
  return {
      .code = Errc::bad_input, .what = std::move(what), .where = {}, .advice = std::move(advice)};
}

Error no_values() {
  return refusal("expected one value at least for \"in\", got none",
                 "leave the condition out, or the call");
}

}  // namespace

// factor = "(" OWS where OWS ")" / condition
std::string Filter::inside(Form outer) const {
  return form_ == Form::condition || form_ == outer ? text_ : "(" + text_ + ")";
}

// andTerm = factor *( RWS "and" RWS factor )
Filter operator&&(const Filter& a, const Filter& b) {
  constexpr auto kForm = Filter::Form::conjunction;
  return {a.inside(kForm) + " and " + b.inside(kForm), kForm};
}

// orTerm = andTerm *( RWS "or" RWS andTerm )
Filter operator||(const Filter& a, const Filter& b) {
  constexpr auto kForm = Filter::Form::disjunction;
  return {a.inside(kForm) + " or " + b.inside(kForm), kForm};
}

std::optional<Filter> all_of(const std::vector<Filter>& filters) {
  return filter::joined(filters, [](const Filter& a, const Filter& b) { return a && b; });
}

std::optional<Filter> any_of(const std::vector<Filter>& filters) {
  return filter::joined(filters, [](const Filter& a, const Filter& b) { return a || b; });
}

Value::Value(std::string_view text) : text_(filter::quoted(text)) {}
Value::Value(std::chrono::sys_days day)
    : text_("'" + format_date(std::chrono::year_month_day{filter::within_four_digits(day)}) + "'") {
}
Value::Value(std::chrono::sys_seconds at) {
  // "2022-05-17T01:00:00.000Z" without its decimals
  constexpr std::size_t kToSeconds = 19;
  text_ = "'" + format_instant(filter::within_four_digits(at)).substr(0, kToSeconds) + "'";
}

// number = [ "-" ] 1*DIGIT [ "." 1*DIGIT ]
Result<Value> find_number(double number) {
  if (!std::isfinite(number)) {
    return Failure{refusal("expected a finite number", "compare with null, or leave it out")};
  }
  std::array<char, 512> buffer{};  // ours: the longest has 309 digits, or 325 decimals
  const auto [end, error] =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::fixed);
  Value value;
  value.text_.assign(buffer.data(), end);
  return value;
}

Result<std::string> find_pattern(std::string_view text) {
  if (text.find_first_of("%_") == std::string_view::npos) return std::string{text};
  return Failure{refusal("expected a text without \"%\" and \"_\", got \"" + excerpt(text) + "\"",
                         "compare with eq, or filter what comes back")};
}

// condition = path OWS compare OWS value
Filter Field::compare(std::string_view relation, std::string_view value) const {
  return {text_ + " " + std::string{relation} + " " + std::string{value}, Filter::Form::condition};
}

// condition = path RWS [ "not" RWS ] "like" OWS string
Filter Field::like(std::string_view pattern) const {
  return compare("like", filter::quoted(pattern));
}
Filter Field::not_like(std::string_view pattern) const {
  return compare("not like", filter::quoted(pattern));
}

// condition = path RWS [ "not" RWS ] "in" OWS "(" OWS value *( OWS "," OWS value ) OWS ")"
Filter Field::one_of(std::string_view relation, const std::vector<Value>& values) const {
  std::string list;
  for (const Value& value : values) list += (list.empty() ? "" : ",") + value.text();
  return compare(relation, "(" + list + ")");
}
Result<Filter> Field::in(const std::vector<Value>& values) const {
  if (values.empty()) return Failure{no_values()};
  return one_of("in", values);
}
Result<Filter> Field::not_in(const std::vector<Value>& values) const {
  if (values.empty()) return Failure{no_values()};
  return one_of("not in", values);
}

Field field(FieldLiteral name) { return Field{name.text()}; }

Result<Field> find_field(std::string_view name) {
  const Result<std::string> path = check_field_path(name);
  if (!path) return Failure{path.error()};
  return Field{*path};
}

}  // namespace understudy::client::thql
