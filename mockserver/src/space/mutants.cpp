// SPDX-License-Identifier: MIT
/// The mutants of one space: which APIs it has of its own because of them, and how they are swapped
/// while requests are on their way.
#include "understudy/mock/mutants.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include "mutants/mutant_list.hpp"
#include "space/space.hpp"

namespace understudy::mock {

namespace {

using Names = std::vector<std::string>;

/// Those of one API, in their order; with `area`, of that area alone.
Names chosen(const Names& names, std::string_view api, std::string_view area = {}) {
  Names some;
  for (const std::string& name : names) {
    const Mutant* const mutant = find_mutant(name);
    assert(mutant != nullptr && "mutation::check() has let it through");
    if (mutant->api == api && (area.empty() || mutant->area == area)) some.push_back(name);
  }
  return some;
}

/// Each once, where it stands first.
Names without_repeats(const Names& names) {
  Names once;
  for (const std::string& name : names) {
    if (std::find(once.begin(), once.end(), name) == once.end()) once.push_back(name);
  }
  return once;
}

}  // namespace

Space::Impl::Role Space::Impl::role_of(std::size_t api) const {
  const Slot& slot = slots_[api];
  Role role{.api = common->apis[api].get(), .state = slot.state.load(std::memory_order_acquire)};
  if (!is_mutated_.load(std::memory_order_acquire)) return role;
  const std::lock_guard lock{mutants_mutex_};
  if (slot.mutated == nullptr) return role;
  role.mutated = slot.mutated;
  role.api = role.mutated->api.get();
  if (role.mutated->windows != nullptr) role.state = role.mutated->windows.get();
  return role;
}

/// Null where the API of the server is the one that is wanted.
Result<std::shared_ptr<const Space::Impl::Mutated>> Space::Impl::mutated_for(
    std::size_t api, const Names& names, const Mutated* before) {
  constexpr std::string_view kThrottle = "throttle";
  const std::string& id = common->ids[api];
  const Names& at_start = common->mutated->options().mutants;
  const Names own = chosen(names, id);
  if (own == chosen(at_start, id)) return std::shared_ptr<const Mutated>{};
  auto found = common->mutated->find_or_make(id, own);
  if (!found) return Failure{std::move(found.error())};
  Mutated mutated;
  mutated.api = *std::move(found);
  mutated.of_throttle = chosen(own, id, kThrottle);
  const bool has_own_windows = mutated.of_throttle != chosen(at_start, id, kThrottle);
  if (has_own_windows && before != nullptr && before->of_throttle == mutated.of_throttle) {
    mutated.windows = before->windows;
  } else if (has_own_windows) {
    const auto state = state_of(api);
    if (!state) return Failure{state.error()};
    auto windows = mutated.api->make_windows_over(**state);
    if (!windows) return Failure{std::move(windows.error())};
    mutated.windows = *std::move(windows);
  }
  return std::make_shared<const Mutated>(std::move(mutated));
}

/// Whatever takes time or may fail happens before the lock is taken; APIs that are no longer wanted
/// go after it was given back, with the last request that is in them.
Result<Done> Space::Impl::mutate(const Names& wanted) {
  if (auto checked = mutation::check(wanted, common->ids); !checked) return checked;
  Names names = without_repeats(wanted);
  AllMutated all;
  for (std::size_t api = 0; api < slots_.size(); ++api) {
    auto mutated = mutated_for(api, names, role_of(api).mutated.get());
    if (!mutated) return Failure{std::move(mutated.error())};
    all.push_back(*std::move(mutated));
  }
  const bool is_any = std::any_of(all.begin(), all.end(), [](const auto& one) { return one; });
  const std::lock_guard lock{mutants_mutex_};
  for (std::size_t api = 0; api < slots_.size(); ++api) std::swap(slots_[api].mutated, all[api]);
  names_.swap(names);
  is_mutated_.store(is_any, std::memory_order_release);
  return Done{};
}

Names Space::Impl::mutants() const {
  const std::lock_guard lock{mutants_mutex_};
  return names_;
}

}  // namespace understudy::mock
