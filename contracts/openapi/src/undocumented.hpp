// SPDX-License-Identifier: MIT
/// Finds members of a body that no schema describes, though unknown ones are allowed.
#pragma once

#include "reporter.hpp"
#include "understudy/base/json_document.hpp"
#include "understudy/openapi/validation.hpp"

namespace understudy::openapi {

/// Reports the members of an object, at any depth, that no `properties`, no `patternProperties` and
/// no `additionalProperties` with a schema speaks of. Objects whose schemas name no member at all
/// are free. With `open`, an `additionalProperties` that has no rule but notes ("x-source") does
/// not count as speaking of them.
void report_undocumented(const MediaType& media, JsonElement body, Reported open,
                         Reporter& reporter);

}  // namespace understudy::openapi
