// SPDX-License-Identifier: MIT
/// Patterns of ECMA-262, from text to tokens.
///
/// Grammar:  pattern      = alternative *( "|" alternative )
///           alternative  = *( assertion / atom [ quantifier ] )
///           assertion    = "^" / "$" / "\b" / "\B" / ( "(?" [ "<" ] ( "=" / "!" ) pattern ")" )
///           atom         = "." / class / "\" atom-escape / group / literal
///           group        = "(" [ "?:" / ( "?<" name ">" ) ] pattern ")"
///           quantifier   = ( "*" / "+" / "?" / braces ) [ "?" ]
///           braces       = "{" 1*DIGIT [ "," [ 1*DIGIT ] ] "}"
///           atom-escape  = nonzero *DIGIT / ( "k<" name ">" ) / set-escape / char-escape
///           set-escape   = "d" / "D" / "s" / "S" / "w" / "W" / ( ( "p" / "P" ) "{" property "}" )
///           char-escape  = "f" / "n" / "r" / "t" / "v" / ( "c" ALPHA ) / "0" / ( "x" 2HEXDIG )
///                        / ( "u" 4HEXDIG [ "\u" 4HEXDIG ] ) / ( "u{" 1*HEXDIG "}" ) / mark
///           class        = "[" [ "^" ] *class-item "]"
///           class-item   = class-atom [ "-" class-atom ]
///           class-atom   = set-escape / char-escape / "\b" / "\-" / any character but "]" "\"
///           literal      = any character but those that mean something; "{" where no digit and
///                          no comma follows, and "}"
///           mark         = an ASCII character that is no letter, digit or control character
///
/// ECMA-262 allows fewer marks, wants "{" and "}" escaped, and refuses a set at the end of a
/// range ("[\w-.]"). Schemas in the wild have all three, and each has one meaning only.
#include "regex_syntax.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "code_point.hpp"
#include "regex_property.hpp"
#include "understudy/base/unicode.hpp"

namespace understudy::schema {

namespace {

using Kind = RegexToken::Kind;
using Group = RegexToken::Group;

constexpr std::size_t kMaxPattern = 65'536;   // ours: PCRE2's compiled form is bounded alike
constexpr std::size_t kMaxNesting = 250;      // PCRE2's own default: it compiles by recursion
constexpr std::uint32_t kMaxRepeat = 65'535;  // PCRE2's largest repeat count
constexpr std::uint32_t kMaxCodePoint = 0x10FFFF;

constexpr std::array kDigits{CodeRange{'0', '9'}};
constexpr std::array kLineEnds{CodeRange{'\n', '\n'}, CodeRange{'\r', '\r'},
                               CodeRange{0x2028, 0x2029}};
// ECMA-262 sections 12.2 and 12.3: WhiteSpace and LineTerminator
constexpr std::array kWhiteSpace{CodeRange{'\t', '\r'},     CodeRange{' ', ' '},
                                 CodeRange{0xA0, 0xA0},     CodeRange{0x1680, 0x1680},
                                 CodeRange{0x2000, 0x200A}, CodeRange{0x2028, 0x2029},
                                 CodeRange{0x202F, 0x202F}, CodeRange{0x205F, 0x205F},
                                 CodeRange{0x3000, 0x3000}, CodeRange{0xFEFF, 0xFEFF}};
constexpr std::array kWordCharacters{CodeRange{'0', '9'}, CodeRange{'A', 'Z'}, CodeRange{'_', '_'},
                                     CodeRange{'a', 'z'}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::uint32_t add_capped(std::uint32_t a, std::uint32_t b) {
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(std::uint64_t{a} + b, UINT32_MAX));
}

std::uint32_t multiply_capped(std::uint32_t a, std::uint32_t b) {
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(std::uint64_t{a} * b, UINT32_MAX));
}

template <typename Ranges>
CharacterSet set_of(const Ranges& ranges, bool is_negated) {
  return {.ranges = {ranges.begin(), ranges.end()}, .is_negated = is_negated};
}

/// Adds a range less its surrogates.
void add_range(CharacterSet& set, std::uint32_t first, std::uint32_t last) {
  constexpr std::uint32_t kFirstSurrogate = 0xD800;
  constexpr std::uint32_t kLastSurrogate = 0xDFFF;
  if (first < kFirstSurrogate) {
    set.ranges.push_back({first, std::min(last, kFirstSurrogate - 1)});
  }
  if (last > kLastSurrogate) set.ranges.push_back({std::max(first, kLastSurrogate + 1), last});
}

/// Adds what is in `part`, whose ranges are sorted if it is negated.
void add_set(CharacterSet& set, const CharacterSet& part) {
  if (!part.is_negated) {
    set.ranges.insert(set.ranges.end(), part.ranges.begin(), part.ranges.end());
    set.properties.insert(set.properties.end(), part.properties.begin(), part.properties.end());
    return;
  }
  if (!part.properties.empty()) {
    // Only `\P{...}` of one property comes here.
    UnicodeProperty property = part.properties.front();
    property.is_negated = !property.is_negated;
    set.properties.push_back(std::move(property));
    return;
  }
  std::uint32_t next = 0;
  for (const CodeRange& range : part.ranges) {
    if (next < range.first) add_range(set, next, range.first - 1);
    next = range.last + 1;
  }
  if (next <= kMaxCodePoint) add_range(set, next, kMaxCodePoint);
}

/// A group that is being read, or the pattern itself.
struct Frame {
  std::size_t open = 0;  ///< index of its token
  std::optional<std::uint32_t> shortest_alternative = std::nullopt;
  std::uint32_t shortest = 0;  ///< of the alternative being read
};

/// A member of a class, or an escape: one character or a set of them.
struct ClassAtom {
  std::optional<std::uint32_t> character;
  CharacterSet set;
};

struct NamedReference {
  std::size_t token = 0;
  std::string name;
};

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Result<RegexSyntax> parse() &&;

