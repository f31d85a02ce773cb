// SPDX-License-Identifier: MIT
/// What a check concludes, and how much it counts.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "understudy/conformance/exchange.hpp"

namespace understudy::conformance {

/// RFC 2119 section 1 to 5, as the sources of a rule allow: OBS and FW carry should at most, INF
/// and GUESS may.
enum class Level : std::uint8_t { must, should, may };
/// "must", "should", "may".
std::string_view name_of(Level level);
std::optional<Level> find_level(std::string_view name);
/// The most that a fact of that grade can demand.
Level highest_level(Grade grade);

/// In the order of their weight: a group has the heaviest of its members. Only pass is a pass.
enum class Verdict : std::uint8_t {
  disabled,      ///< not asked, since the configuration says so
  skip,          ///< not asked, since the host shows that it lacks what the rule is about
  pass,          ///< asked, and as the rule says
  observed,      ///< differs from an assumption of ours (INF, GUESS): no fault of the host
  inconclusive,  ///< asked or not, nothing follows: no datum, no budget, data that moved
  fail,          ///< asked, and not as the rule says
  error,         ///< host, network or runner broke: says nothing about the rule
};
/// "disabled", "skip" and so on.
std::string_view name_of(Verdict verdict);
std::optional<Verdict> find_verdict(std::string_view name);

}  // namespace understudy::conformance
