// SPDX-License-Identifier: MIT
#include "space/spaces.hpp"

#include <algorithm>
#include <utility>

namespace understudy::mock {

namespace {

constexpr std::size_t kLongestName = 64;  // ours: a test's name and a number

}  // namespace

bool is_space_name(std::string_view name) {
  const auto is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == '_';
  };
  return !name.empty() && name.size() <= kLongestName &&
         std::all_of(name.begin(), name.end(), is_plain);
}

Spaces::Spaces(std::shared_ptr<const Common> common, std::size_t most, Duration idle_after)
    : common_(std::move(common)),
      most_(most),
      idle_after_(idle_after),
      main_(std::make_shared<Space::Impl>("", common_)) {}

Result<std::shared_ptr<Space::Impl>> Spaces::find_or_make(std::string_view name) {
  if (name.empty()) return main_;
  const SteadyTime now = common_->clock->steady_now();
  const std::lock_guard lock{mutex_};
  if (const auto it = by_name_.find(name); it != by_name_.end()) {
    it->second.last_used = now;
    return it->second.space;
  }
  if (!is_space_name(name)) {
    return Failure{Error{Errc::bad_input, "'" + excerpt(name, 60) + "' is no name of a namespace",
                         "", "use 1 to 64 letters, digits, '.', '-' and '_'"}};
  }
  drop_idle(now);
  if (by_name_.size() >= most_) {
    return Failure{Error{Errc::limit_exceeded,
                         "there are " + std::to_string(most_) + " namespaces, all in use", "",
                         "drop those of tests that have ended, or allow more"}};
  }
  auto space = std::make_shared<Space::Impl>(std::string{name}, common_);
  by_name_.emplace(std::string{name}, Entry{space, now});
  return space;
}

void Spaces::drop_idle(SteadyTime now) {
  std::erase_if(by_name_,
                [&](const auto& entry) { return now - entry.second.last_used >= idle_after_; });
}

std::shared_ptr<Space::Impl> Spaces::find(std::string_view name) {
  if (name.empty()) return main_;
  const std::lock_guard lock{mutex_};
  const auto it = by_name_.find(name);
  return it == by_name_.end() ? nullptr : it->second.space;
}

bool Spaces::drop(std::string_view name) {
  const std::lock_guard lock{mutex_};
  const auto it = by_name_.find(name);
  if (it == by_name_.end()) return false;
  by_name_.erase(it);
  return true;
}

std::vector<std::shared_ptr<Space::Impl>> Spaces::named() {
  const std::lock_guard lock{mutex_};
  drop_idle(common_->clock->steady_now());
  std::vector<std::shared_ptr<Space::Impl>> all;
  for (const auto& [name, entry] : by_name_) all.push_back(entry.space);
  return all;
}

}  // namespace understudy::mock
