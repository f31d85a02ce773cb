// SPDX-License-Identifier: MIT
/// Which media types a request may bring and take, for APIs that speak JSON only.
#pragma once

#include <span>
#include <string_view>

namespace understudy::mock {

/// Whether application/*+json is JSON to an API.
enum class JsonSuffix : bool { refused, taken };

/// Whether a Content-Type is JSON: application/json, application/*+json unless that is refused, or
/// one of the others that an API takes, parameters ignored.
bool is_json_media_type(std::string_view content_type,
                        std::span<const std::string_view> others = {},
                        JsonSuffix suffix = JsonSuffix::taken);

/// Whether an Accept field admits JSON: absent (empty), or a range of weight above 0 that covers
/// application/json or an application/*+json. Source: RFC 9110 section 12.5.1
bool accepts_json(std::string_view accept);

}  // namespace understudy::mock
