// SPDX-License-Identifier: MIT
/// One function per production of the grammar in filter/odata.cpp. What only the full language of
/// OData has is read as well, so that it can be refused by its name and not as a slip.
#include "filter/odata_syntax.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "filter/text_language.hpp"
#include "understudy/base/json.hpp"

namespace understudy::mock::filter::odata {

namespace {

constexpr std::uint32_t kFailed = ~std::uint32_t{0};
constexpr std::size_t kMaxSteps = 3;  // ours: names of one path

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

constexpr std::array<std::string_view, 6> kUnsupportedFunctions{
    "case", "cast", "hassubsequence", "hassubset", "isof", "totalseconds"};

constexpr std::string_view kOperandDue =
    "a field, a value, a function or '(' is due, such as Name eq 'Acme'";

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

class Reader {
 public:
  Reader(std::string_view text, const Spelling& spelling) : in_{text}, spelling_(spelling) {}

  Result<Syntax, FilterError> read();

 private:
  std::uint32_t read_level(std::size_t level);
  std::uint32_t read_unary();
  std::uint32_t read_in();
  std::uint32_t read_list(std::uint32_t wanted);
  std::uint32_t read_item(bool in_brackets);
  std::uint32_t read_primary();
  std::uint32_t read_group();
  std::uint32_t read_text();
  std::uint32_t read_json_text();
  std::uint32_t read_json(char close);
  std::uint32_t read_variable();
  std::uint32_t read_name();
  std::uint32_t read_call(std::size_t begin, std::string_view name, bool is_known);
  bool read_argument(std::string_view name);
  std::uint32_t read_path(std::size_t begin, std::string path, bool is_field);
  bool read_step(std::string& path, bool& is_field, std::size_t& steps);

  const Operator* accept_operator(std::size_t level);
  bool accept_word(std::string_view word);
  bool require_blank();
  bool enter();
  void leave() { --depth_; }
  bool close(char bracket, std::string_view wanted);

  std::uint32_t fail(FilterErrc code, query::Span place, std::string_view wanted);
  std::uint32_t fail_at(FilterErrc code, std::size_t at, std::string_view wanted) {
    return fail(code, in_.token_at(at), wanted);
  }
  std::uint32_t fail_rest(std::uint32_t read, FilterErrc code, std::string_view wanted);
  void refuse_later(std::size_t begin, std::size_t end, std::string what);
  std::uint32_t make(Expression expression);
  std::uint32_t make_unsupported(std::size_t begin) {
    return make({.form = Form::unsupported, .span = span_from(begin)});
  }
  [[nodiscard]] query::Span span_from(std::size_t begin) const {
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(in_.at)};
  }
  [[nodiscard]] std::string spelled(std::string_view word) const {
    return spelling_.any_case ? in_lower_case(word) : std::string{word};
  }

  Scanner in_;
  const Spelling& spelling_;
  std::size_t depth_ = 0;
  Syntax syntax_;
  std::optional<FilterError> error_;
};

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

const Operator* Reader::accept_operator(std::size_t level) {
  for (const Operator& one : kLevels[level]) {
    if (!one.word.empty() && accept_word(one.word)) return &one;
  }
  return nullptr;
}

// orExpr   = andExpr  *( RWS "or"  RWS andExpr ), and the levels below it
std::uint32_t Reader::read_level(std::size_t level) {
  if (level == kLevels.size()) return read_unary();
  const std::size_t begin = in_.at;
  std::uint32_t left = read_level(level + 1);
  std::vector<std::uint32_t> chain{left};
  const bool is_logical = level < 2;
  while (left != kFailed) {
    const Operator* found = accept_operator(level);
    if (found == nullptr) break;
    if (!require_blank()) return kFailed;
    const std::uint32_t right = read_level(level + 1);
    if (right == kFailed) return kFailed;
    chain.push_back(right);
    if (is_logical) continue;
    left = make({.form = found->form, .operands = chain, .span = span_from(begin)});
    chain = {left};
  }
  // Chains of `and` and `or` are one node, however long.
  if (left == kFailed || !is_logical || chain.size() == 1) return left;
  const Form form = kLevels[level].front().form;
  return make({.form = form, .operands = std::move(chain), .span = span_from(begin)});
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

}  // namespace

Result<Syntax, FilterError> parse_syntax(std::string_view text, const Spelling& spelling) {
  return Reader{text, spelling}.read();
}

}  // namespace understudy::mock::filter::odata
