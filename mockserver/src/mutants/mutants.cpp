// SPDX-License-Identifier: MIT
/// All areas as one list, and how a server takes mutants from it.
#include "understudy/mock/mutants.hpp"

#include <utility>

#include "closest.hpp"
#include "mutants/mutant_list.hpp"
#include "understudy/base/json.hpp"

namespace understudy::mock {

namespace mutation {

namespace {

constexpr std::size_t kMostEdits = 12;  // ours: a name without its API in front is still a slip

const std::vector<Entry>& entries() {
  static const std::vector<Entry> kEntries = [] {
    std::vector<Entry> all;
    for (const auto area :
         {auth_mutants(), columns_mutants(), envelope_mutants(), filter_mutants(), oauth_mutants(),
          order_mutants(), paging_mutants(), throttle_mutants(), writes_mutants()}) {
      all.insert(all.end(), area.begin(), area.end());
    }
    std::sort(all.begin(), all.end(),
              [](const Entry& a, const Entry& b) { return a.facts.name < b.facts.name; });
    return all;
  }();
  return kEntries;
}

const Entry* find_entry(std::string_view name) {
  const auto& all = entries();
  const auto it = std::lower_bound(
      all.begin(), all.end(), name,
      [](const Entry& entry, std::string_view wanted) { return entry.facts.name < wanted; });
  return it != all.end() && it->facts.name == name ? &*it : nullptr;
}

Error unknown(std::string_view name) {
  std::vector<std::string_view> names;
  for (const Entry& entry : entries()) names.push_back(entry.facts.name);
  const std::string_view closest = find_closest(names, name, kMostEdits);
  return {Errc::bad_input, "there is no mutant '" + excerpt(name, 60) + "'", "",
          closest.empty() ? "'understudy list mutants' names them"
                          : "did you mean '" + std::string{closest} + "'?"};
}

}  // namespace

Result<Done> check(const std::vector<std::string>& names, const std::vector<std::string>& apis) {
  for (const std::string& name : names) {
    const Entry* const entry = find_entry(name);
    if (entry == nullptr) return Failure{unknown(name)};
    if (std::find(apis.begin(), apis.end(), entry->facts.api) != apis.end()) continue;
    return Failure{Error{Errc::bad_input,
                         "the mutant '" + name + "' is one of " + std::string{entry->facts.api} +
                             ", which is not served",
                         "", "serve that API too, or leave the mutant out"}};
  }
  return Done{};
}

void apply(const std::vector<std::string>& names, ApiProfile& profile) {
  for (const std::string& name : names) {
    const Entry* const entry = find_entry(name);
    if (entry != nullptr && entry->facts.api == profile.id) entry->apply(profile);
  }
}

}  // namespace mutation

const Mutant* find_mutant(std::string_view name) {
  const mutation::Entry* const entry = mutation::find_entry(name);
  return entry == nullptr ? nullptr : &entry->facts;
}

std::span<const Mutant> mutants() {
  static const std::vector<Mutant> kMutants = [] {
    std::vector<Mutant> all;
    for (const auto& entry : mutation::entries()) all.push_back(entry.facts);
    return all;
  }();
  return kMutants;
}

}  // namespace understudy::mock
