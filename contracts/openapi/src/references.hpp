// SPDX-License-Identifier: MIT
/// Places in documents: by pointer, by reference, and back to a pointer.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "understudy/base/result.hpp"
#include "understudy/openapi/operation.hpp"
#include "understudy/schema/registry.hpp"

namespace understudy::openapi {

/// The text of a string; empty for every other value.
std::string_view text_of(JsonElement value);

/// The value at a JSON Pointer, or nothing.
///
/// Source:   RFC 6901
std::optional<JsonElement> find_pointer(JsonElement root, std::string_view pointer);

/// The absolute URI that a reference means at a base.
///
/// Source:   RFC 3986 section 5.2
std::string resolve_reference(std::string_view base, std::string_view reference);

/// What a reference that stands in `from` leads to, one step.
///
/// Errors:   not_found
Result<Place> find_target(Place from, std::string_view reference, const schema::Registry& registry);

/// The value behind a "$ref", through all of its steps; `place` itself when it has none.
///
/// Errors:   not_found, and bad_input for a loop
Result<Place> follow_references(Place place, const schema::Registry& registry);

}  // namespace understudy::openapi
