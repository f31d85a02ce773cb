// SPDX-License-Identifier: MIT
/// One function per production of the grammar in filter/thql.cpp.
#include "filter/thql_syntax.hpp"

#include <array>
#include <optional>
#include <utility>

#include "filter/text_language.hpp"

namespace understudy::mock::filter::thql {

namespace {

constexpr std::uint32_t kFailed = ~std::uint32_t{0};

class Reader {
 public:
  explicit Reader(std::string_view text) : in_{text} {}

  /// Operands before what uses them, the whole last; empty when there is no condition.
  Result<std::vector<Clause>, FilterError> read();

 private:
  std::uint32_t read_where();
  std::uint32_t read_and_term();
  std::uint32_t read_chain(std::string_view word, Form form, std::uint32_t (Reader::*read_part)());
  std::uint32_t read_factor();
  std::uint32_t read_condition();
  bool read_path(Clause& clause);
  bool read_relation(Clause& clause);
  bool read_list(Clause& clause);
  bool read_value(Clause& clause, bool only_text);

  bool accept_word(std::string_view word);
  bool count_node(query::Span place);
  std::uint32_t fail(FilterErrc code, query::Span place, std::string_view wanted);
  std::uint32_t fail_at(FilterErrc code, std::size_t at, std::string_view wanted) {
    return fail(code, in_.token_at(at), wanted);
  }
  std::uint32_t fail_behind(FilterErrc code, std::string_view wanted);
  std::uint32_t make(Clause clause, std::size_t begin);

  Scanner in_;
  std::size_t depth_ = 0;
  std::size_t nodes_ = 0;
  std::vector<Clause> clauses_;
  std::optional<FilterError> error_;
};

std::uint32_t Reader::fail(FilterErrc code, query::Span place, std::string_view wanted) {
  if (!error_) error_ = complain(in_.text, code, place, wanted);
  return kFailed;
}

bool Reader::count_node(query::Span place) {
  if (++nodes_ <= kMaxFilterNodes) return true;
  fail(FilterErrc::too_many_conditions, place,
       "the limit of " + std::to_string(kMaxFilterNodes) + " conditions and values is passed");
  return false;
}

std::uint32_t Reader::make(Clause clause, std::size_t begin) {
  clause.span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(in_.at)};
  if (!count_node(clause.span)) return kFailed;
  clauses_.push_back(std::move(clause));
  return static_cast<std::uint32_t>(clauses_.size() - 1);
}

/// RWS word, and a blank, a quote or a bracket behind it.
bool Reader::accept_word(std::string_view word) {
  const std::size_t begin = in_.behind_blanks(in_.at);
  const char before = begin == 0 ? '\0' : in_.text[begin - 1];
  const std::string_view name = in_.name_at(begin);
  const bool is_apart = is_blank(before) || before == '\'' || before == '(' || before == ')';
  if (!is_apart || in_lower_case(name) != word) return false;
  in_.at = begin + name.size();
  in_.skip_blanks();
  return true;
}

/// What stands behind a condition that should have ended.
std::uint32_t Reader::fail_behind(FilterErrc code, std::string_view wanted) {
  const std::size_t next = in_.behind_blanks(in_.at);
  const bool is_word = next < in_.text.size() && is_in_name(in_.text[next]);
  return fail_at(is_word ? FilterErrc::expected_operator : code, next,
                 is_word ? "'and' or 'or' is due between conditions" : wanted);
}

std::uint32_t Reader::read_chain(std::string_view word, Form form,
                                 std::uint32_t (Reader::*read_part)()) {
  const std::size_t begin = in_.at;
  std::vector<std::uint32_t> parts{(this->*read_part)()};
  while (parts.back() != kFailed && accept_word(word)) parts.push_back((this->*read_part)());
  if (parts.back() == kFailed || parts.size() == 1) return parts.back();
  return make({.form = form, .operands = std::move(parts)}, begin);
}

// where = andTerm *( RWS "or" RWS andTerm )
std::uint32_t Reader::read_where() {
  return read_chain("or", Form::alternatives, &Reader::read_and_term);
}

// andTerm = factor *( RWS "and" RWS factor )
std::uint32_t Reader::read_and_term() {
  return read_chain("and", Form::conditions, &Reader::read_factor);
}

// factor = "(" OWS where OWS ")" / condition
std::uint32_t Reader::read_factor() {
  if (in_.peek() != '(') return read_condition();
  if (depth_ == kMaxFilterDepth) {
    return fail_at(FilterErrc::too_deep, in_.at,
                   "the limit of " + std::to_string(kMaxFilterDepth) + " levels is passed");
  }
  ++depth_;
  ++in_.at;
  in_.skip_blanks();
  const std::uint32_t inner = read_where();
  if (inner == kFailed) return kFailed;
  const std::size_t end = in_.behind_blanks(in_.at);
  if (end == in_.text.size() || in_.text[end] != ')') {
    return fail_behind(FilterErrc::expected_closing, "')' is due");
  }
  in_.at = end + 1;
  --depth_;
  return inner;
}

// path = name *( "." name )
bool Reader::read_path(Clause& clause) {
  const std::size_t begin = in_.at;
  std::string_view name = in_.name_at(begin);
  if (name.empty()) {
    fail_at(FilterErrc::expected_operand, begin, "a field is due, such as Name = 'Acme'");
    return false;
  }
  in_.at += name.size();
  const std::size_t next = in_.behind_blanks(in_.at);
  const char behind = next < in_.text.size() ? in_.text[next] : '\0';
  if (in_lower_case(name) == "not" && (behind == '(' || begins_name(behind))) {
    fail_at(FilterErrc::not_supported, begin,
            "a condition is due; 'not' stands only before 'like' and 'in'");
    return false;
  }
  if (behind == '(' && next == in_.at) {
    fail_at(FilterErrc::not_supported, begin, "a field is due; there are no functions");
    return false;
  }
  while (in_.peek() == '.' && begins_name(in_.peek(1))) {
    name = in_.name_at(in_.at + 1);
    in_.at += 1 + name.size();
  }
  clause.field = in_.text.substr(begin, in_.at - begin);
  clause.field_span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(in_.at)};
  return true;
}

