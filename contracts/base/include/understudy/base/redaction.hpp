// SPDX-License-Identifier: MIT
/// Members whose values are never quoted.
#pragma once

#include <string_view>

namespace understudy {

inline constexpr std::string_view kRedacted = "<redacted>";

/// Whether a member, parameter or field of that name holds a secret; case and "-" and "_" do not
/// count, but for names that end in "key".
bool is_secret_name(std::string_view name);

/// Whether a JSON Pointer leads to, or into, a member that holds a secret by its name.
///
/// Source:   docs/security.md "Secrets"
bool is_secret_path(std::string_view pointer);

}  // namespace understudy
