// SPDX-License-Identifier: MIT
/// Numbers among the options of a list, for the two paging dialects of one API.
#pragma once

#include <cstdint>
#include <string_view>

#include "refusal.hpp"
#include "switches.hpp"
#include "understudy/base/uri.hpp"

namespace understudy::mock::paging {

/// How rows are counted, read from the switches once.
struct TakeRules {
  std::int32_t default_take = 10;
  std::int32_t max_take = 1000;
  bool rejects_more = false;       ///< past the maximum: 400, else the maximum
  bool ignores_malformed = false;  ///< what is no number in range is the default, else 400

  explicit TakeRules(const Switches& switches);
};

/// An option and what it may be.
struct Int32Option {
  std::string_view name;
  std::int32_t least = 0;
  std::int32_t fallback = 0;
};

/// The value of an option whose name has no case.
///
/// Grammar:  number = [ "+" / "-" ] 1*DIGIT      ; nothing around it, within 32 bits
/// Errors:   400 for what is no number or below the least, unless the rules ignore it
/// Source:   S7.4; A28 paging.malformed; S6.12 names
Result<std::int32_t, Refusal> read_int32(const QueryParams& query, const Int32Option& option,
                                         const TakeRules& rules);

/// At most max_take rows.
///
/// Errors:   400 past it under paging.over_max=reject
/// Source:   S7.3; A18
Result<std::int32_t, Refusal> limit_take(std::string_view name, std::int32_t asked,
                                         const TakeRules& rules);

}  // namespace understudy::mock::paging
