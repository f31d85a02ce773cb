// SPDX-License-Identifier: MIT
/// What the standards say of header fields that every host sends, whatever its contract says.
#pragma once

#include <string>
#include <string_view>

namespace understudy::conformance {

/// What a field of that name has to be: "a number of bytes"; empty where its value is right, or
/// where nothing is known of the name.
///
/// Source:   RFC 9110 sections 5.6.7 (dates), 8.3 (Content-Type), 8.6 (Content-Length), 10.2.1
///           (Allow), 10.2.3 (Retry-After), 11.6.1 (WWW-Authenticate)
std::string_view wanted_shape(std::string_view name, std::string_view value);

/// Whether a field of that name may come once only, since its value is no list (RFC 9110 section
/// 5.3).
bool comes_once(std::string_view name);

/// Whether an answer of that status has to have the field, where its contract describes it (RFC
/// 9110 sections 15.5.2 and 15.5.6), or is expected to (RFC 6585 section 4).
bool is_tied_to(int status, std::string_view name);

}  // namespace understudy::conformance