 private:
  [[nodiscard]] bool at_end() const { return at_ == text_.size(); }
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  [[nodiscard]] bool sees(std::string_view next) const {
    return text_.substr(at_).starts_with(next);
  }
  bool take(std::string_view next);
  std::uint32_t take_character();

  [[nodiscard]] Failure<Error> refuse(Errc code, std::size_t offset, std::string what,
                                      std::string advice = {}) const;
  [[nodiscard]] Failure<Error> refuse(std::size_t offset, std::string what,
                                      std::string advice = {}) const {
    return refuse(Errc::bad_input, offset, std::move(what), std::move(advice));
  }

  void push(RegexToken token);
  void push_set(CharacterSet set, std::size_t offset);
  void push_character(std::uint32_t code, std::size_t offset);

  Result<Done> parse_term();
  Result<Done> parse_group();
  Result<Done> parse_close();
  Result<Done> parse_escape();
  Result<Done> parse_back_reference();
  Result<Done> parse_named_reference();
  Result<Done> parse_brace();
  Result<Done> parse_class();
  Result<Done> parse_class_item(CharacterSet& set);
  Result<ClassAtom> parse_class_atom();
  Result<Done> parse_quantifier(std::uint32_t shortest);
  Result<std::string> parse_name();
  Result<std::optional<CharacterSet>> parse_set_escape();
  Result<std::uint32_t> parse_char_escape();
  Result<std::uint32_t> parse_unicode_escape();
  std::optional<std::uint32_t> take_hex(std::size_t digits);
  std::uint32_t take_number();
  Result<Done> resolve_references();

  std::string_view text_;
  std::size_t at_ = 0;
  RegexSyntax syntax_;
  std::vector<Frame> frames_{1};
  std::map<CharacterSet, std::uint32_t> sets_;
  std::map<std::string, std::uint32_t> names_;
  std::vector<NamedReference> named_references_;
};

bool Parser::take(std::string_view next) {
  if (!sees(next)) return false;
  at_ += next.size();
  return true;
}

std::uint32_t Parser::take_character() {
  std::string_view rest = text_.substr(at_);
  const std::uint32_t code = take_code_point(rest);
  at_ = text_.size() - rest.size();
  return code;
}

Failure<Error> Parser::refuse(Errc code, std::size_t offset, std::string what,
                              std::string advice) const {
  return Failure{
      Error{code, std::move(what), "offset " + std::to_string(offset), std::move(advice)}};
}

