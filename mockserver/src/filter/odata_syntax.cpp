// SPDX-License-Identifier: MIT
/// One function per production of the grammar in filter/odata.cpp, down to `in`; operands are in
/// odata_operands.cpp. What only the full language of OData has is read as well, so that it can be
/// refused by its name and not as a slip.
#include "filter/odata_syntax.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "filter/odata_reader.hpp"

namespace understudy::mock::filter::odata {

namespace {

struct Operator {
  std::string_view word;
  Form form;
};
/// The binary operators, level by level, the weakest first.
constexpr std::array<std::array<Operator, 4>, 6> kLevels{{
    {{{"or", Form::alternatives}}},
    {{{"and", Form::conditions}}},
    {{{"eq", Form::equal}, {"ne", Form::not_equal}}},
    {{{"gt", Form::greater},
      {"ge", Form::greater_equal},
      {"lt", Form::less},
      {"le", Form::less_equal}}},
    {{{"add", Form::add}, {"sub", Form::subtract}}},
    {{{"mul", Form::multiply},
      {"divby", Form::divide_fully},
      {"div", Form::divide},
      {"mod", Form::modulo}}},
}};

/// Operators of other languages, and what they are called here.
constexpr std::array<std::array<std::string_view, 2>, 16> kForeign{{
    {"=", "eq"},
    {"==", "eq"},
    {"!=", "ne"},
    {"<>", "ne"},
    {">", "gt"},
    {">=", "ge"},
    {"<", "lt"},
    {"<=", "le"},
    {"&&", "and"},
    {"||", "or"},
    {"+", "add"},
    {"-", "sub"},
    {"*", "mul"},
    {"/", "divby"},
    {"%", "mod"},
    {"like", "contains(field,'text')"},
}};

/// Whether an expression looks finished: what follows can only be `and` or `or`.
bool is_condition(const Expression& expression) {
  constexpr std::array<std::string_view, 4> kTests{"contains", "endswith", "matchespattern",
                                                   "startswith"};
  switch (expression.form) {
    case Form::call:
      return std::find(kTests.begin(), kTests.end(), expression.name) != kTests.end();
    case Form::alternatives:
    case Form::conditions:
    case Form::equal:
    case Form::greater:
    case Form::greater_equal:
    case Form::in_list:
    case Form::less:
    case Form::less_equal:
    case Form::negation:
    case Form::not_equal:
      return true;
    default:
      return false;
  }
}

}  // namespace

std::uint32_t Reader::fail(FilterErrc code, query::Span place, std::string_view wanted) {
  if (!error_) error_ = complain(in_.text, code, place, wanted);
  return kFailed;
}

void Reader::refuse_later(std::size_t begin, std::size_t end, std::string what) {
  if (syntax_.unsupported && syntax_.unsupported->span.begin <= begin) return;
  syntax_.unsupported = Unsupported{
      {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}, std::move(what)};
}

std::uint32_t Reader::make(Expression expression) {
  if (syntax_.nodes.size() == kMaxFilterNodes) {
    return fail(FilterErrc::too_many_conditions, expression.span,
                "the limit of " + std::to_string(kMaxFilterNodes) +
                    " operators, fields and values is passed");
  }
  syntax_.nodes.push_back(std::move(expression));
  return static_cast<std::uint32_t>(syntax_.nodes.size() - 1);
}

bool Reader::enter() {
  if (depth_ == kMaxFilterDepth) {
    fail_at(FilterErrc::too_deep, in_.at,
            "the limit of " + std::to_string(kMaxFilterDepth) + " levels is passed");
    return false;
  }
  ++depth_;
  return true;
}

/// What stands behind an expression that should have ended, or gone on with an operator.
std::uint32_t Reader::fail_rest(std::uint32_t read, FilterErrc code, std::string_view wanted) {
  const std::size_t next = in_.behind_blanks(in_.at);
  if (next == in_.text.size()) {
    // Only blanks are left; the grammar has none at the end of the whole.
    const bool is_whole = code == FilterErrc::unexpected_character;
    return fail_at(code, is_whole ? in_.at : next, wanted);
  }
  const query::Span token = in_.token_at(next);
  const std::string_view word = in_.text.substr(token.begin, token.end - token.begin);
  for (const auto& [foreign, name] : kForeign) {
    if (in_lower_case(word) != foreign) continue;
    return fail(FilterErrc::unknown_operator, token,
                "an operator of OData is due: write " + std::string{name});
  }
  if (next == in_.at || !is_in_name(in_.text[next])) return fail(code, token, wanted);
  if (is_condition(syntax_.nodes[read])) {
    return fail(FilterErrc::expected_operator, token, "'and' or 'or' is due between conditions");
  }
  return fail(FilterErrc::unknown_operator, token,
              "an operator is due, such as eq, ne, gt, ge, lt, le, in, and, or");
}

bool Reader::close(char bracket, std::string_view wanted) {
  in_.skip_blanks();
  if (in_.peek() != bracket || in_.done()) {
    fail_at(FilterErrc::expected_closing, in_.at, wanted);
    return false;
  }
  ++in_.at;
  return true;
}

/// RWS behind an operator.
bool Reader::require_blank() {
  if (in_.done()) return true;  // the missing operand is the trouble
  if (!is_blank(in_.peek())) {
    fail_at(FilterErrc::expected_blank, in_.at, "a blank is due behind the operator");
    return false;
  }
  in_.skip_blanks();
  return true;
}

/// RWS word, when it stands there and ends there.
bool Reader::accept_word(std::string_view word) {
  const std::size_t begin = in_.behind_blanks(in_.at);
  const std::string_view name = in_.name_at(begin);
  if (begin == in_.at || spelled(name) != word) return false;
  in_.at = begin + name.size();
  return true;
}

std::optional<Form> Reader::accept_operator(std::size_t level) {
  for (const Operator& one : kLevels[level]) {
    if (!one.word.empty() && accept_word(one.word)) return one.form;
  }
  return std::nullopt;
}

// orExpr   = andExpr  *( RWS "or"  RWS andExpr ), and the levels below it
std::uint32_t Reader::read_level(std::size_t level) {
  if (level == kLevels.size()) return read_unary();
  const std::size_t begin = in_.at;
  std::uint32_t left = read_level(level + 1);
  std::vector<std::uint32_t> chain{left};
  const bool is_logical = level < 2;
  while (left != kFailed) {
    const auto form = accept_operator(level);
    if (!form) break;
    if (!require_blank()) return kFailed;
    const std::uint32_t right = read_level(level + 1);
    if (right == kFailed) return kFailed;
    chain.push_back(right);
    if (is_logical) continue;
    left = make({.form = *form, .operands = chain, .span = span_from(begin)});
    chain = {left};
  }
  // Chains of `and` and `or` are one node, however long.
  if (left == kFailed || !is_logical || chain.size() == 1) return left;
  const Form joined = kLevels[level].front().form;
  return make({.form = joined, .operands = std::move(chain), .span = span_from(begin)});
}

// unary = "not" RWS unary / "-" BWS unary / inExpr
std::uint32_t Reader::read_unary() {
  const std::size_t begin = in_.at;
  const bool is_not = spelled(in_.name_at(begin)) == "not" &&
                      (in_.peek(3) == '\0' || in_.peek(3) == '(' || is_blank(in_.peek(3)));
  const bool is_minus =
      in_.peek() == '-' && !is_digit(in_.peek(1)) && in_.text.substr(begin, 4) != "-INF";
  if (!is_not && !is_minus) return read_in();
  if (!enter()) return kFailed;
  in_.at += is_not ? 3 : 1;
  if (is_not && in_.peek() == '(' && spelling_.blank_behind_not) {
    return fail_at(FilterErrc::expected_blank, in_.at, "a blank is due behind 'not'");
  }
  in_.skip_blanks();
  const std::uint32_t operand = read_unary();
  if (operand == kFailed) return kFailed;
  leave();
  return make({.form = is_not ? Form::negation : Form::negate,
               .operands = {operand},
               .span = span_from(begin)});
}

// inExpr = primary [ RWS "in" RWS list ]
std::uint32_t Reader::read_in() {
  const std::size_t begin = in_.at;
  const std::uint32_t left = read_primary();
  if (left == kFailed) return kFailed;
  if (accept_word("in")) return require_blank() ? read_list(left) : kFailed;
  if (!accept_word("has")) return left;
  refuse_later(in_.at - 3, in_.at, "'has'");
  if (!require_blank() || read_primary() == kFailed) return kFailed;
  return make_unsupported(begin);
}

// list = "(" BWS [ literal BWS *( "," BWS literal BWS ) ] ")" / the same in "[" "]"
std::uint32_t Reader::read_list(std::uint32_t wanted) {
  const std::size_t begin = syntax_.nodes[wanted].span.begin;
  const char open = in_.peek();
  if (open != '(' && open != '[') {
    const std::size_t at = in_.at;
    if (read_primary() == kFailed) return kFailed;
    refuse_later(at, in_.at, "'in' with anything but a list of literals");
    return make_unsupported(begin);
  }
  const char end = open == '(' ? ')' : ']';
  std::vector<std::uint32_t> operands{wanted};
  if (!enter()) return kFailed;
  ++in_.at;
  in_.skip_blanks();
  while (in_.peek() != end || operands.size() > 1) {
    const std::uint32_t item = read_item(open == '[');
    if (item == kFailed) return kFailed;
    operands.push_back(item);
    in_.skip_blanks();
    if (in_.peek() != ',') break;
    ++in_.at;
    in_.skip_blanks();
  }
  if (!close(end, std::string{"',' or '"} + end + "' is due in the list")) return kFailed;
  leave();
  return make({.form = Form::in_list, .operands = std::move(operands), .span = span_from(begin)});
}

std::uint32_t Reader::read_item(bool in_brackets) {
  const std::size_t begin = in_.at;
  if (in_brackets && in_.peek() == '"') return read_json_text();
  const std::uint32_t item = read_level(2);
  if (item != kFailed && syntax_.nodes[item].form != Form::literal) {
    refuse_later(begin, in_.at, "'in' with anything but a list of literals");
  }
  return item;
}

// "(" BWS orExpr BWS ")"
std::uint32_t Reader::read_group() {
  if (!enter()) return kFailed;
  ++in_.at;
  in_.skip_blanks();
  const std::uint32_t inner = read_level(0);
  if (inner == kFailed) return kFailed;
  if (in_.text.substr(std::min(in_.behind_blanks(in_.at), in_.text.size())).starts_with(')')) {
    in_.at = in_.behind_blanks(in_.at) + 1;
    leave();
    return inner;
  }
  return fail_rest(inner, FilterErrc::expected_closing, "')' is due");
}

Result<Syntax, FilterError> Reader::read() {
  // filter = orExpr, without blanks around it
  std::string_view whole = in_.text;
  if (spelling_.trimmed) {
    while (!whole.empty() && is_blank(whole.back())) whole.remove_suffix(1);
    in_.text = whole;
    in_.skip_blanks();
  }
  const std::uint32_t root = read_level(0);
  if (root != kFailed && in_.at != in_.text.size()) {
    fail_rest(root, FilterErrc::unexpected_character,
              "the filter has to end, or an operator is due");
  }
  if (error_) return Failure{*std::move(error_)};
  return std::move(syntax_);
}

Result<Syntax, FilterError> parse_syntax(std::string_view text, const Spelling& spelling) {
  return Reader{text, spelling}.read();
}

}  // namespace understudy::mock::filter::odata
