// SPDX-License-Identifier: MIT
/// URI references: resolved against a base, taken apart at the fragment.
#pragma once

#include <string>
#include <string_view>

namespace understudy {

/// The absolute URI that a reference means at a base.
///
/// Grammar:  RFC 3986, appendix A; a base without a hierarchy (urn:) takes only fragments and
///           absolute references
/// Source:   RFC 3986 section 5.2
std::string resolve_uri(std::string_view base, std::string_view reference);

struct SplitUri {
  std::string_view uri;       ///< without the fragment
  std::string_view fragment;  ///< without "#", still encoded
};
SplitUri split_fragment(std::string_view uri);

/// Whether it has a scheme.
bool is_absolute(std::string_view uri);

}  // namespace understudy
