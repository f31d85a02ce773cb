// SPDX-License-Identifier: MIT
/// Patterns of ECMA-262, from text to tokens. Classes and escapes are in regex_classes.cpp.
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
#include <utility>

#include "code_point.hpp"
#include "regex_parser.hpp"
#include "understudy/base/unicode.hpp"

namespace understudy::schema {

namespace {

using Kind = RegexToken::Kind;
using Group = RegexToken::Group;

constexpr std::size_t kMaxPattern = 65'536;   // ours: PCRE2's compiled form is bounded alike
constexpr std::size_t kMaxNesting = 250;      // PCRE2's own default: it compiles by recursion
constexpr std::uint32_t kMaxRepeat = 65'535;  // PCRE2's largest repeat count

std::uint32_t add_capped(std::uint32_t a, std::uint32_t b) {
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(std::uint64_t{a} + b, UINT32_MAX));
}

std::uint32_t multiply_capped(std::uint32_t a, std::uint32_t b) {
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(std::uint64_t{a} * b, UINT32_MAX));
}

}  // namespace

bool RegexParser::take(std::string_view next) {
  if (!sees(next)) return false;
  at_ += next.size();
  return true;
}

std::uint32_t RegexParser::take_character() {
  std::string_view rest = text_.substr(at_);
  const std::uint32_t code = take_code_point(rest);
  at_ = text_.size() - rest.size();
  return code;
}

Failure<Error> RegexParser::refuse(Errc code, std::size_t offset, std::string what,
                                   std::string advice) const {
  return Failure{
      Error{code, std::move(what), "offset " + std::to_string(offset), std::move(advice)}};
}

void RegexParser::push(RegexToken token) { syntax_.tokens.push_back(token); }

void RegexParser::push_set(CharacterSet set, std::size_t offset) {
  const auto next = static_cast<std::uint32_t>(syntax_.sets.size());
  const auto [known, is_new] = sets_.emplace(std::move(set), next);
  if (is_new) syntax_.sets.push_back(known->first);
  push({.kind = Kind::character, .number = known->second, .offset = offset});
}

void RegexParser::push_character(std::uint32_t code, std::size_t offset) {
  CharacterSet set;
  add_range(set, code, code);
  push_set(std::move(set), offset);
}

std::uint32_t RegexParser::take_number() {
  std::uint64_t number = 0;
  for (; is_digit(peek()); ++at_) {
    number = std::min<std::uint64_t>(number * 10 + static_cast<std::uint64_t>(peek() - '0'),
                                     kUnbounded - 1);
  }
  return static_cast<std::uint32_t>(number);
}

// quantifier = ( "*" / "+" / "?" / braces ) [ "?" ]
// braces     = "{" 1*DIGIT [ "," [ 1*DIGIT ] ] "}"
Result<Done> RegexParser::parse_quantifier(std::uint32_t shortest) {
  RegexToken token{.kind = Kind::quantifier, .offset = at_};
  RegexFrame& frame = frames_.back();
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
Result<std::string> RegexParser::parse_name() {
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
Result<Done> RegexParser::parse_group() {
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

Result<Done> RegexParser::parse_close() {
  if (frames_.size() == 1) return refuse(at_, "')' closes no group", "write \\) for the character");
  const RegexFrame frame = frames_.back();
  frames_.pop_back();
  const std::uint32_t shortest =
      std::min(frame.shortest, frame.shortest_alternative.value_or(UINT32_MAX));
  push({.kind = Kind::close, .offset = at_});
  ++at_;
  const Group group = syntax_.tokens[frame.open].group;
  if (group != Group::capture && group != Group::plain) return Done{};
  return parse_quantifier(shortest);
}

// nonzero *DIGIT
Result<Done> RegexParser::parse_back_reference() {
  const std::size_t offset = at_ - 1;
  push({.kind = Kind::back_reference, .number = take_number(), .offset = offset});
  syntax_.has_back_references = true;
  return parse_quantifier(0);
}

// "k<" name ">"
Result<Done> RegexParser::parse_named_reference() {
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
Result<Done> RegexParser::parse_escape() {
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

// "{" where no digit and no comma follows
Result<Done> RegexParser::parse_brace() {
  if (is_digit(peek(1)) || peek(1) == ',') {
    return refuse(at_, "there is nothing to repeat", "write \\{ for the character");
  }
  push_character('{', at_++);
  return parse_quantifier(1);
}

/// One step of `alternative`, or a "|".
Result<Done> RegexParser::parse_term() {
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
      RegexFrame& frame = frames_.back();
      frame.shortest_alternative =
          std::min(frame.shortest, frame.shortest_alternative.value_or(UINT32_MAX));
      frame.shortest = 0;
      push({.kind = Kind::alternative, .offset = at_++});
      return Done{};
    }
    case '.':
      ++at_;
      push_set(any_in_line(), offset);
      return parse_quantifier(1);
    default:
      push_character(take_character(), offset);
      return parse_quantifier(1);
  }
}

Result<Done> RegexParser::resolve_references() {
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

Result<RegexSyntax> RegexParser::parse() && {
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
  const RegexFrame& whole = frames_.front();
  syntax_.shortest = std::min(whole.shortest, whole.shortest_alternative.value_or(UINT32_MAX));
  return std::move(syntax_);
}

Result<RegexSyntax> parse_regex(std::string_view ecma) { return RegexParser{ecma}.parse(); }

}  // namespace understudy::schema
