// SPDX-License-Identifier: MIT
/// The list of mutants: one table per area, each in that area's file.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "profile.hpp"
#include "understudy/base/result.hpp"
#include "understudy/mock/mutants.hpp"

namespace understudy::mock::mutation {

/// A mutant, and how a right profile becomes that wrong one.
struct Entry {
  Mutant facts;
  void (*apply)(ApiProfile& profile);
};

/// What an area's table is made of; the API stands in the name.
class Area {
 public:
  constexpr explicit Area(std::string_view name) : name_(name) {}
  [[nodiscard]] constexpr Entry operator()(std::string_view name, std::string_view rule,
                                           std::string_view source,
                                           void (*apply)(ApiProfile& profile)) const {
    return {{name, name.substr(0, name.find('/')), name_, rule, source}, apply};
  }

 private:
  std::string_view name_;
};

template <std::size_t N>
constexpr bool is_sorted_by_name(const std::array<Entry, N>& table) {
  return std::is_sorted(table.begin(), table.end(), [](const Entry& a, const Entry& b) {
    return std::less_equal<>{}(a.facts.name, b.facts.name);
  });
}

// One line per area, sorted; mutants.cpp repeats them.
std::span<const Entry> auth_mutants();
std::span<const Entry> columns_mutants();
std::span<const Entry> envelope_mutants();
std::span<const Entry> filter_mutants();
std::span<const Entry> oauth_mutants();
std::span<const Entry> order_mutants();
std::span<const Entry> paging_mutants();
std::span<const Entry> throttle_mutants();
std::span<const Entry> writes_mutants();

/// Whether a server of those APIs can be given mutants of these names.
///
/// Errors:   bad_input for a name that no mutant has, and for a mutant of an API that is not served
Result<Done> check(const std::vector<std::string>& names, const std::vector<std::string>& apis);

/// Puts the wrong parts into a profile, those of its API, in the order of the names: of two that
/// swap the same part the later one stands in front.
void apply(const std::vector<std::string>& names, ApiProfile& profile);

}  // namespace understudy::mock::mutation
