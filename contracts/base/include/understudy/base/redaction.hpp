// SPDX-License-Identifier: MIT
/// Members whose values are never quoted, and messages without them.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "understudy/base/http.hpp"

namespace understudy {

inline constexpr std::string_view kRedacted = "<redacted>";

/// Whether a member, parameter or field of that name holds a secret; case and "-" and "_" do not
/// count, but for names that end in "key".
bool is_secret_name(std::string_view name);

/// Whether a JSON Pointer leads to, or into, a member that holds a secret by its name.
///
/// Source:   docs/security.md "Secrets"
bool is_secret_path(std::string_view pointer);

/// A text with kRedacted, a string, in the place of every value that a secret name has at any
/// depth. Reads what is no whole JSON too, as far as its names can be told. O(size).
std::string redact_json(std::string_view text);

/// "a=1&secret=x" with kRedacted behind every secret name; names may be percent-encoded.
std::string redact_form(std::string_view text);

/// A request with kRedacted for the values of secret fields, query parameters and members of its
/// body, which is taken for a form where it says so and for JSON otherwise.
Request redacted(const Request& request);

/// A text with kRedacted in the place of each of these secrets, as it is, percent-encoded or as
/// JSON escapes it: for foreign texts, which may quote what they were sent. O(size x secrets).
std::string redact_texts(std::string text, std::span<const std::string_view> secrets);

/// The fields with kRedacted for the values of secret ones.
Fields redacted(const Fields& fields);

}  // namespace understudy
