// SPDX-License-Identifier: MIT
/// Keys that a login gives for a while.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "auth/keyring.hpp"
#include "understudy/base/clock.hpp"

namespace understudy::mock::auth {

inline constexpr std::chrono::seconds kPrmKeyLifetime{3600};  // S4.9 [OBS]
inline constexpr std::string_view kPrmKeyIssuer = "understudy-prm-key";

/// The login of that name and password, or null. Looks at all of them.
const Login* find_login(const Keyring& keyring, std::string_view user, std::string_view password);

/// A key for a login. It is a JWT under the first secret of the keyring, so that nothing has to be
/// kept; empty without a secret or when the library fails.
std::string issue_prm_key(const Keyring& keyring, const Login& login, WallTime now);

}  // namespace understudy::mock::auth
