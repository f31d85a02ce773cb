// SPDX-License-Identifier: MIT
/// Checks a body against one entry of `content`.
#pragma once

#include <optional>
#include <string_view>

#include "reporter.hpp"
#include "understudy/base/json_document.hpp"

namespace understudy::openapi {

/// Checks a body; `type` is what it was sent as. JSON that nobody has read is read within `limits`.
///
/// Shape:    JSON and forms are values, text is a string, everything else is not looked at
/// Returns:  the body as JSON where it is, held by `parsed` unless it was given
std::optional<JsonElement> check_body(const MediaType& media, std::string_view type,
                                      std::string_view body, std::optional<JsonElement> json,
                                      const JsonLimits& limits, std::optional<JsonDocument>& parsed,
                                      Reporter& reporter);

}  // namespace understudy::openapi
