// SPDX-License-Identifier: MIT
#include "apis/impartner/options.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "apis/impartner/failures.hpp"
#include "understudy/base/http.hpp"

namespace understudy::mock::impartner {

namespace {

constexpr std::array<std::string_view, 3> kSeedOptions{"$filter", "page", "pageSize"};
constexpr std::array<std::string_view, 6> kVendorOptions{"fields", "filter", "orderby",
                                                         "q",      "skip",   "take"};
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kExclusive{{
    {"$filter", "filter"},
    {"page", "skip"},
    {"page", "take"},
    {"pageSize", "skip"},
    {"pageSize", "take"},
}};

std::size_t count_of(const QueryParams& query, std::string_view name) {
  const auto& list = query.list();
  return static_cast<std::size_t>(std::count_if(list.begin(), list.end(), [&](const auto& pair) {
    return equal_ignoring_case(pair.first, name);
  }));
}

Verdict check_dollars(const QueryParams& query) {
  for (const auto& [name, value] : query.list()) {
    if (!name.starts_with('$') || equal_ignoring_case(name, "$filter")) continue;
    return refuse({kUnsupportedOption, "'" + excerpt(name, 60) + "' is not supported",
                   "odata.unknown_option", "S6.10"});
  }
  return Done{};
}

Verdict check_count(const QueryParams& query, std::string_view name) {
  if (count_of(query, name) <= 1) return Done{};
  return refuse(
      {kInvalidParameter, std::string{name} + ": the option comes twice", "options.twice", "S6.9"});
}

}  // namespace

Reading read_dialect(const Switches& switches) {
  if (switches.is("dialect", "seed")) return Reading::seed;
  return switches.is("dialect", "vendor") ? Reading::vendor : Reading::both;
}

const std::string* find_option(const QueryParams& query, std::string_view name) {
  for (const auto& [key, value] : query.list()) {
    if (equal_ignoring_case(key, name)) return &value;
  }
  return nullptr;
}

Verdict check_once(const QueryParams& query, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    if (auto checked = check_count(query, name); !checked) return checked;
  }
  return Done{};
}

Verdict check_list_options(const QueryParams& query, const Switches& switches) {
  const Reading reading = read_dialect(switches);
  if (reading != Reading::vendor) {
    if (switches.is("odata.unknown_option", "reject")) {
      if (auto checked = check_dollars(query); !checked) return checked;
    }
    for (const std::string_view name : kSeedOptions) {
      if (auto checked = check_count(query, name); !checked) return checked;
    }
  }
  if (reading != Reading::seed) {
    for (const std::string_view name : kVendorOptions) {
      if (auto checked = check_count(query, name); !checked) return checked;
    }
  }
  if (reading != Reading::both) return Done{};
  for (const auto& [one, other] : kExclusive) {
    if (count_of(query, one) == 0 || count_of(query, other) == 0) continue;
    return refuse({kInvalidParameter,
                   std::string{one} + " and " + std::string{other} + " cannot be combined",
                   "options.mixed", "S6.8"});
  }
  return Done{};
}

}  // namespace understudy::mock::impartner
