// SPDX-License-Identifier: MIT
/// What stands between the operators of a `$filter`: literals, fields, calls; the grammar is in
/// filter/odata.cpp. What only the full language of OData has is read as well.
#include <algorithm>
#include <array>
#include <utility>

#include "filter/odata_reader.hpp"
#include "understudy/base/json.hpp"

namespace understudy::mock::filter::odata {

namespace {

constexpr std::size_t kMaxSteps = 3;  // ours: names of one path

constexpr std::array<std::string_view, 6> kUnsupportedFunctions{
    "case", "cast", "hassubsequence", "hassubset", "isof", "totalseconds"};

constexpr std::string_view kOperandDue =
    "a field, a value, a function or '(' is due, such as Name eq 'Acme'";

}  // namespace

// primary = literal / call / path / "(" BWS orExpr BWS ")"
std::uint32_t Reader::read_primary() {
  const std::size_t begin = in_.at;
  if (in_.done()) return fail_at(FilterErrc::expected_operand, begin, kOperandDue);
  switch (in_.peek()) {
    case '(':
      return read_group();
    case '\'':
      return read_text();
    case '[':
      return read_json(']');
    case '{':
      return read_json('}');
    case '@':
    case '$':
      return read_variable();
    case '"':
      return fail_at(FilterErrc::unexpected_character, begin,
                     "a value is due; texts stand in single quotes");
    case ')':
    case ',':
    case ' ':
    case '\t':
      return fail_at(FilterErrc::expected_operand, begin, kOperandDue);
    default:
      break;
  }
  ScannedLiteral literal = scan_literal(in_.text.substr(begin));
  if (!literal.wrong.empty()) {
    return fail(
        FilterErrc::bad_literal,
        {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + literal.size)},
        literal.wrong);
  }
  if (literal.kind != kNothing) {
    in_.at += literal.size;
    return make(
        {.span = span_from(begin), .value = std::move(literal.value), .kind = literal.kind});
  }
  if (begins_name(in_.peek())) return read_name();
  return fail_at(FilterErrc::unexpected_character, begin, kOperandDue);
}

// string = "'" *( "''" / any-but-quote ) "'"
std::uint32_t Reader::read_text() {
  const std::size_t begin = in_.at;
  const std::size_t end = behind_quoted(in_.text, begin);
  if (end == std::string_view::npos) {
    return fail(FilterErrc::unclosed_text,
                {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(in_.text.size())},
                "a text begins that no quote closes; a quote inside is written twice");
  }
  in_.at = end;
  return make({.span = span_from(begin),
               .value = unquote(in_.text.substr(begin, end - begin)),
               .kind = kText});
}

// A string of JSON, in lists with brackets.
std::uint32_t Reader::read_json_text() {
  const std::size_t begin = in_.at;
  std::size_t end = begin + 1;
  while (end < in_.text.size() && in_.text[end] != '"') end += in_.text[end] == '\\' ? 2U : 1U;
  const auto parsed = end < in_.text.size()
                          ? parse_json(in_.text.substr(begin, end + 1 - begin))
                          : Result<Json>{Failure{Error{Errc::bad_input, "not closed", "", ""}}};
  const std::string* text = parsed ? parsed->get_ptr<const std::string*>() : nullptr;
  if (text == nullptr) {
    return fail(FilterErrc::unclosed_text,
                {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(in_.text.size())},
                "a JSON string is due");
  }
  in_.at = end + 1;
  return make({.span = span_from(begin), .value = *text, .kind = kText});
}

// Arrays and objects outside of `in`: only read.
std::uint32_t Reader::read_json(char end) {
  const std::size_t begin = in_.at;
  refuse_later(begin, begin + 1, end == ']' ? "arrays outside of 'in'" : "JSON objects");
  if (!enter()) return kFailed;
  ++in_.at;
  in_.skip_blanks();
  while (in_.peek() != end) {
    if ((in_.peek() == '"' ? read_json_text() : read_level(0)) == kFailed) return kFailed;
    in_.skip_blanks();
    const char next = in_.peek();
    if (next != ',' && !(next == ':' && end == '}')) break;
    ++in_.at;
    in_.skip_blanks();
  }
  if (!close(end, std::string{"',' or '"} + end + "' is due")) return kFailed;
  leave();
  return make_unsupported(begin);
}

// "$it", "$root", "$this", "@alias", "@annotation"
std::uint32_t Reader::read_variable() {
  const std::size_t begin = in_.at++;
  const std::string_view name = in_.name_at(in_.at);
  if (name.empty()) {
    return fail_at(FilterErrc::unexpected_character, begin, kOperandDue);
  }
  in_.at += name.size();
  while (in_.peek() == '.' || in_.peek() == '#') {
    const std::string_view more = in_.name_at(in_.at + 1);
    if (more.empty()) break;
    in_.at += 1 + more.size();
  }
  const std::string_view whole = in_.text.substr(begin, in_.at - begin);
  refuse_later(begin, in_.at,
               in_.text[begin] == '$' ? std::string{whole}
                                      : "aliases and annotations, such as " + std::string{whole});
  return read_path(begin, {}, false);
}

