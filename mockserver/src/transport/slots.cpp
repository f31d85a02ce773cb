// SPDX-License-Identifier: MIT
/// Taking and returning slots.
#include "transport/slots.hpp"

namespace understudy::mock::transport {

SlotTable::SlotTable(std::size_t capacity) : slots_(capacity) {
  free_.reserve(capacity);
  for (std::uint32_t i = this->capacity(); i > 0; --i) free_.push_back(i - 1);
}

std::optional<std::uint32_t> SlotTable::acquire() {
  const std::lock_guard lock{mutex_};
  if (free_.empty()) return std::nullopt;
  const std::uint32_t slot = free_.back();
  free_.pop_back();
  return slot;
}

void SlotTable::release(std::uint32_t slot) {
  const std::lock_guard lock{mutex_};
  free_.push_back(slot);
  if (free_.size() == slots_.size()) all_free_.notify_all();
}

std::size_t SlotTable::taken() const {
  const std::lock_guard lock{mutex_};
  return slots_.size() - free_.size();
}

void SlotTable::wait_until_all_free() {
  std::unique_lock lock{mutex_};
  all_free_.wait(lock, [this] { return free_.size() == slots_.size(); });
}

}  // namespace understudy::mock::transport
