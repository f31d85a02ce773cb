// SPDX-License-Identifier: MIT
/// What is answered in the place of a handler, as the pipeline wants it.
#pragma once

#include <optional>

#include "pipeline.hpp"
#include "understudy/mock/faults.hpp"

namespace understudy::mock::faults {

/// A stale answer, or a refusal that the API's envelope writes: rules "fault.status" and
/// "fault.throttled". Nothing for nothing.
std::optional<Result<Response, Refusal>> intervene(std::optional<Faults::Answer> drawn);

}  // namespace understudy::mock::faults
