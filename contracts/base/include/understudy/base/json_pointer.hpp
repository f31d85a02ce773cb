// SPDX-License-Identifier: MIT
/// JSON Pointers into documents: from a place to a value, and from a value to its place.
///
/// Source:   RFC 6901
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "understudy/base/json_document.hpp"

namespace understudy {

/// The member or element that one reference token names; `token` is still escaped.
std::optional<JsonElement> find_child(JsonElement container, std::string_view token);

/// The value at a pointer, or nothing; nothing too for a text that is no pointer.
std::optional<JsonElement> find_pointer(JsonElement root, std::string_view pointer);

/// The pointer from a value to one inside it; as far as it goes for a node that is none.
std::string pointer_to(const JsonNode* root, const JsonNode* node);

}  // namespace understudy
