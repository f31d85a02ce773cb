// SPDX-License-Identifier: MIT
/// An answer, and how its bytes are to leave.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
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
    truncated,     ///< the first `bytes` of the body, then the end
    wrong_length,  ///< a Content-Length that is `bytes` too large, then the end
  };
  Kind kind = Kind::whole;
  std::size_t bytes = 0;
  Duration pause{0};  ///< real time
  Duration delay{0};  ///< before the first byte, on `clock`
  /// Whose time `delay` is; null: real time.
  std::shared_ptr<VirtualClock> clock = nullptr;

  [[nodiscard]] bool is_plain() const { return kind == Kind::whole && delay == Duration{0}; }
};

struct Reply {
  Reply() = default;
  Reply(Response plain) : response(std::move(plain)) {}  // NOLINT: an answer is a reply
  Reply(Response answer, Delivery how) : response(std::move(answer)), delivery(std::move(how)) {}

  Response response;
  Delivery delivery;
};

}  // namespace understudy::mock
