// SPDX-License-Identifier: MIT
/// What a relation says of the answers it has seen, before any grade is looked at.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "understudy/conformance/exchange.hpp"

namespace understudy::conformance {

struct Reply;

struct Judgement {
  enum class Kind : std::uint8_t {
    holds,
    broken,
    cannot_tell,  ///< no datum, or data that moved
    lacking,      ///< the host shows that it has not what the rule is about
  };

  Kind kind = Kind::cannot_tell;
  std::string message = {};   ///< one sentence without a full stop; of holds usually empty
  std::string expected = {};  ///< of broken
  std::string got = {};       ///< of broken
  /// Of the rule that is broken, where the check speaks of many: instead of the check's own.
  std::optional<Grade> grade = {};
  std::string source = {};
  std::shared_ptr<const Reply> reply = {};  ///< that shows it; null: the last one
};

inline Judgement holds(std::string message = {}) {
  return {.kind = Judgement::Kind::holds, .message = std::move(message)};
}
inline Judgement broken(std::string message, std::string expected, std::string got) {
  return {.kind = Judgement::Kind::broken,
          .message = std::move(message),
          .expected = std::move(expected),
          .got = std::move(got)};
}
inline Judgement cannot_tell(std::string why) {
  return {.kind = Judgement::Kind::cannot_tell, .message = std::move(why)};
}
inline Judgement lacking(std::string what) {
  return {.kind = Judgement::Kind::lacking, .message = std::move(what)};
}

}  // namespace understudy::conformance
