// SPDX-License-Identifier: MIT
/// The bytes that all connections together may keep in memory.
#pragma once

#include <atomic>
#include <cstddef>

namespace understudy::mock::transport {

/// Thread-safe, as long as each `held` belongs to one thread at a time.
class Budget {
 public:
  explicit Budget(std::size_t limit) : limit_(limit) {}

  /// Brings what one connection holds to `wanted`. False, and nothing changed, when that is more
  /// than is left.
  bool resize(std::size_t& held, std::size_t wanted) {
    if (wanted > held) {
      const std::size_t more = wanted - held;
      if (used_.fetch_add(more) + more > limit_) {
        used_ -= more;
        return false;
      }
    } else if (wanted < held) {
      used_ -= held - wanted;
    }
    held = wanted;
    return true;
  }

 private:
  std::size_t limit_;
  std::atomic<std::size_t> used_ = 0;
};

}  // namespace understudy::mock::transport