void Parser::push(RegexToken token) { syntax_.tokens.push_back(token); }

void Parser::push_set(CharacterSet set, std::size_t offset) {
  const auto next = static_cast<std::uint32_t>(syntax_.sets.size());
  const auto [known, is_new] = sets_.emplace(std::move(set), next);
  if (is_new) syntax_.sets.push_back(known->first);
  push({.kind = Kind::character, .number = known->second, .offset = offset});
}

void Parser::push_character(std::uint32_t code, std::size_t offset) {
  CharacterSet set;
  add_range(set, code, code);
  push_set(std::move(set), offset);
}

std::uint32_t Parser::take_number() {
  std::uint64_t number = 0;
  for (; is_digit(peek()); ++at_) {
    number = std::min<std::uint64_t>(number * 10 + static_cast<std::uint64_t>(peek() - '0'),
                                     kUnbounded - 1);
  }
  return static_cast<std::uint32_t>(number);
}

std::optional<std::uint32_t> Parser::take_hex(std::size_t digits) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    const int digit = hex_value(peek(i));
    if (digit < 0) return std::nullopt;
    value = value * 16 + static_cast<std::uint32_t>(digit);
  }
  at_ += digits;
  return value;
}

// quantifier = ( "*" / "+" / "?" / braces ) [ "?" ]
// braces     = "{" 1*DIGIT [ "," [ 1*DIGIT ] ] "}"
Result<Done> Parser::parse_quantifier(std::uint32_t shortest) {
  RegexToken token{.kind = Kind::quantifier, .offset = at_};
  Frame& frame = frames_.back();
  if (take("*")) {
    token.min = 0;
    token.max = kUnbounded;
  } else if (take("+")) {
    token.max = kUnbounded;
  } else if (take("?")) {
    token.min = 0;
  } else if (peek() == '{' && is_digit(peek(1))) {
    ++at_;
    token.min = take_number();
    token.max = token.min;
    if (take(",")) token.max = is_digit(peek()) ? take_number() : kUnbounded;
    if (!take("}")) return refuse(token.offset, "'{' and a number start no quantifier here");
    if (token.min > token.max) return refuse(token.offset, "the bounds are out of order");
    if (token.min > kMaxRepeat || (token.max > kMaxRepeat && token.max != kUnbounded)) {
      return refuse(Errc::unsupported, token.offset, "more than 65535 repetitions");
    }
  } else {
    frame.shortest = add_capped(frame.shortest, shortest);
    return Done{};
  }
  token.is_lazy = take("?");
  frame.shortest = add_capped(frame.shortest, multiply_capped(shortest, token.min));
  push(token);
  return Done{};
}

// name = ( ALPHA / "_" / "$" / non-ascii ) *( ALPHA / DIGIT / "_" / "$" / non-ascii ) ">"
Result<std::string> Parser::parse_name() {
  const std::size_t start = at_;
  for (; !at_end() && peek() != '>'; ++at_) {
    const char c = peek();
    if (c == '\\') {
      return refuse(Errc::unsupported, at_, "an escape in the name of a group");
    }
    const bool is_part = is_letter(c) || c == '_' || c == '$' || (c & 0x80) != 0;
    if (!is_part && (!is_digit(c) || at_ == start)) {
      return refuse(at_, "the name of a group has letters, digits, '_' and '$'");
    }
  }
  std::string name{text_.substr(start, at_ - start)};
  if (name.empty() || !take(">")) return refuse(start, "the name of a group ends with '>'");
  return name;
}

