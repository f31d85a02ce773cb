// SPDX-License-Identifier: MIT
/// What all calls of a session share.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "understudy/client/session.hpp"

namespace understudy::client {

struct SessionState {
  SessionParts parts;
  std::optional<Contract> contract;  ///< absent where nobody checks
  std::shared_ptr<RetryBudget> budget;
  std::shared_ptr<Pacer> pacer;  ///< null: no pace is kept
  const Clock* clock = nullptr;
  Sleeper* sleeper = nullptr;
  Seed seed{};
  mutable std::atomic<std::uint64_t> calls{0};  ///< each draws from a stream of its own
};

/// Makes one call of a session.
Outcome<Answer> make_call(const SessionState& session, const OperationCall& call,
                          const CallOptions& options);

/// See Session::unreadable.
CallError unreadable_answer(const SessionState& session, const OperationCall& call,
                            const Answer& answer, Error cause);

}  // namespace understudy::client
