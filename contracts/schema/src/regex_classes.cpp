// SPDX-License-Identifier: MIT
/// Which characters a class or an escape of a pattern stands for. The grammar is at the head of
/// regex_syntax.cpp.
///
/// Source: ECMA-262 (2024) sections 12.2, 12.3 and 22.2.1 with the u flag
#include <algorithm>
#include <array>
#include <utility>

#include "regex_parser.hpp"
#include "regex_property.hpp"

namespace understudy::schema {

namespace {

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

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

template <typename Ranges>
CharacterSet set_of(const Ranges& ranges, bool is_negated) {
  return {.ranges = {ranges.begin(), ranges.end()}, .is_negated = is_negated};
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

}  // namespace

void add_range(CharacterSet& set, std::uint32_t first, std::uint32_t last) {
  constexpr std::uint32_t kFirstSurrogate = 0xD800;
  constexpr std::uint32_t kLastSurrogate = 0xDFFF;
  if (first < kFirstSurrogate) {
    set.ranges.push_back({first, std::min(last, kFirstSurrogate - 1)});
  }
  if (last > kLastSurrogate) set.ranges.push_back({std::max(first, kLastSurrogate + 1), last});
}

CharacterSet any_in_line() { return set_of(kLineEnds, true); }

std::optional<std::uint32_t> RegexParser::take_hex(std::size_t digits) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    const int digit = hex_value(peek(i));
    if (digit < 0) return std::nullopt;
    value = value * 16 + static_cast<std::uint32_t>(digit);
  }
  at_ += digits;
  return value;
}

// set-escape = "d" / "D" / "s" / "S" / "w" / "W" / ( ( "p" / "P" ) "{" property "}" )
Result<std::optional<CharacterSet>> RegexParser::parse_set_escape() {
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
Result<std::uint32_t> RegexParser::parse_unicode_escape() {
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
Result<std::uint32_t> RegexParser::parse_char_escape() {
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

// class-atom = set-escape / char-escape / "\b" / "\-" / any character but "]" "\"
Result<ClassAtom> RegexParser::parse_class_atom() {
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
Result<Done> RegexParser::parse_class_item(CharacterSet& set) {
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
Result<Done> RegexParser::parse_class() {
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

}  // namespace understudy::schema
