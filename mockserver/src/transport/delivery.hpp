// SPDX-License-Identifier: MIT
/// What a planned fault makes of the bytes of an answer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "understudy/mock/reply.hpp"

namespace understudy::mock::transport {

/// The bytes of an answer. The body stays where the handler put it: joining the two would cost a
/// second large block of memory per request, which the allocator tends to fetch from the system.
struct Outgoing {
  std::string head;
  std::string body = {};

  [[nodiscard]] std::size_t size() const { return head.size() + body.size(); }
};

/// What follows the last byte of an answer.
enum class After : std::uint8_t { go_on, close, reset };

/// Cuts, changes or replaces an answer; `after` is what would follow it otherwise. An answer
/// without a body is truncated inside its head.
After distort(const Delivery& delivery, Outgoing& bytes, After after);

}  // namespace understudy::mock::transport