// group = "(" [ "?:" / ( "?<" name ">" ) ] pattern ")", and the assertions that look around
Result<Done> Parser::parse_group() {
  constexpr std::array<std::pair<std::string_view, Group>, 5> kHeads{{{"(?:", Group::plain},
                                                                      {"(?=", Group::ahead},
                                                                      {"(?!", Group::not_ahead},
                                                                      {"(?<=", Group::behind},
                                                                      {"(?<!", Group::not_behind}}};
  RegexToken token{.kind = Kind::open, .group = Group::capture, .offset = at_};
  for (const auto& [head, group] : kHeads) {
    if (!take(head)) continue;
    token.group = group;
    break;
  }
  if (token.group == Group::capture) {
    token.number = ++syntax_.captures;
    if (take("(?<")) {
      auto name = parse_name();
      if (!name) return Failure{std::move(name.error())};
      if (!names_.emplace(*std::move(name), token.number).second) {
        return refuse(token.offset, "two groups have the same name");
      }
    } else if (sees("(?")) {
      const bool is_modifier = is_letter(peek(2)) &&
                               text_.find_first_not_of("ims-", at_ + 2) < text_.find(')', at_) &&
                               text_[text_.find_first_not_of("ims-", at_ + 2)] == ':';
      if (is_modifier || sees("(?-")) {
        return refuse(Errc::unsupported, at_, "groups with modifiers are not supported");
      }
      return refuse(at_, "'(?' and what follows start no group of ECMA-262",
                    "write (?:...), (?<name>...) or look around with (?= (?! (?<= (?<!");
    } else {
      ++at_;
    }
  } else if (token.group != Group::plain) {
    syntax_.has_lookaround = true;
  }
  if (frames_.size() > kMaxNesting) {
    return refuse(Errc::unsupported, token.offset, "groups are nested deeper than 250");
  }
  frames_.push_back({.open = syntax_.tokens.size()});
  push(token);
  return Done{};
}

Result<Done> Parser::parse_close() {
  if (frames_.size() == 1) return refuse(at_, "')' closes no group", "write \\) for the character");
  const Frame frame = frames_.back();
  frames_.pop_back();
  const std::uint32_t shortest =
      std::min(frame.shortest, frame.shortest_alternative.value_or(UINT32_MAX));
  push({.kind = Kind::close, .offset = at_});
  ++at_;
  const Group group = syntax_.tokens[frame.open].group;
  if (group != Group::capture && group != Group::plain) return Done{};
  return parse_quantifier(shortest);
}

// set-escape = "d" / "D" / "s" / "S" / "w" / "W" / ( ( "p" / "P" ) "{" property "}" )
Result<std::optional<CharacterSet>> Parser::parse_set_escape() {
  const char c = peek();
  const bool is_negated = c == 'D' || c == 'S' || c == 'W' || c == 'P';
  switch (c) {
    case 'd':
    case 'D':
      ++at_;
      return {set_of(kDigits, is_negated)};
    case 's':
    case 'S':
      ++at_;
      return {set_of(kWhiteSpace, is_negated)};
    case 'w':
    case 'W':
      ++at_;
      return {set_of(kWordCharacters, is_negated)};
    case 'p':
    case 'P':
      break;
    default:
      return {std::nullopt};
  }
  const std::size_t offset = at_ - 1;
  const std::size_t end = text_.find('}', at_);
  ++at_;
  if (!take("{") || end == std::string_view::npos) {
    return refuse(offset, "a character property is written \\p{...}");
  }
  auto set = find_property(text_.substr(at_, end - at_));
  if (!set) {
    return refuse(set.error().code, offset, std::move(set.error().what),
                  std::move(set.error().advice));
  }
  at_ = end + 1;
  set->is_negated = set->is_negated != is_negated;
  return {*std::move(set)};
}

// "u" 4HEXDIG [ "\u" 4HEXDIG ] / "u{" 1*HEXDIG "}", behind the "u"
Result<std::uint32_t> Parser::parse_unicode_escape() {
  const std::size_t offset = at_ - 2;
  if (take("{")) {
    std::uint32_t code = 0;
    const std::size_t start = at_;
    for (; hex_value(peek()) >= 0; ++at_) {
      code = std::min(code * 16 + static_cast<std::uint32_t>(hex_value(peek())), kMaxCodePoint + 1);
    }
    if (at_ == start || !take("}"))
      return refuse(offset, "'\\u{' is closed by '}' behind hex digits");
    if (code > kMaxCodePoint) return refuse(offset, "there is no character past \\u{10FFFF}");
    return code;
  }
  const auto unit = take_hex(4);
  if (!unit) return refuse(offset, "'\\u' has to be followed by four hex digits or by '{'");
  if (*unit < 0xD800 || *unit > 0xDBFF || !sees("\\u")) return *unit;
  const std::size_t behind = at_;
  at_ += 2;
  const auto low = take_hex(4);
  if (low && *low >= 0xDC00 && *low <= 0xDFFF) {
    return 0x10000 + ((*unit - 0xD800) << 10U) + (*low - 0xDC00);
  }
  at_ = behind;
  return *unit;
}

