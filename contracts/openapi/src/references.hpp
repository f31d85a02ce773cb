// SPDX-License-Identifier: MIT
/// Places in documents: by pointer, by reference, and back to a pointer.
#pragma once

#include <string>
#include <string_view>

#include "understudy/base/json_pointer.hpp"
#include "understudy/base/result.hpp"
#include "understudy/openapi/operation.hpp"
#include "understudy/schema/registry.hpp"

namespace understudy::openapi {

/// The text of a string; empty for every other value.
std::string_view text_of(JsonElement value);

/// What a reference that stands in `from` leads to, one step.
///
/// Errors:   not_found
Result<Place> find_target(Place from, std::string_view reference, const schema::Registry& registry);

/// The value behind a "$ref", through all of its steps; `place` itself when it has none.
///
/// Errors:   not_found, and bad_input for a loop
Result<Place> follow_references(Place place, const schema::Registry& registry);

}  // namespace understudy::openapi
