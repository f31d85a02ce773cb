// SPDX-License-Identifier: MIT
/// An ECMA-262 pattern, read: a checked list of tokens that an engine can be built from.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "understudy/base/result.hpp"

namespace understudy::schema {

/// Code points from `first` to `last`, both included.
struct CodeRange {
  std::uint32_t first = 0;
  std::uint32_t last = 0;

  friend auto operator<=>(const CodeRange&, const CodeRange&) = default;
};

/// A Unicode property that a character has to have, or not to have.
struct UnicodeProperty {
  std::string name;  ///< as PCRE2 spells it
  bool is_negated = false;

  friend auto operator<=>(const UnicodeProperty&, const UnicodeProperty&) = default;
};

/// What one character of the text may be. Surrogates are in no set: UTF-8 has none.
struct CharacterSet {
  std::vector<CodeRange> ranges = {};
  std::vector<UnicodeProperty> properties = {};
  bool is_negated = false;  ///< of the ranges and properties together

  friend auto operator<=>(const CharacterSet&, const CharacterSet&) = default;
};

struct RegexToken {
  enum class Kind : std::uint8_t {
    alternative,     ///< "|" of the innermost open group
    back_reference,  ///< `number` is the group; 0: a reference that is always empty
    begin,           ///< "^"
    character,       ///< `number` is the index of its set
    close,
    end,           ///< "$"
    no_word_edge,  ///< "\B"
    open,          ///< `group` says of what; `number` of a capture, counted from 1
    quantifier,    ///< of the character, back-reference or group that ends just before
    word_edge,     ///< "\b"
  };
  enum class Group : std::uint8_t {
    ahead,
    behind,
    capture,
    not_ahead,
    not_behind,
    plain,
  };
  Kind kind = Kind::character;
  Group group = Group::plain;
  bool is_lazy = false;  ///< of a quantifier
  std::uint32_t number = 0;
  std::uint32_t min = 1;
  std::uint32_t max = 1;   ///< kUnbounded: any number
  std::size_t offset = 0;  ///< bytes from the start of the pattern
};

constexpr std::uint32_t kUnbounded = UINT32_MAX;

struct RegexSyntax {
  std::vector<RegexToken> tokens;
  std::vector<CharacterSet> sets;  ///< no two alike
  std::uint32_t captures = 0;
  std::uint32_t shortest = 0;  ///< characters of the shortest match, looking around not counted
  bool has_back_references = false;
  bool has_lookaround = false;
};

/// Reads one pattern. The grammar stands at the head of regex_syntax.cpp.
///
/// Units:    at most 65,536 bytes, groups 250 deep
/// Errors:   bad_input when it is no pattern of ECMA-262; unsupported when it is one that cannot
///           be honoured; `where` is "offset N" in bytes
/// Source:   ECMA-262 (2024) section 22.2.1 with the u flag; JSON Schema 2020-12 section 6.4
Result<RegexSyntax> parse_regex(std::string_view ecma);

}  // namespace understudy::schema
