// SPDX-License-Identifier: MIT
/// The places for connections: as many as may be open at once, each with a lock and a generation.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "transport/connection.hpp"

namespace understudy::mock::transport {

/// Whoever holds the lock owns the connection, also while its handler runs. Nobody waits for it but
/// stop(), which has to wait for handlers anyway; the timer only tries.
struct Slot {
  std::mutex mutex;
  std::uint32_t generation = 0;  ///< one more with each connection that closes here
  std::unique_ptr<Connection> connection;
};

/// Thread-safe.
class SlotTable {
 public:
  explicit SlotTable(std::size_t capacity);

  /// A free slot; nothing when all are taken.
  std::optional<std::uint32_t> acquire();
  void release(std::uint32_t slot);

  [[nodiscard]] Slot& operator[](std::uint32_t slot) { return slots_[slot]; }
  [[nodiscard]] std::uint32_t capacity() const { return static_cast<std::uint32_t>(slots_.size()); }
  [[nodiscard]] std::size_t taken() const;
  void wait_until_all_free();

 private:
  std::vector<Slot> slots_;
  mutable std::mutex mutex_;
  std::condition_variable all_free_;
  std::vector<std::uint32_t> free_;  // used as a stack: recent slots are warm
};

}  // namespace understudy::mock::transport
