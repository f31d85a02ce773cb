// SPDX-License-Identifier: MIT
/// What a record of requests and refusals says of a limit: pure, without any host.
///
/// When a host counts a request is not known; it is between the time it left here and the time its
/// answer was here. Every judgement holds for all of these times, or there is none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/judgement.hpp"
#include "understudy/base/clock.hpp"
#include "understudy/base/json.hpp"

namespace understudy::conformance::throttle {

/// ours: hosts may keep times in whole seconds, as Retry-After does, and their clock is not ours.
/// Whatever happens so close to the end of a window says nothing.
inline constexpr Duration kClockTolerance = std::chrono::seconds{1};

/// At most so many requests in any stretch of that length.
struct Window {
  std::size_t requests = 0;
  Duration length{0};
};

/// For what a request was sent; the order is that of the schedules.
enum class Part : std::uint8_t {
  fill,        ///< of an empty window
  past_full,   ///< one more
  other_key,   ///< one of another caller, now
  middle,      ///< one, half a window later
  late,        ///< one, just before the window begins to empty
  after_wait,  ///< one, when the host said to come again
  refill,      ///< half a window later, the other half of the requests
  past_refill,
  again,  ///< when the first half has left the window, as many
  past_again,
  bad,       ///< when the second half has left, as many that are refused for what they say
  past_bad,  ///< one more, a good one
};

/// One request and what came of it.
struct Hit {
  Part part = Part::fill;
  Duration sent{0};
  Duration answered{0};
  int status = 0;
  bool served = false;  ///< with the status that the request has without a limit
  std::optional<std::string> retry_after = {};
  std::optional<Json> body = {};

  [[nodiscard]] bool is_refused() const { return status == 429; }
};

/// Whether refused requests are counted, too.
enum class Refusals : std::uint8_t { perhaps, never };

/// What has to become of hits[index], as far as the hits before it tell.
enum class Fate : std::uint8_t { open, admitted, refused };
Fate fate_of(std::span<const Hit> hits, std::size_t index, const Window& window, Refusals refusals);

/// Of a record of run_flood(): the number is admitted, and one more is 429.
Judgement judge_exact_number(std::span<const Hit> hits, const Window& window);
/// The window stays full for its whole length.
Judgement judge_whole_window(std::span<const Hit> hits, const Window& window);
/// Another caller is admitted meanwhile.
Judgement judge_other_key(std::span<const Hit> hits, const Window& window);
Judgement judge_retry_after_present(std::span<const Hit> hits, const Window& window);
/// An integer of seconds, and none longer than the window.
Judgement judge_retry_after_seconds(std::span<const Hit> hits, const Window& window);
/// Before that time refused, after it admitted.
Judgement judge_retry_after_truth(std::span<const Hit> hits, const Window& window);

/// Of a record of run_halves(): no stretch has more than the number, wherever it begins, and none
/// with less is refused.
Judgement judge_rolling(std::span<const Hit> hits, const Window& window);
Judgement judge_refusals_not_counted(std::span<const Hit> hits, const Window& window);
Judgement judge_bad_requests_counted(std::span<const Hit> hits, const Window& window);

/// The body of the first refusal has these values: JSON Pointer -> value.
Judgement judge_refusal_body(std::span<const Hit> hits, const Json& want);

}  // namespace understudy::conformance::throttle
