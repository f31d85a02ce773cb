// SPDX-License-Identifier: MIT
/// A text parameter the way Spring hands it over.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "understudy/base/uri.hpp"

namespace understudy::mock::partnertap_analytics {

/// The value of a parameter; of several values one text, joined by commas (S3.7). Nothing when it
/// is absent.
inline std::optional<std::string> find_joined(const QueryParams& query, std::string_view name) {
  std::optional<std::string> joined;
  for (const std::string_view value : query.all(name)) {
    if (!joined) {
      joined = value;
    } else {
      (*joined += ',') += value;
    }
  }
  return joined;
}

}  // namespace understudy::mock::partnertap_analytics
