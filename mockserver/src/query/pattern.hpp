// SPDX-License-Identifier: MIT
/// Patterns of ECMA-262, for filters that match them.
#pragma once

#include <memory>
#include <string_view>
#include <utility>

#include "understudy/base/result.hpp"

namespace understudy::mock::query {

/// A compiled pattern: immutable, cheap to copy, thread-safe.
class Pattern {
 public:
  /// Errors:   bad_input when it is no pattern; unsupported when it cannot be honoured
  static Result<Pattern> compile(std::string_view ecma);

  /// Whether it matches anywhere. False too where the answer would take too long.
  [[nodiscard]] bool found_in(std::string_view text) const;

 private:
  struct Machine;
  explicit Pattern(std::shared_ptr<const Machine> machine) : machine_(std::move(machine)) {}

  std::shared_ptr<const Machine> machine_;
};

}  // namespace understudy::mock::query
