// SPDX-License-Identifier: MIT
/// What a host says about its limits in the fields of an answer.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "understudy/base/clock.hpp"
#include "understudy/base/http.hpp"

namespace understudy::client {

/// The wait that Retry-After asks for, never negative; nothing for what is neither form.
///
/// Grammar:  1*DIGIT, in seconds, or HTTP-date
/// Source:   RFC 9110 section 10.2.3
std::optional<Duration> parse_retry_after(std::string_view value, WallTime now);

/// The state of the tightest limit that an answer tells; absent: not told, or not readable.
struct RateLimit {
  std::optional<std::int64_t> limit = {};  ///< requests in a window
  std::optional<Duration> window = {};
  std::optional<std::int64_t> remaining = {};  ///< requests left in it
  std::optional<Duration> reset = {};          ///< until there are more

  friend bool operator==(const RateLimit&, const RateLimit&) = default;
};

/// Reads RateLimit and RateLimit-Policy; where they are missing the older RateLimit-Limit,
/// RateLimit-Remaining and RateLimit-Reset, then X-RateLimit-Limit, -Remaining and -Reset.
///
/// Grammar:  RateLimit = "name" ";r=" remaining [ ";t=" seconds ]; RateLimit-Policy = "name" ";q="
///           quota [ ";w=" seconds ]; both lists of RFC 9651
/// Shape:    of several items the one with the least remaining; X-RateLimit-Reset is seconds from
///           now, or since 1970 from a thousand million on
/// Errors:   none: what cannot be read is left out
/// Source:   draft-ietf-httpapi-ratelimit-headers-10 sections 3 and 4
RateLimit read_rate_limit(const Fields& fields, WallTime now);

/// How long the host wants its caller to stay away: Retry-After where it can be read, else the
/// reset of a limit with nothing left; nothing where it says neither.
std::optional<Duration> asked_wait(const Fields& fields, WallTime now);

}  // namespace understudy::client