// char-escape, behind the "\"
Result<std::uint32_t> Parser::parse_char_escape() {
  constexpr std::array<std::pair<char, std::uint32_t>, 5> kControls{
      {{'f', 0x0C}, {'n', 0x0A}, {'r', 0x0D}, {'t', 0x09}, {'v', 0x0B}}};
  const std::size_t offset = at_ - 1;
  if (at_end()) return refuse(offset, "the pattern ends within an escape");
  const char c = peek();
  for (const auto& [letter, code] : kControls) {
    if (c != letter) continue;
    ++at_;
    return code;
  }
  if (c == 'c' && is_letter(peek(1))) {
    at_ += 2;
    return static_cast<std::uint32_t>(text_[at_ - 1]) % 32;
  }
  if (c == '0' && !is_digit(peek(1))) {
    ++at_;
    return 0U;
  }
  if (take("x")) {
    if (const auto code = take_hex(2)) return *code;
    return refuse(offset, "'\\x' has to be followed by two hex digits");
  }
  if (take("u")) return parse_unicode_escape();
  const bool is_mark = c >= ' ' && c <= '~' && !is_letter(c) && !is_digit(c);
  if (!is_mark) return refuse(offset, "this escape is not one of ECMA-262");
  ++at_;
  return static_cast<std::uint32_t>(c);
}

// nonzero *DIGIT
Result<Done> Parser::parse_back_reference() {
  const std::size_t offset = at_ - 1;
  push({.kind = Kind::back_reference, .number = take_number(), .offset = offset});
  syntax_.has_back_references = true;
  return parse_quantifier(0);
}

// "k<" name ">"
Result<Done> Parser::parse_named_reference() {
  const std::size_t offset = at_ - 1;
  if (!take("k<")) return refuse(offset, "'\\k' has to be followed by '<' and a name");
  auto name = parse_name();
  if (!name) return Failure{std::move(name.error())};
  named_references_.push_back({syntax_.tokens.size(), *std::move(name)});
  push({.kind = Kind::back_reference, .offset = offset});
  syntax_.has_back_references = true;
  return parse_quantifier(0);
}

// "\b" / "\B" / ( "\" atom-escape [ quantifier ] )
Result<Done> Parser::parse_escape() {
  const std::size_t offset = at_++;
  const char c = peek();
  if (c == 'b' || c == 'B') {
    ++at_;
    push({.kind = c == 'b' ? Kind::word_edge : Kind::no_word_edge, .offset = offset});
    return Done{};
  }
  if (c >= '1' && c <= '9') return parse_back_reference();
  if (c == 'k') return parse_named_reference();
  auto set = parse_set_escape();
  if (!set) return Failure{std::move(set.error())};
  if (*set) {
    push_set(**std::move(set), offset);
    return parse_quantifier(1);
  }
  const auto code = parse_char_escape();
  if (!code) return Failure{code.error()};
  push_character(*code, offset);
  return parse_quantifier(1);
}

// class-atom = set-escape / char-escape / "\b" / "\-" / any character but "]" "\"
Result<ClassAtom> Parser::parse_class_atom() {
  if (!take("\\")) return ClassAtom{.character = take_character(), .set = {}};
  if (take("b")) return ClassAtom{.character = 0x08, .set = {}};
  auto set = parse_set_escape();
  if (!set) return Failure{std::move(set.error())};
  if (*set) return ClassAtom{.character = std::nullopt, .set = **std::move(set)};
  const auto code = parse_char_escape();
  if (!code) return Failure{code.error()};
  return ClassAtom{.character = *code, .set = {}};
}

