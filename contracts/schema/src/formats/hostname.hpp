// SPDX-License-Identifier: MIT
/// Host names as other formats need them.
#pragma once

#include <cstdint>
#include <string_view>

namespace understudy::schema {

// label *( "." label ), as is_hostname but with any A-label
bool is_ldh_name(std::string_view text);

/// Who puts the text into normalization form C: whoever sends it, or we do.
enum class Normalization : std::uint8_t { expected, done };

// label *( "." label ) with U-labels, "." being the only separator
bool is_idn_name(std::string_view text, Normalization normalization);

}  // namespace understudy::schema
