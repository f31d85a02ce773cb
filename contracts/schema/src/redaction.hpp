// SPDX-License-Identifier: MIT
/// Members whose values are never quoted.
#pragma once

#include <string_view>

namespace understudy::schema {

inline constexpr std::string_view kRedacted = "<redacted>";

/// Whether a JSON Pointer leads to, or into, a member that holds a secret by its name.
///
/// Source:   docs/security.md "Secrets"
bool is_secret_path(std::string_view pointer);

}  // namespace understudy::schema
