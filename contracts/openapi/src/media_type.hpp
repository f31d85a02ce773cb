// SPDX-License-Identifier: MIT
/// Content types, as far as a contract needs them.
#pragma once

#include <string_view>

namespace understudy::openapi {

/// type "/" subtype of a Content-Type or a media range, without parameters and blanks around it.
std::string_view essence_of(std::string_view type);

/// Whether it has the form of a media type or a range.
///
/// Grammar:  ( "*" / token ) "/" ( "*" / token ) *( OWS ";" OWS [ parameter ] )
/// Source:   RFC 9110 sections 8.3.1 and 12.5.1
bool is_media_range(std::string_view range);

/// application/json, text/json, and everything that ends in "+json" (RFC 6839).
bool is_json(std::string_view type);
bool is_form(std::string_view type);
bool is_text(std::string_view type);

}  // namespace understudy::openapi
