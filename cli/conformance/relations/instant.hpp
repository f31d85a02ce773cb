// SPDX-License-Identifier: MIT
/// Dates and times of answers, to be compared whatever zone and precision they are written in.
#pragma once

#include <optional>
#include <string_view>

#include "understudy/base/clock.hpp"

namespace understudy::conformance {

/// The time that a text names; nothing for what is no such text.
///
/// Grammar:  YYYY-MM-DD [ ("T" / " ") hh:mm:ss [ "." 1*DIGIT ] [ "Z" / ("+" / "-") hh:mm ] ]; what
///           has no zone is UTC, a day is its midnight; digits past nanoseconds are dropped
/// Source:   RFC 3339 section 5.6; forms without a zone: impartner S8.6
std::optional<WallTime> read_instant(std::string_view text);

}  // namespace understudy::conformance
