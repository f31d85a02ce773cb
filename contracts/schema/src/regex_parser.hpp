// SPDX-License-Identifier: MIT
/// The state of reading one pattern. Terms, groups and quantifiers are in regex_syntax.cpp, classes
/// and escapes in regex_classes.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "regex_syntax.hpp"

namespace understudy::schema {

/// A group that is being read, or the pattern itself.
struct RegexFrame {
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

class RegexParser {
 public:
  explicit RegexParser(std::string_view text) : text_(text) {}

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
  std::vector<RegexFrame> frames_{1};
  std::map<CharacterSet, std::uint32_t> sets_;
  std::map<std::string, std::uint32_t> names_;
  std::vector<NamedReference> named_references_;
};

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Adds a range less its surrogates.
void add_range(CharacterSet& set, std::uint32_t first, std::uint32_t last);
/// What "." stands for: anything but the end of a line.
CharacterSet any_in_line();

}  // namespace understudy::schema
