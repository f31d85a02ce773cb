// SPDX-License-Identifier: MIT
/// What a throttle tells the caller: Retry-After, and the rate fields that partners differ on.
#pragma once

#include <span>

#include "switches.hpp"
#include "throttle/dialect.hpp"
#include "understudy/base/clock.hpp"
#include "understudy/base/http.hpp"

namespace understudy::mock::throttle {

/// The switches that every throttled API offers. Source: apis' throttling sections [INF, GUESS]
std::span<const Switch> common_switches();

/// Adds the rate fields that `throttle.headers` asks for, and Retry-After to a refusal.
///
/// Units:  whole seconds, rounded up, at least 1
/// Source: RFC 9110 section 10.2.3; IETF httpapi RateLimit draft for "draft"
void add_fields(const Decision& decision, const Limit& limit, const Switches& switches,
                WallTime now, Fields& fields);

/// Reads a `throttle.limit` value: "off" (nothing) or "N/Ss", for example "100/60s".
///
/// Errors:   bad_input for any other text, a zero, or a number past 10^9
Result<std::optional<Limit>> parse_limit(std::string_view text);

}  // namespace understudy::mock::throttle
