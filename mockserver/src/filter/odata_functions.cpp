// SPDX-License-Identifier: MIT
/// The list of functions: a new one is a line here and a node in query/predicate.hpp.
///
/// Source:   S10.2; OData 4.01 URL Conventions sections 5.1.1.5 to 5.1.1.9
#include "filter/odata_functions.hpp"

#include "dialect_list.hpp"

namespace understudy::mock::filter::odata {

namespace {

using query::Fn;

constexpr unsigned kDays = kDate | kDateTime;
constexpr unsigned kClocks = kTime | kDateTime;

constexpr std::array kFunctions{
    Function{"ceiling", Fn::ceiling, 1, {kNumber}, kNumber},
    Function{"concat", Fn::concat, 2, {kText, kText}, kText},
    Function{"contains", Fn::contains, 2, {kText, kText}, kBoolean},
    Function{"date", Fn::date, 1, {kDateTime}, kDate},
    Function{"day", Fn::day, 1, {kDays}, kNumber},
    Function{"endswith", Fn::ends_with, 2, {kText, kText}, kBoolean},
    Function{"floor", Fn::floor, 1, {kNumber}, kNumber},
    Function{"fractionalseconds", Fn::fractional_seconds, 1, {kClocks}, kNumber},
    Function{"hour", Fn::hour, 1, {kClocks}, kNumber},
    Function{"indexof", Fn::index_of, 2, {kText, kText}, kNumber},
    Function{"length", Fn::length, 1, {kText}, kNumber},
    Function{"matchespattern", Fn::matches, 2, {kText, kText}, kBoolean},
    Function{"maxdatetime", Fn::literal, 0, {}, kDateTime},
    Function{"mindatetime", Fn::literal, 0, {}, kDateTime},
    Function{"minute", Fn::minute, 1, {kClocks}, kNumber},
    Function{"month", Fn::month, 1, {kDays}, kNumber},
    Function{"now", Fn::now, 0, {}, kDateTime},
    Function{"round", Fn::round, 1, {kNumber}, kNumber},
    Function{"second", Fn::second, 1, {kClocks}, kNumber},
    Function{"startswith", Fn::starts_with, 2, {kText, kText}, kBoolean},
    Function{"substring", Fn::substring, 2, {kText, kNumber, kNumber}, kText},
    Function{"time", Fn::time, 1, {kDateTime}, kTime},
    Function{"tolower", Fn::to_lower, 1, {kText}, kText},
    Function{"totaloffsetminutes", Fn::offset_minutes, 1, {kDateTime}, kNumber},
    Function{"toupper", Fn::to_upper, 1, {kText}, kText},
    Function{"trim", Fn::trim, 1, {kText}, kText},
    Function{"year", Fn::year, 1, {kDays}, kNumber},
};
static_assert(is_sorted_by_name(kFunctions));

}  // namespace

std::span<const Function> functions() { return kFunctions; }

const Function* find_function(std::string_view name) { return find_by_name(functions(), name); }

}  // namespace understudy::mock::filter::odata
