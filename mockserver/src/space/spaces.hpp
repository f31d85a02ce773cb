// SPDX-License-Identifier: MIT
/// The spaces of a server, by the names that requests give them.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "refusal.hpp"
#include "space/space.hpp"
#include "understudy/base/result.hpp"

namespace understudy::mock {

/// 1 to 64 letters, digits, ".", "-" and "_".
bool is_space_name(std::string_view name);

/// Thread-safe.
class Spaces {
 public:
  Spaces(std::shared_ptr<const Common> common, std::size_t most, Duration idle_after);

  /// Of requests that name none.
  [[nodiscard]] const std::shared_ptr<Space::Impl>& main() const { return main_; }
  /// The space of that name; comes into being when first asked for. "" is main().
  ///
  /// Errors:   bad_input for what is no name; limit_exceeded when there are as many as there may be
  ///           and none of them has been idle for long
  Result<std::shared_ptr<Space::Impl>> find_or_make(std::string_view name);
  /// Null when there is none of that name.
  [[nodiscard]] std::shared_ptr<Space::Impl> find(std::string_view name);
  /// False when there is none; main() cannot be dropped.
  bool drop(std::string_view name);
  /// Sorted, without main().
  [[nodiscard]] std::vector<std::shared_ptr<Space::Impl>> named();

 private:
  struct Entry {
    std::shared_ptr<Space::Impl> space;
    SteadyTime last_used;
  };
  void drop_idle(SteadyTime now);  // the caller holds the lock

  const std::shared_ptr<const Common> common_;
  const std::size_t most_;
  const Duration idle_after_;
  const std::shared_ptr<Space::Impl> main_;
  std::mutex mutex_;
  std::map<std::string, Entry, std::less<>> by_name_;
};

}  // namespace understudy::mock
