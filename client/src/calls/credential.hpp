// SPDX-License-Identifier: MIT
/// One value of a credentials file.
#pragma once

#include <string>
#include <string_view>

#include "understudy/base/credentials.hpp"
#include "understudy/base/result.hpp"

namespace understudy::client::calls {

/// Errors:   not_found when the set has none
inline Result<std::string> find_credential(const CredentialSet& set, std::string_view name) {
  const auto it = set.find(name);
  if (it != set.end()) return it->second;
  return Failure{Error{.code = Errc::not_found,
                       .what = "expected the credential " + std::string{name} + ", got none",
                       .where = {},
                       .advice = "put it into the credentials file"}};
}

}  // namespace understudy::client::calls
