// SPDX-License-Identifier: MIT
/// Patterns with the meaning of ECMA-262 that answer in bounded time.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "understudy/base/result.hpp"

namespace understudy::schema {

/// A compiled pattern: immutable, shared by threads.
///
/// Rationale: most patterns are regular in the strict sense; an automaton decides those in one
///            step per character, so they cannot be attacked. The others (look-around,
///            back-references, very large ones) go to PCRE2 with a budget of work.
class Regex {
 public:
  /// Which machine answers. Both give the same answers; tests compare them.
  enum class Engine : std::uint8_t { any, backtracking };

  /// Errors:   bad_input when it is no pattern of ECMA-262; unsupported when it is one that cannot
  ///           be honoured: look-behind of variable length, modifiers, a reference into a repeated
  ///           group whose value ECMA-262 resets; `where` is "offset N" in bytes
  /// Source:   ECMA-262 (2024) section 22.2; JSON Schema 2020-12 section 6.4
  static Result<Regex> compile(std::string_view ecma, Engine engine = Engine::any);

  Regex(Regex&&) noexcept;
  Regex& operator=(Regex&&) noexcept;
  ~Regex();

  enum class Found : std::uint8_t { no, undecided, yes };

  /// Whether the pattern matches anywhere. Thread-safe.
  ///
  /// Units:    undecided past a budget of work that grows with the text, about 20 ms for 100 KB;
  ///           an automaton needs no budget. Undecided too when the text is no UTF-8
  [[nodiscard]] Found search(std::string_view text) const;

  /// Whether an automaton answers: never undecided on UTF-8.
  [[nodiscard]] bool is_automaton() const;

 private:
  struct Machine;
  explicit Regex(std::unique_ptr<const Machine> machine);

  std::unique_ptr<const Machine> machine_;
};

}  // namespace understudy::schema
