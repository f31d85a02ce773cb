// SPDX-License-Identifier: MIT
/// Options of the query: names without case, none twice, two readings that never mix.
///
/// Source: S6; A1, A2, A3 the switch `dialect`; A22 odata.unknown_option
#pragma once

#include <string>
#include <string_view>

#include "refusal.hpp"
#include "switches.hpp"
#include "understudy/base/uri.hpp"

namespace understudy::mock::impartner {

/// Which of the two documents is followed.
enum class Reading : std::uint8_t { both, seed, vendor };
Reading read_dialect(const Switches& switches);

/// The value of an option, or null.
const std::string* find_option(const QueryParams& query, std::string_view name);

/// Go on unless one of `names` comes twice.
///
/// Errors:   400 InvalidParameter
Verdict check_once(const QueryParams& query, std::initializer_list<std::string_view> names);

/// The options of a list as one reading understands them; what it does not know is left out.
///
/// Errors:   400 InvalidParameter for an option that comes twice and for options of both readings
///           at once, UnsupportedOption for another one that begins with "$"
Verdict check_list_options(const QueryParams& query, const Switches& switches);

}  // namespace understudy::mock::impartner
