// SPDX-License-Identifier: MIT
/// Schemas that hold only where a switch has a certain value.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "understudy/base/json_document.hpp"

namespace understudy::openapi {

/// The document with every reading added that the switches turn on; nothing when that is none.
///
/// Shape:    "x-reading": {"switch": name, "value": text, "schema": schema} beside the keywords of
///           a schema; it comes in as one more element of "allOf", so that every pointer into the
///           document stays true. With "instead" for "schema" it takes the place of all keywords
std::optional<std::string> apply_readings(
    JsonElement root, const std::map<std::string, std::string, std::less<>>& switches);

}  // namespace understudy::openapi
