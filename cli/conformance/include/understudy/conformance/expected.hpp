// SPDX-License-Identifier: MIT
/// Known deviations of a host: listed with a reason, told when they expire or no longer happen.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "understudy/base/clock.hpp"
#include "understudy/base/result.hpp"
#include "understudy/conformance/check_report.hpp"

namespace understudy::conformance {

/// One entry of a file of expectations.
struct Deviation {
  std::string id;          ///< of a check; the beginning of one where `is_prefix` is set
  bool is_prefix = false;  ///< the file has "*" at the end: all checks whose ids begin so
  std::string reason;
  std::string ticket = {};          ///< empty: none
  std::string expires = {};         ///< "2026-12-31", the last day it counts; empty: never
  Verdict verdict = Verdict::fail;  ///< fail or observed
};

/// Reads a file of expectations.
///
/// Shape:    {"deviations": [{"id": text, "reason": text, "ticket"?: text, "expires"?: date,
///           "verdict"?: "fail" / "observed"}...]}; an id may end with "*" behind an API and "/"
/// Errors:   bad_input with the JSON Pointer for what is unknown, missing or of the wrong type, for
///           a reason without words, a day that no calendar has, and an id that stands twice
Result<std::vector<Deviation>> parse_expectations(std::string_view json);

/// Sets `expectation` on the checks that differ as an entry says, and fills `stale`:
///
/// * an entry that expired before `today` (UTC) counts no more, and is told;
/// * an entry whose checks all ran and none of which differs so did not happen;
/// * an entry of an API that took part, but of no check, names none.
///
/// An entry whose API took no part, or whose checks came to no conclusion, cannot be judged: a
/// notice counts these. Where two entries fit a check, the whole id goes before a beginning. With a
/// strict report an entry for "observed" fits the failure that strictness makes of it.
void apply(CheckReport& report, std::span<const Deviation> deviations, WallTime today);

}  // namespace understudy::conformance
