// SPDX-License-Identifier: MIT
/// Credentials that never change.
#include <utility>

#include "understudy/client/auth.hpp"

namespace understudy::client {

Credentials fixed_credentials(std::vector<SecretField> fields) {
  return {.authorize = [grant = Grant{.fields = std::move(fields)}](
                           const AuthContext& /*context*/) -> Outcome<Grant> { return grant; }};
}

}  // namespace understudy::client
