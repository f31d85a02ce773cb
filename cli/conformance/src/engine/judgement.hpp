// SPDX-License-Identifier: MIT
/// What a relation says of the answers it has seen, before any grade is looked at.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

namespace understudy::conformance {

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
};

inline Judgement holds(std::string message = {}) {
  return {Judgement::Kind::holds, std::move(message), "", ""};
}
inline Judgement broken(std::string message, std::string expected, std::string got) {
  return {Judgement::Kind::broken, std::move(message), std::move(expected), std::move(got)};
}
inline Judgement cannot_tell(std::string why) {
  return {Judgement::Kind::cannot_tell, std::move(why), "", ""};
}
inline Judgement lacking(std::string what) {
  return {Judgement::Kind::lacking, std::move(what), "", ""};
}

}  // namespace understudy::conformance
