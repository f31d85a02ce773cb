// SPDX-License-Identifier: MIT
/// Patterns without look-around and back-references, as a finite automaton: one step per
/// character, whatever the pattern. `(a+)+$` costs what `a` costs.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "regex_syntax.hpp"

namespace understudy::schema {

/// Ranges in order, without overlap or negation.
using PlainSet = std::vector<CodeRange>;

class Automaton {
 public:
  /// Null when the pattern looks around or back, or when the automaton would be too large.
  ///
  /// Units:    `sets` are those of `syntax`, resolved; at most 16,384 instructions, 64 K table
  ///           entries, 255 character classes, and a bounded number of steps to build it
  static std::optional<Automaton> make(const RegexSyntax& syntax, std::span<const PlainSet> sets);

  /// Whether the pattern matches anywhere in a text; nothing when the text is no UTF-8.
  [[nodiscard]] std::optional<bool> search(std::string_view text) const;

 private:
  friend class AutomatonBuilder;

  /// From `first` to the next entry's `first`, characters are of one class.
  struct Block {
    std::uint32_t first = 0;
    std::uint8_t character_class = 0;
  };

  [[nodiscard]] std::uint8_t class_of(std::uint32_t code) const;

  std::array<std::uint8_t, 256> byte_classes_{};  // kNotAscii from 0x80
  std::vector<Block> blocks_;
  std::vector<std::uint32_t> table_;  // rows by state, columns by class; entries are row offsets
  std::uint32_t row_ = 0;             // columns of a row; the last is the end of the text
  std::uint32_t start_ = 0;
};

}  // namespace understudy::schema