// class-item = class-atom [ "-" class-atom ]
Result<Done> Parser::parse_class_item(CharacterSet& set) {
  const auto add = [&](const ClassAtom& atom) {
    if (atom.character) return add_range(set, *atom.character, *atom.character);
    add_set(set, atom.set);
  };
  const std::size_t offset = at_;
  const auto first = parse_class_atom();
  if (!first) return Failure{first.error()};
  if (peek() != '-' || at_ + 1 >= text_.size() || peek(1) == ']') {
    add(*first);
    return Done{};
  }
  ++at_;
  const auto last = parse_class_atom();
  if (!last) return Failure{last.error()};
  if (first->character && last->character) {
    if (*first->character > *last->character) {
      return refuse(offset, "the range of a class is out of order");
    }
    add_range(set, *first->character, *last->character);
    return Done{};
  }
  // "[\w-.]": no range, three members.
  add(*first);
  add_range(set, '-', '-');
  add(*last);
  return Done{};
}

// class = "[" [ "^" ] *class-item "]"
Result<Done> Parser::parse_class() {
  const std::size_t offset = at_++;
  CharacterSet set{.is_negated = take("^")};
  while (!take("]")) {
    if (at_end()) return refuse(offset, "'[' is not closed", "write \\[ for the character");
    auto item = parse_class_item(set);
    if (!item) return item;
  }
  push_set(std::move(set), offset);
  return parse_quantifier(1);
}

// "{" where no digit and no comma follows
Result<Done> Parser::parse_brace() {
  if (is_digit(peek(1)) || peek(1) == ',') {
    return refuse(at_, "there is nothing to repeat", "write \\{ for the character");
  }
  push_character('{', at_++);
  return parse_quantifier(1);
}

/// One step of `alternative`, or a "|".
Result<Done> Parser::parse_term() {
  const std::size_t offset = at_;
  switch (peek()) {
    case '(':
      return parse_group();
    case ')':
      return parse_close();
    case '[':
      return parse_class();
    case '\\':
      return parse_escape();
    case '{':
      return parse_brace();
    case ']':
      return refuse(at_, "']' closes no class", "write \\] for the character");
    case '*':
    case '+':
    case '?':
      return refuse(at_, "there is nothing to repeat",
                    "ECMA-262 has no possessive quantifiers and no verbs");
    case '^':
    case '$':
      push({.kind = peek() == '^' ? Kind::begin : Kind::end, .offset = at_++});
      return Done{};
    case '|': {
      Frame& frame = frames_.back();
      frame.shortest_alternative =
          std::min(frame.shortest, frame.shortest_alternative.value_or(UINT32_MAX));
      frame.shortest = 0;
      push({.kind = Kind::alternative, .offset = at_++});
      return Done{};
    }
    case '.':
      ++at_;
      push_set(set_of(kLineEnds, true), offset);
      return parse_quantifier(1);
    default:
      push_character(take_character(), offset);
      return parse_quantifier(1);
  }
}

Result<Done> Parser::resolve_references() {
  for (const NamedReference& reference : named_references_) {
    RegexToken& token = syntax_.tokens[reference.token];
    const auto named = names_.find(reference.name);
    if (named == names_.end()) {
      return refuse(token.offset, "no group has the name '" + excerpt(reference.name, 60) + "'");
    }
    token.number = named->second;
  }
  for (const RegexToken& token : syntax_.tokens) {
    if (token.kind == Kind::back_reference && token.number > syntax_.captures) {
      return refuse(token.offset, "there is no group " + std::to_string(token.number));
    }
  }
  return Done{};
}

Result<RegexSyntax> Parser::parse() && {
  if (text_.size() > kMaxPattern) {
    return refuse(Errc::unsupported, kMaxPattern, "the pattern is longer than 65536 bytes");
  }
  if (!is_utf8(text_)) return refuse(0, "the pattern is no valid UTF-8");
  while (!at_end()) {
    auto term = parse_term();
    if (!term) return Failure{std::move(term.error())};
  }
  if (frames_.size() > 1) {
    return refuse(syntax_.tokens[frames_.back().open].offset, "'(' is not closed",
                  "write \\( for the character");
  }
  auto resolved = resolve_references();
  if (!resolved) return Failure{std::move(resolved.error())};
  const Frame& whole = frames_.front();
  syntax_.shortest = std::min(whole.shortest, whole.shortest_alternative.value_or(UINT32_MAX));
  return std::move(syntax_);
}

}  // namespace

Result<RegexSyntax> parse_regex(std::string_view ecma) { return Parser{ecma}.parse(); }

}  // namespace understudy::schema
