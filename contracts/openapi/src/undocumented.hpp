// SPDX-License-Identifier: MIT
/// Finds members of a body that no schema describes, though unknown ones are allowed.
#pragma once

#include "reporter.hpp"
#include "understudy/base/json_document.hpp"

namespace understudy::openapi {

/// Reports the members of an object, at any depth, that no `properties`, no `patternProperties` and
/// no `additionalProperties` with a schema speaks of. Objects whose schemas name no member at all
/// are free.
void report_undocumented(const MediaType& media, JsonElement body, Reporter& reporter);

}  // namespace understudy::openapi
