// SPDX-License-Identifier: MIT
#include "space/mutated_apis.hpp"

#include <cstddef>

#include "mutants/mutant_list.hpp"

namespace understudy::mock {

namespace {

/// ours: bytes of own rows that are kept, as text, beside what was made of them; a server of a
/// million rows should not pay for mutants that nobody asks for.
constexpr std::size_t kMostKept = 16'777'216;

}  // namespace

MutatedApis::MutatedApis(ServerOptions options) : options_(std::move(options)) {
  for (const auto& [api, plan] : options_.plans) {
    if (plan.json.size() > kMostKept) left_out_.insert(api);
  }
  for (const std::string& api : left_out_) options_.plans.erase(api);
}

Result<std::shared_ptr<Api>> MutatedApis::make(const std::string& api,
                                               const std::vector<std::string>& names) const {
  if (left_out_.count(api) != 0) {
    return Failure{Error{Errc::unsupported,
                         "the rows of " + api + " are too large to be read a second time", "",
                         "name its mutants when the server starts, or bring fewer rows"}};
  }
  ApiProfile profile = *find_profile(api);
  mutation::apply(names, profile);
  auto made = Api::make(std::move(profile), options_);
  if (!made) return Failure{std::move(made.error())};
  return std::shared_ptr<Api>{*std::move(made)};
}

/// Made outside of the lock; of two that are made at the same time the first one stays.
Result<std::shared_ptr<Api>> MutatedApis::find_or_make(const std::string& api,
                                                       const std::vector<std::string>& names) {
  const std::pair key{api, names};
  {
    const std::lock_guard lock{mutex_};
    const auto it = known_.find(key);
    if (it != known_.end()) {
      if (auto known = it->second.lock()) return known;
    }
  }
  auto made = make(api, names);
  if (!made) return made;
  const std::lock_guard lock{mutex_};
  std::erase_if(known_, [](const auto& one) { return one.second.expired(); });
  const auto [it, is_new] = known_.try_emplace(key, *made);
  if (is_new) return made;
  auto known = it->second.lock();
  if (known == nullptr) it->second = known = *made;
  return known;
}

}  // namespace understudy::mock