// call or path; in full OData also literals with a prefix, and names with dots
std::uint32_t Reader::read_name() {
  const std::size_t begin = in_.at;
  in_.at += in_.name_at(in_.at).size();
  bool is_plain = true;
  while (in_.peek() == '.' && begins_name(in_.peek(1))) {
    in_.at += 1 + in_.name_at(in_.at + 1).size();
    is_plain = false;
  }
  const std::string_view name = in_.text.substr(begin, in_.at - begin);
  if (in_.peek() == '\'') {
    refuse_later(begin, in_.at, "literals of the kind " + std::string{name} + "'...'");
    if (read_text() == kFailed) return kFailed;
    return make_unsupported(begin);
  }
  if (in_.peek() == '(') {
    const std::uint32_t call = read_call(begin, name, is_plain);
    if (call == kFailed || in_.peek() != '/') return call;
    refuse_later(in_.at, in_.at + 1, "a path behind a function");
    return read_path(begin, {}, false);
  }
  if (!is_plain) refuse_later(begin, in_.at, "names with dots, such as " + std::string{name});
  return read_path(begin, std::string{name}, is_plain);
}

// call = function "(" BWS [ orExpr *( BWS "," BWS orExpr ) BWS ] ")"
std::uint32_t Reader::read_call(std::size_t begin, std::string_view name, bool is_known) {
  // matchesPattern is the standard's own spelling
  const std::string function = name == "matchesPattern" ? "matchespattern" : spelled(name);
  const bool is_unsupported = std::find(kUnsupportedFunctions.begin(), kUnsupportedFunctions.end(),
                                        function) != kUnsupportedFunctions.end();
  if (!is_known || is_unsupported) {
    refuse_later(begin, in_.at, "the function " + std::string{name});
    is_known = false;
  }
  if (!enter()) return kFailed;
  ++in_.at;
  in_.skip_blanks();
  std::vector<std::uint32_t> operands;
  while (in_.peek() != ')' || !operands.empty()) {
    if (!read_argument(function)) return kFailed;
    operands.push_back(static_cast<std::uint32_t>(syntax_.nodes.size() - 1));
    in_.skip_blanks();
    if (in_.peek() != ',') break;
    ++in_.at;
    in_.skip_blanks();
  }
  const auto closing = static_cast<std::uint32_t>(in_.behind_blanks(in_.at));
  if (in_.done() || in_.peek() != ')') {
    return fail_rest(operands.back(), FilterErrc::expected_closing, "',' or ')' is due");
  }
  ++in_.at;
  leave();
  if (!is_known) return make_unsupported(begin);
  return make({.form = Form::call,
               .operands = std::move(operands),
               .span = span_from(begin),
               .name = function,
               .close = closing});
}

// An argument; in full OData also `name=value`, `variable:condition` and `condition:value`.
bool Reader::read_argument(std::string_view function) {
  const std::size_t begin = in_.at;
  const std::string_view name = in_.name_at(begin);
  const std::size_t behind = in_.behind_blanks(begin + name.size());
  const char next = behind < in_.text.size() ? in_.text[behind] : '\0';
  if (!name.empty() && next == '=' && behind == begin + name.size()) {
    refuse_later(begin, behind, "parameters by name");
    in_.at = behind + 1;
  }
  const bool is_lambda = function == "any" || function == "all";
  if (is_lambda && !name.empty() && next == ':') {
    in_.at = behind + 1;
    in_.skip_blanks();
  }
  if (read_level(0) == kFailed) return false;
  if (function != "case" || in_.text.substr(in_.behind_blanks(in_.at), 1) != ":") return true;
  in_.at = in_.behind_blanks(in_.at) + 1;
  in_.skip_blanks();
  return read_level(0) != kFailed;
}

// path = name *( "/" name ); in full OData also $count, lambdas, casts, functions, annotations
std::uint32_t Reader::read_path(std::size_t begin, std::string path, bool is_field) {
  std::size_t steps = 1;
  while (in_.peek() == '/') {
    if (!read_step(path, is_field, steps)) return kFailed;
  }
  if (!is_field) return make_unsupported(begin);
  return make({.form = Form::field, .span = span_from(begin), .name = std::move(path)});
}

bool Reader::read_step(std::string& path, bool& is_field, std::size_t& steps) {
  const std::size_t begin = ++in_.at;
  if (in_.peek() == '$' || in_.peek() == '@') {
    const std::uint32_t variable = read_variable();
    is_field = false;
    return variable != kFailed;
  }
  const std::string_view name = in_.name_at(begin);
  if (name.empty()) {
    fail_at(FilterErrc::expected_operand, begin, "a field is due behind '/'");
    return false;
  }
  in_.at += name.size();
  bool has_dots = false;
  while (in_.peek() == '.' && begins_name(in_.peek(1))) {
    in_.at += 1 + in_.name_at(in_.at + 1).size();
    has_dots = true;
  }
  const std::string function = in_lower_case(name);
  if (in_.peek() == '(') {
    const bool is_lambda = function == "any" || function == "all";
    is_field = false;
    refuse_later(begin, in_.at,
                 is_lambda ? "the lambda operator " + function : "functions in a path");
    return read_call(begin, is_lambda ? function : name, true) != kFailed;
  }
  if (has_dots) {
    refuse_later(begin, in_.at, "type casts in a path");
    is_field = false;
  }
  if (++steps > kMaxSteps && is_field) {
    refuse_later(begin, in_.at, "a path of more than three names");
    is_field = false;
  }
  path += '.';
  path += name;
  return true;
}

}  // namespace understudy::mock::filter::odata