// compare = "=" / "!=" / "<>" / ">=" / "<=" / ">" / "<"
bool Reader::read_relation(Clause& clause) {
  struct Sign {
    std::string_view text;
    Relation relation;
  };
  constexpr std::array<Sign, 7> kSigns{{{"!=", Relation::not_equal},
                                        {"<=", Relation::less_equal},
                                        {"<>", Relation::not_equal},
                                        {">=", Relation::greater_equal},
                                        {"<", Relation::less},
                                        {"=", Relation::equal},
                                        {">", Relation::greater}}};
  in_.skip_blanks();
  const std::string_view rest = in_.text.substr(in_.at);
  for (const Sign& sign : kSigns) {
    if (!rest.starts_with(sign.text)) continue;
    clause.relation = sign.relation;
    in_.at += sign.text.size();
    in_.skip_blanks();
    return true;
  }
  fail_at(in_.done() ? FilterErrc::expected_operator : FilterErrc::unknown_operator, in_.at,
          "an operator is due: =, !=, <, <=, >, >=, like, in");
  return false;
}

// value = string / number / "true" / "false" / "null"
bool Reader::read_value(Clause& clause, bool only_text) {
  const std::size_t begin = in_.at;
  Literal literal;
  if (in_.peek() == '\'') {
    const std::size_t end = behind_quoted(in_.text, begin);
    if (end == std::string_view::npos) {
      fail(FilterErrc::unclosed_text,
           {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(in_.text.size())},
           "a text begins that no quote closes; a quote inside is written twice");
      return false;
    }
    literal = {Spelled::text, unquote(in_.text.substr(begin, end - begin))};
    in_.at = end;
  } else if (only_text) {
    fail_at(FilterErrc::expected_operand, begin, "a pattern in single quotes is due");
    return false;
  } else if (const std::string_view name = in_.name_at(begin); !name.empty()) {
    const std::string word = in_lower_case(name);
    if (word != "true" && word != "false" && word != "null") {
      fail_at(FilterErrc::not_supported, begin,
              "a value is due, not a field or a function; texts stand in single quotes");
      return false;
    }
    literal = {word == "null" ? Spelled::null : Spelled::boolean, word};
    in_.at += name.size();
  } else {
    const std::size_t digits = in_.peek() == '-' ? begin + 1 : begin;
    std::size_t end = in_.behind_digits(digits);
    if (end == digits) {
      fail_at(FilterErrc::expected_operand, begin,
              "a value is due, such as 'text', 12.5, true or null");
      return false;
    }
    const bool has_fraction =
        end < in_.text.size() && in_.text[end] == '.' && in_.behind_digits(end + 1) > end + 1;
    if (has_fraction) end = in_.behind_digits(end + 1);
    literal = {Spelled::number, std::string{in_.text.substr(begin, end - begin)}};
    in_.at = end;
  }
  literal.span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(in_.at)};
  clause.values.push_back(std::move(literal));
  return count_node(clause.values.back().span);
}

// "(" OWS value *( OWS "," OWS value ) OWS ")"
bool Reader::read_list(Clause& clause) {
  if (in_.peek() != '(') {
    fail_at(FilterErrc::expected_operand, in_.at, "a list is due, such as (1,2)");
    return false;
  }
  do {
    ++in_.at;
    in_.skip_blanks();
    if (!read_value(clause, false)) return false;
    in_.skip_blanks();
  } while (in_.peek() == ',');
  if (in_.peek() != ')') {
    fail_at(FilterErrc::expected_closing, in_.at, "',' or ')' is due in the list");
    return false;
  }
  ++in_.at;
  return true;
}

// condition = path OWS compare OWS value / path RWS [ "not" RWS ] ( "like" ... / "in" ... )
std::uint32_t Reader::read_condition() {
  const std::size_t begin = in_.at;
  Clause clause;
  if (!read_path(clause)) return kFailed;
  clause.negated = accept_word("not");
  if (accept_word("like")) {
    clause.form = Form::like;
    if (!read_value(clause, true)) return kFailed;
  } else if (accept_word("in")) {
    clause.form = Form::in_list;
    if (!read_list(clause)) return kFailed;
  } else if (clause.negated) {
    return fail_at(FilterErrc::unknown_operator, in_.at, "'like' or 'in' is due behind 'not'");
  } else if (!read_relation(clause) || !read_value(clause, false)) {
    return kFailed;
  }
  return make(std::move(clause), begin);
}

Result<std::vector<Clause>, FilterError> Reader::read() {
  in_.skip_blanks();
  if (in_.done()) return std::move(clauses_);
  const std::uint32_t root = read_where();
  if (root != kFailed && in_.behind_blanks(in_.at) != in_.text.size()) {
    fail_behind(FilterErrc::unexpected_character, "the filter has to end, or 'and' or 'or' is due");
  }
  if (error_) return Failure{*std::move(error_)};
  return std::move(clauses_);
}

}  // namespace

Result<std::vector<Clause>, FilterError> parse_syntax(std::string_view text) {
  return Reader{text}.read();
}

}  // namespace understudy::mock::filter::thql
