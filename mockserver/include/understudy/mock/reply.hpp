// SPDX-License-Identifier: MIT
/// An answer, and how its bytes are to leave.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "understudy/base/clock.hpp"
#include "understudy/base/http.hpp"

namespace understudy::mock {

class VirtualClock;

/// What a planned fault does to an answer on the wire. A listener acts it out; whoever calls in
/// process finds it here and decides.
struct Delivery {
  enum class Kind : std::uint8_t {
    whole,         ///< as it is
    dribbled,      ///< `bytes` at a time, with a `pause` between
    empty,         ///< not a byte, then the end of the connection
    garbage,       ///< bytes that are no HTTP, then the end
    reset,         ///< a reset in the place of the answer
    truncated,     ///< the first `bytes` of the body, never all of it, then the end
    wrong_length,  ///< a Content-Length that is `bytes` too large, then the end
  };
  // ours: past these a client has given up; a listener cuts what is longer
  static constexpr std::chrono::minutes kLongestDelay{10};
  static constexpr std::chrono::seconds kLongestPause{10};

  Kind kind = Kind::whole;
  std::size_t bytes = 0;
  Duration pause{0};  ///< real time
  Duration delay{0};  ///< before the first byte, on `clock`
  /// Whose time `delay` is; null: real time.
  std::shared_ptr<VirtualClock> clock = nullptr;
  SteadyTime since{};  ///< when the delay began, on `clock`; without one it begins on the wire

  [[nodiscard]] bool is_plain() const { return kind == Kind::whole && delay == Duration{0}; }
};

/// "after 250 ms, truncated to 16 bytes"; empty for one that is plain.
std::string describe(const Delivery& delivery);

struct Reply {
  Reply() = default;
  Reply(Response plain) : response(std::move(plain)) {}  // NOLINT: an answer is a reply
  Reply(Response answer, Delivery how) : response(std::move(answer)), delivery(std::move(how)) {}

  Response response;
  Delivery delivery;
};

}  // namespace understudy::mock
