// SPDX-License-Identifier: MIT
#include "faults/intervention.hpp"

#include <utility>

namespace understudy::mock::faults {

std::optional<Result<Response, Refusal>> intervene(std::optional<Faults::Answer> drawn) {
  if (!drawn) return std::nullopt;
  if (drawn->kind == Fault::Kind::stale) return Result<Response, Refusal>{std::move(drawn->stale)};
  if (drawn->kind == Fault::Kind::throttled) {
    return Result<Response, Refusal>{Failure{Refusal{.status = 429,
                                                     .message = "too many requests, by plan",
                                                     .rule = "fault.throttled",
                                                     .retry_after = drawn->retry_after}}};
  }
  const int status = static_cast<int>(drawn->code);
  return Result<Response, Refusal>{
      Failure{Refusal{.status = status, .message = "an error, by plan", .rule = "fault.status"}}};
}

}  // namespace understudy::mock::faults
