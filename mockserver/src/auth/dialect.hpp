// SPDX-License-Identifier: MIT
/// The seam of every auth dialect: a request in, the Principal who sent it out.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "auth/keyring.hpp"
#include "refusal.hpp"
#include "switches.hpp"
#include "understudy/base/clock.hpp"
#include "understudy/base/http.hpp"

namespace understudy::mock::auth {

/// Who is calling.
struct Principal {
  std::string subject = {};       ///< shown in the journal; never a credential
  std::string throttle_key = {};  ///< whose window a request counts on; empty: nobody's
  std::vector<std::string> permissions = {};
  std::string tenant = {};  ///< whose data it may see; empty: the API does not divide them

  friend bool operator==(const Principal&, const Principal&) = default;
};

using Authenticated = Result<Principal, Refusal>;
/// Thread-safe: a Keyring does not change while a server runs.
using Authenticate = std::function<Authenticated(const Request&, WallTime now)>;

struct Dialect {
  std::string_view name;  ///< its key in an ApiProfile
  Authenticate (*make)(const Keyring& keyring, const Switches& switches);
};

/// Every dialect of this build, sorted by name.
std::span<const Dialect> dialects();
const Dialect* find_dialect(std::string_view name);

// One line per dialect, sorted; dialects.cpp repeats them as a table.
Authenticate make_api_key(const Keyring& keyring, const Switches& switches);
Authenticate make_bearer_jwt(const Keyring& keyring, const Switches& switches);
Authenticate make_oauth2_client_credentials(const Keyring& keyring, const Switches& switches);
Authenticate make_prm_key(const Keyring& keyring, const Switches& switches);
Authenticate make_raw_jwt(const Keyring& keyring, const Switches& switches);

}  // namespace understudy::mock::auth
